"""Put what a bank told into the books: its account holds what it says, and nobody knows yet whose it is."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.cash_application.commands.write_lines import LineRow
from openbill.cash_application.models import BankStatement
from openbill.cash_application.types.statements import StatementKind
from openbill.foundation.context import Context
from openbill.ledger.commands.post_transfers import post_transfers
from openbill.ledger.types import Transfer
from openbill.organizations.models import BankAccount

BANK, UNIDENTIFIED = "bank", "unidentified_cash"


def book_statement(
    statement: BankStatement, lines: Iterable[LineRow], account: BankAccount, *, context: Context
) -> None:
    """Post the new lines of a statement inside the running command: what came in and what went out, day by day.

    From its unidentified money the decision about each line takes it on. The first statement of an account opens it in
    the books with the balance that it tells.
    """
    moved: Counter[tuple[date, bool]] = Counter()
    for line in lines:
        moved[line.booked_date, line.amount_minor > 0] += line.amount_minor
    transfers = [
        Transfer(
            account.legal_entity_id, day, "bank_statement", statement.id, BANK, UNIDENTIFIED, account.currency, minor
        )
        for (day, _), minor in sorted(moved.items())
    ]
    post_transfers([*_opening(account, context), *transfers], context=context)


def _opening(account: BankAccount, context: Context) -> list[Transfer]:
    """What is to be added to the opening balance in the books: all of it, or the difference to an earlier statement."""
    told = BankStatement.objects.filter(
        organization_id=context.organization_id, bank_account_id=account.id, opening_minor__isnull=False
    ).exclude(kind=StatementKind.NOTICE.value)
    first = told.order_by("from_date", "to_date", "id").first()
    if first is None or first.opening_minor is None:
        return []
    missing = first.opening_minor - _opened_with(account.id, context)
    return [
        Transfer(
            account.legal_entity_id, first.from_date, "bank_opening", account.id, BANK, "opening_balance",
            account.currency, missing,
        )
    ]  # fmt: skip


def _opened_with(bank_account_id: UUID, context: Context) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(sum(line.amount_minor), 0)::bigint
            FROM journal_entry entry
            JOIN journal_line line ON line.organization_id = entry.organization_id AND line.entry_id = entry.id
            JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
                        AND account.role = %s
            WHERE entry.organization_id = %s AND entry.source_id = %s
            """,
            [BANK, context.organization_id, bank_account_id],
        )
        row = cursor.fetchone()
    assert row is not None
    opened: int = row[0]
    return opened
