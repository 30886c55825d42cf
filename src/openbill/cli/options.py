"""The options that many commands share, and how days, instants and months are read."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType):
    """A day such as 2026-01-31."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it like 2026-01-31.", param, ctx)


class Month(click.ParamType):
    """A month such as 2026-01; answers its first day."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(f"{value}-01")
        except ValueError:
            self.fail(f"{value!r} is not a month. Write it like 2026-01.", param, ctx)


class DayOrInstant(click.ParamType):
    """An instant such as 2026-01-31T18:00+01:00, or a day, which means the end of it."""

    name = "INSTANT"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | datetime:
        if isinstance(value, date):
            return value
        for read in (date.fromisoformat, datetime.fromisoformat):
            try:
                return read(value)
            except ValueError:
                continue
        self.fail(
            f"{value!r} is no instant. Write it like 2026-01-31T18:00+01:00, or only the day.", param, ctx
        )


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


def format_option(*forms: str) -> Callable[[F], F]:
    """--format, of which the first one counts where nothing is said."""
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True)


def report_options(command: F) -> F:
    """What every report can be asked: whose, of which day, as known when, in which form."""
    options: Sequence[Callable[[F], F]] = (
        organization_option,
        click.option("--as-of", type=Day(), help="The day in the books; today otherwise."),
        click.option(
            "--known-at",
            type=DayOrInstant(),
            help="Show what was known at this instant; a bare day means the end of it.",
        ),
        format_option("table", "json", "csv"),
    )
    for option in reversed(options):
        command = option(command)
    return command
