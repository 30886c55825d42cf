"""Bring a bank file in: its statements, and every line that is not there yet."""

from collections.abc import Sequence, Set
from dataclasses import replace
from uuid import UUID

from django.db import connection

from openbill.cash_application.commands.book_statement import book_statement
from openbill.cash_application.commands.choose_csv_account import CsvOfAccounts
from openbill.cash_application.commands.look_again import look_again
from openbill.cash_application.commands.write_lines import LineRow, write_lines
from openbill.cash_application.errors import (
    BalanceInOtherCurrency,
    BankAccountUnknown,
    LineInOtherCurrency,
    OwnAccountUnknown,
    StatementIsEmpty,
    StatementOfOtherAccount,
)
from openbill.cash_application.events import StatementWasImported
from openbill.cash_application.models import BankStatement, LineToDo
from openbill.cash_application.policies.line_key import line_keys
from openbill.cash_application.policies.own_account import bare_number
from openbill.cash_application.policies.statement_adds_up import refuse_what_does_not_add_up
from openbill.cash_application.policies.statements_in_order import not_meeting
from openbill.cash_application.queries.balances_of_statements import balances_of_statements
from openbill.cash_application.reading.recognise_statement import read_statements
from openbill.cash_application.types.statements import (
    ImportedStatement,
    Statement,
    StatementKind,
)
from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.text_array import text_array
from openbill.organizations.models import BankAccount

MEDIA_TYPE = "application/octet-stream"

SHORTEST_END = 15
"""Digits of an IBAN's end that tell an account: shorter ones may be those of several."""


@command(permission="cash_application.import", summarised=("content",))
def import_statements(
    *, content: bytes, file_name: str, bank_account_id: UUID | None = None, context: Context
) -> list[ImportedStatement]:
    """Bring in the statements of a camt, MT940, BAI2, OFX or CSV file, all of them or none.

    A CSV file is read by the saved mapping of the account named, or of the single one whose columns it has. A line that
    an earlier file has told is known by its key and left alone, so the same file twice changes nothing, and files may
    overlap. Each statement must add up and be of an own account. Raises StatementIsNotRecognised,
    StatementCannotBeRead, StatementIsTruncated, StatementIsTooLarge, ForbiddenInXml, StatementDoesNotAddUp,
    BankAccountUnknown, LineInOtherCurrency, BalanceInOtherCurrency and StatementIsEmpty; of a CSV file CsvNeedsMapping,
    CsvFitsSeveralAccounts and CsvColumnUnknown; and OwnAccountUnknown and StatementOfOtherAccount of an account named.
    """
    own = list(BankAccount.objects.filter(organization_id=context.organization_id))
    named = next((account for account in own if account.id == bank_account_id), None)
    if named is None and bank_account_id is not None:
        raise OwnAccountUnknown(bank_account_id=bank_account_id)
    statements = read_statements(content, file_name, otherwise=CsvOfAccounts(own, bank_account_id).read)
    for statement in statements:
        refuse_what_does_not_add_up(statement, file_name)
    accounts = _accounts(statements, file_name, own)
    if named is not None:
        _refuse_others(named, statements, accounts, file_name)
    (file_id,) = keep_files([NewFile(file_name, MEDIA_TYPE, content)], context=context)
    # Who brings another file of the same account waits, or both would bring its lines.
    _lock({account.id for account in accounts}, context)
    brought = [
        _bring_in(statement, account, file_id, position, file_name, context)
        for position, (statement, account) in enumerate(zip(statements, accounts, strict=True), start=1)
    ]
    return _with_gaps(brought)


def _accounts(statements: Sequence[Statement], file: str, own: Sequence[BankAccount]) -> list[BankAccount]:
    found = []
    for statement in statements:
        fitting = [account for account in own if _is_of(statement, account)]
        if len(fitting) != 1:
            raise BankAccountUnknown(file=file, place=statement.place, account=statement.account)
        found.append(fitting[0])
    return found


def _refuse_others(
    named: BankAccount, statements: Sequence[Statement], accounts: Sequence[BankAccount], file: str
) -> None:
    for statement, account in zip(statements, accounts, strict=True):
        if account.id != named.id:
            own = named.iban or named.account_number
            raise StatementOfOtherAccount(file=file, account=statement.account, own=own)


def _is_of(statement: Statement, account: BankAccount) -> bool:
    """By IBAN, or by the number however it is grouped; in the currency that the statement says, if it says one."""
    told = bare_number(statement.account)
    numbers = {bare_number(account.iban), bare_number(account.account_number)} - {""}
    # German banks write the bank code and the account, which are the end of the IBAN, as one or as two.
    is_end = account.iban.startswith("DE") and (
        (len(told) >= SHORTEST_END and account.iban.endswith(told))
        or account.iban[4:] == statement.bank + told.zfill(10)
    )
    return (told in numbers or is_end) and statement.currency in ("", account.currency)


def _lock(account_ids: set[UUID], context: Context) -> None:
    accounts = BankAccount.objects.filter(organization_id=context.organization_id, id__in=account_ids)
    list(accounts.select_for_update(no_key=True).order_by("id").values_list("id"))


def _bring_in(
    statement: Statement, account: BankAccount, file_id: UUID, position: int, file: str, context: Context
) -> ImportedStatement:
    for line in statement.lines:
        if line.amount.currency != account.currency:
            raise LineInOtherCurrency(file=file, place=line.place, currency=line.amount.currency, own=account.currency)
    balances = [balance for balance in (statement.opening, statement.closing) if balance is not None]
    for balance in balances:
        if balance.amount.currency != account.currency:
            raise BalanceInOtherCurrency(
                file=file, place=statement.place, currency=balance.amount.currency, own=account.currency
            )
    days = [line.booked_date for line in statement.lines]
    days += [balance.on for balance in balances]
    if not days:
        raise StatementIsEmpty(file=file, place=statement.place)
    keys = line_keys(statement.lines)
    if statement.kind is StatementKind.NOTICE:
        # The statement tells the same booking again, and it is its line that counts.
        keys = [f"notice {key}" for key in keys]
    known = _known(keys, account, context)
    told = enumerate(zip(keys, statement.lines, strict=True), start=1)
    fresh = [(place, key, line) for place, (key, line) in told if key not in known]
    kept = BankStatement.objects.filter(organization_id=context.organization_id, file_id=file_id, position=position)
    before = kept.first()
    overlaps = _overlaps(known, account, context) if known and before is None else ()
    row = before or BankStatement.objects.create(
        organization_id=context.organization_id,
        bank_account_id=account.id,
        file_id=file_id,
        position=position,
        kind=statement.kind.value,
        number=statement.number,
        currency=account.currency,
        from_date=min(days),
        to_date=max(days),
        opening_minor=statement.opening.amount.minor_units if statement.opening else None,
        closing_minor=statement.closing.amount.minor_units if statement.closing else None,
        line_count=len(statement.lines),
        warnings=list(statement.warnings),
        command_id=context.running_command_id,
    )
    # A notice tells of what the statement books too, often as a single sum: money must not be placed twice.
    is_booked = statement.kind is not StatementKind.NOTICE
    rows = [LineRow.of_line(line, key=key, position=place) for place, key, line in fresh]
    write_lines(rows, statement_id=row.id, bank_account_id=account.id, are_to_be_decided=is_booked, context=context)
    if is_booked:
        book_statement(row, rows, account, context=context)
    else:
        _look_again_at_sums({each.bank_reference for each in rows} - {""}, account, context)
    if fresh:
        publish(StatementWasImported(row.id, account.id, len(fresh)), context=context)
    return ImportedStatement(
        row.id,
        account.id,
        statement.number,
        row.from_date,
        row.to_date,
        len(fresh),
        len(known),
        None,
        statement.warnings,
        overlaps,
    )


def _known(keys: Sequence[str], account: BankAccount, context: Context) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key FROM bank_line WHERE organization_id = %s AND bank_account_id = %s AND key = ANY(%s::text[])",
            [context.organization_id, account.id, text_array(keys)],
        )
        return {key for (key,) in cursor.fetchall()}


def _overlaps(known: Set[str], account: BankAccount, context: Context) -> tuple[str, ...]:
    """The earlier statements that had told the known lines, the oldest first, by their numbers or else their days."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT number, from_date, to_date FROM bank_statement
            WHERE organization_id = %(organization_id)s AND id IN (
                SELECT statement_id FROM bank_line WHERE organization_id = %(organization_id)s
                AND bank_account_id = %(bank_account_id)s AND key = ANY(%(keys)s::text[]))
            ORDER BY to_date, from_date, id
            """,
            {"organization_id": context.organization_id, "bank_account_id": account.id, "keys": text_array(known)},
        )
        rows = cursor.fetchall()
    return tuple(number or (str(first) if first == last else f"{first} to {last}") for number, first, last in rows)


def _look_again_at_sums(references: Set[str], account: BankAccount, context: Context) -> None:
    """A notice may say of what a statement has as one sum, by the bank's reference."""
    if references:
        lines = LineToDo.objects.filter(organization_id=context.organization_id, bank_account_id=account.id)
        look_again(lines.filter(line__bank_reference__in=references), context=context)


def _with_gaps(brought: Sequence[ImportedStatement]) -> list[ImportedStatement]:
    """What is missing before each, in minor units: known only once all of the file is in, as its order may be any."""
    balances = balances_of_statements({each.bank_account_id for each in brought})
    missing = {
        after.statement_id: (after.opening_minor or 0) - (before.closing_minor or 0)
        for of_account in balances.values()
        for before, after in not_meeting(of_account)
    }
    return [replace(each, gap_minor=missing.get(each.statement_id)) for each in brought]
