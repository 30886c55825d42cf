"""How a mapping of CSV columns is made of a file and of what is said at the shell, and saved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from openbill.cash_application.commands.set_csv_mapping import set_csv_mapping
from openbill.cash_application.errors import CsvIsNotRecognised, CsvMappingNotPossible
from openbill.cash_application.policies.check_csv_mapping import COLUMNS
from openbill.cash_application.reading.csv.decode_csv import found_encoding
from openbill.cash_application.reading.csv.propose_csv import propose_csv
from openbill.cash_application.reading.csv.read_csv import read_csv
from openbill.cash_application.types.csv_files import CsvMapping, CsvSigns
from openbill.cli.imports.bank_account_named import bank_account_named
from openbill.cli.imports.read_file import read_file
from openbill.cli.imports.tell_csv_mapping import tell_csv_mapping
from openbill.cli.organization import acting_for, organization_named
from openbill.foundation.tenancy import scope


def save_csv_mapping(
    file: Path,
    organization: str | None,
    *,
    account: str,
    columns: Sequence[str],
    said: Mapping[str, Any],
    form: str,
) -> None:
    """Save it for an account, and show what of the file is read by it.

    Raises CsvMappingNotPossible, and what reading the file raises: nothing is saved then.
    """
    found = organization_named(organization)
    with scope(found.id):
        named = bank_account_named(account)
    content = read_file(file)
    mapping = _changed(_proposed(content, file.name, named.currency, said), columns, said)
    (statement,) = read_csv(content, file.name, mapping, named.currency)
    with acting_for(found.id) as context:
        set_csv_mapping(bank_account_id=named.id, mapping=mapping, context=context)
    tell_csv_mapping(mapping, rows=statement.lines[:5], form=form)
    if form != "json":
        click.echo(f"CSV files of {named.name} are read like this from now on.")


def _proposed(content: bytes, file: str, currency: str, said: Mapping[str, Any]) -> CsvMapping:
    """What the file suggests; where it has no headings that are known, nothing but its encoding."""
    unknown = CsvMapping(encoding=found_encoding(content, file))
    if not said.get("has_headings", True):
        return unknown
    try:
        return propose_csv(content, file, currency).mapping
    except CsvIsNotRecognised:
        return unknown


def _changed(mapping: CsvMapping, columns: Sequence[str], said: Mapping[str, Any]) -> CsvMapping:
    named: dict[str, Any] = {}
    texts: list[str] = []
    for each in columns:
        name, sign, heading = each.partition("=")
        if not sign or name not in (*COLUMNS, "text"):
            raise CsvMappingNotPossible(reason=f"{each} is not of the form WHAT=HEADING; known are {_known()}")
        if name == "text":
            texts.append(heading)
        else:
            named[name] = heading.strip()
    if texts:
        named["text"] = tuple(text.strip() for text in texts if text.strip())
    changed = {**said, **named}
    if "signs" in changed:
        changed["signs"] = CsvSigns(changed["signs"])
    return replace(mapping, **changed)


def _known() -> str:
    return ", ".join((*COLUMNS, "text"))
