"""How bank files are brought in at the shell, one after another, and what is told of each."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.types import ImportedStatement
from openbill.cli.organization import acting_for, organization_named
from openbill.cli.output import write_json
from openbill.foundation.tenancy import scope
from openbill.importing.errors import FileCannotBeOpened
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.types import BankAccountDetails
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money, decimal_string


def run_import_statements(files: Sequence[Path], organization: str | None, *, form: str) -> int:
    """Bring the files in; 1 where one of them was refused."""
    found = organization_named(organization)
    with scope(found.id):
        accounts = {account.id: account for account in bank_accounts()}
    told: list[dict[str, Any]] = []
    refused = False
    for path in files:
        try:
            with acting_for(found.id) as context:
                statements = import_statements(content=read_file(path), file_name=path.name, context=context)
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


def read_file(path: Path) -> bytes:
    """What is in a file. Raises FileCannotBeOpened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileCannotBeOpened(path=path, reason=error.strerror or error) from error


def _tell(path: Path, statements: Sequence[ImportedStatement], accounts: dict[Any, BankAccountDetails]) -> None:
    for each in statements:
        account = accounts[each.bank_account_id]
        days = str(each.from_date) if each.from_date == each.to_date else f"{each.from_date} to {each.to_date}"
        click.echo(f"{path}: {account.name}, {days}: {each.new:,} lines new, {each.known:,} known already.")
        if each.gap_minor is not None:
            gap = Money(each.gap_minor, account.currency)
            click.echo(f"  {gap} is missing between the statement before and this one: fetch what lies between.")
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
        "warnings": list(each.warnings),
    }
