"""How the keys of programs are shown."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

import click

from openbill.cli.output import console, new_table, shown, write_json
from openbill.organizations.types import ApiKeySummary


def show_api_keys(keys: Sequence[ApiKeySummary], *, form: str) -> None:
    """Print the keys with what they may do; no secret is known here."""
    if form == "json":
        write_json([{name: _plain(value) for name, value in asdict(key).items()} for key in keys])
        return
    if not keys:
        click.echo("There is no key.")
        return
    table = new_table("API keys", ["key", "name", "begins with", "role", "made", "expires", "revoked"], [])
    for key in keys:
        days = [_day(key.created_at), _day(key.expires_at), _day(key.revoked_at)]
        table.add_row(str(key.id), shown(key.name), key.prefix, shown(key.role), *days)
    console().print(table)


def _day(at: datetime | None) -> str:
    return at.date().isoformat() if at else ""


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None else str(value)
