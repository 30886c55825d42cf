"""How files of remittance advices are brought in at the shell, one after another, and what is told of each."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from openbill.cash_application.commands.import_remittances import import_remittances
from openbill.cash_application.types.remittances import ImportedRemittance
from openbill.cli.organization import acting_for, organization_named
from openbill.cli.output import write_json
from openbill.importing.errors import FileCannotBeOpened
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money, decimal_string


def run_import_remittances(files: Sequence[Path], organization: str | None, *, currency: str | None, form: str) -> int:
    """Bring the files in; 1 where one of them was refused."""
    found = organization_named(organization)
    told: list[dict[str, Any]] = []
    refused = False
    for path in files:
        try:
            with acting_for(found.id) as context:
                advices = import_remittances(
                    content=_read(path), file_name=path.name, currency=currency, context=context
                )
        except Refusal as refusal:
            refused = True
            told.append({"file": str(path), "refused": str(refusal), "remittances": []})
            if form != "json":
                click.echo(f"{path}: {refusal}", err=True)
            continue
        told.append({"file": str(path), "refused": None, "remittances": [_as_json(each) for each in advices]})
        if form != "json":
            _tell(path, advices)
    if form == "json":
        write_json(told)
    return int(refused)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileCannotBeOpened(path=path, reason=error.strerror or error) from error


def _tell(path: Path, advices: Sequence[ImportedRemittance]) -> None:
    for each in advices:
        payer = each.payer_name or each.payer_number or "a payer without a name"
        amount = "no amount" if each.amount_minor is None else Money(each.amount_minor, each.currency)
        known = "" if each.is_new else "; it was there already"
        click.echo(f"{path}: {payer}, {amount}, {each.documents:,} documents{known}.")
        for warning in each.warnings:
            click.echo(f"  {warning}")


def _as_json(each: ImportedRemittance) -> dict[str, Any]:
    amount = None if each.amount_minor is None else decimal_string(each.amount_minor, each.currency)
    return {
        "remittance_id": str(each.remittance_id),
        "is_new": each.is_new,
        "payer_name": each.payer_name,
        "payer_number": each.payer_number,
        "reference": each.reference,
        "amount": amount,
        "currency": each.currency,
        "documents": each.documents,
        "warnings": list(each.warnings),
    }
