"""How bank files are brought in at the shell, one after another, and what is told of each."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.types.statements import ImportedStatement
from openbill.cli.imports.bank_account_named import bank_account_named
from openbill.cli.imports.read_file import read_file
from openbill.cli.organization import acting_for, organization_named
from openbill.cli.output import write_json
from openbill.foundation.tenancy import scope
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.types import BankAccountDetails
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money, decimal_string


def run_import_statements(
    files: Sequence[Path], organization: str | None, *, account: str | None = None, form: str
) -> int:
    """Bring the files in, of the account named where one is; 1 where one of them was refused.

    Raises NoSuchBankAccount.
    """
    found = organization_named(organization)
    with scope(found.id):
        accounts = {each.id: each for each in bank_accounts()}
        bank_account_id = bank_account_named(account).id if account else None
    told: list[dict[str, Any]] = []
    refused = False
    for path in files:
        try:
            with acting_for(found.id) as context:
                statements = import_statements(
                    content=read_file(path), file_name=path.name, bank_account_id=bank_account_id, context=context
                )
        except Refusal as refusal:
            refused = True
            told.append({"file": str(path), "refused": str(refusal), "statements": []})
            if form != "json":
                click.echo(f"{path}: {refusal}", err=True)
            continue
        told.append(
            {"file": str(path), "refused": None, "statements": [_as_json(each, accounts) for each in statements]}
        )
        if form != "json":
            _tell(path, statements, accounts)
    if form == "json":
        write_json(told)
    return int(refused)


def _tell(path: Path, statements: Sequence[ImportedStatement], accounts: dict[Any, BankAccountDetails]) -> None:
    for each in statements:
        account = accounts[each.bank_account_id]
        days = str(each.from_date) if each.from_date == each.to_date else f"{each.from_date} to {each.to_date}"
        click.echo(f"{path}: {account.name}, {days}: {each.new:,} lines new, {each.known:,} known already.")
        if each.gap_minor is not None:
            gap = Money(each.gap_minor, account.currency)
            click.echo(f"  {gap} is missing between the statement before and this one: fetch what lies between.")
        if each.overlaps:
            click.echo(f"  Lines of it were told before by: {', '.join(each.overlaps)}.")
        for warning in each.warnings:
            click.echo(f"  {warning}")


def _as_json(each: ImportedStatement, accounts: dict[Any, BankAccountDetails]) -> dict[str, Any]:
    currency = accounts[each.bank_account_id].currency
    return {
        "statement_id": str(each.statement_id),
        "bank_account_id": str(each.bank_account_id),
        "number": each.number,
        "from_date": each.from_date.isoformat(),
        "to_date": each.to_date.isoformat(),
        "new": each.new,
        "known": each.known,
        "gap": None if each.gap_minor is None else decimal_string(each.gap_minor, currency),
        "overlaps": list(each.overlaps),
        "warnings": list(each.warnings),
    }
