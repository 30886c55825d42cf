"""The options that many commands share, and how days, instants and months are read."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
D = TypeVar("D", bound=date)

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""As in the files that are brought in; all that is counted from such a day, in any time zone, is a date still."""


def day(text: str) -> date:
    """A day such as 2026-01-31."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a day. Write it like 2026-01-31.") from None
    return _within_years(found, text)


def month(text: str) -> date:
    """The first day of a month such as 2026-01."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a month. Write it like 2026-01.") from None
    return _within_years(found, text, written="%Y-%m")


def instant(text: str) -> date | datetime:
    """An instant such as 2026-01-31T18:00+01:00; or a day, which means the end of it."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        with suppress(ValueError):
            return _within_years(read(text), text)
    raise click.BadParameter(f"{text!r} is no instant. Write it like 2026-01-31T18:00+01:00, or 2026-01-31.")


def _within_years(found: D, text: str, *, written: str = "%Y-%m-%d") -> D:
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    first, last = date(FIRST_YEAR, 1, 1).strftime(written), date(LAST_YEAR, 12, 31).strftime(written)
    raise click.BadParameter(
        f"{text!r} lies outside the years {FIRST_YEAR} to {LAST_YEAR}. Write one from {first} to {last}:"
        " nothing is earlier or later."
    )


def account_option(*, required: bool = False) -> Callable[[F], F]:
    """--account IBAN, number or name of an own bank account."""
    told = "The bank account: its IBAN, number or name."
    return click.option("--account", metavar="IBAN", required=required, help=told)


def organization_option(command: F) -> F:
    """--organization NAME; it may be left out where there is only one."""
    return click.option(
        "--organization", metavar="NAME", help="The organization's name; needless where there is only one."
    )(command)


def legal_entity_option(command: F) -> F:
    """--legal-entity CODE, for organizations with several."""
    return click.option(
        "--legal-entity",
        metavar="CODE",
        help="The legal entity's code; the organization's first one otherwise.",
    )(command)


def customer_option(command: F) -> F:
    """--customer NUMBER, which must be said."""
    return click.option("--customer", metavar="NUMBER", required=True, help="The customer's number.")(command)


def into_option(command: F) -> F:
    """--into FOLDER, the current one where nothing is said."""
    return click.option(
        "--into",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        metavar="FOLDER",
        help="Where to write the files; made where it is missing. The current folder otherwise.",
    )(command)


def format_option(*forms: str) -> Callable[[F], F]:
    """--format, of which the first one counts where nothing is said."""
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True)


def report_options(command: F) -> F:
    """What every report can be asked: whose, of which day, as known when, in which form."""
    options: Sequence[Callable[[F], F]] = (
        organization_option,
        click.option("--as-of", type=day, help="The day in the books; today otherwise."),
        click.option(
            "--known-at",
            type=instant,
            help="Show what was known at this instant; a bare day means the end of it.",
        ),
        format_option("table", "json", "csv"),
    )
    for option in reversed(options):
        command = option(command)
    return command
