"""Groups of commands of which only the one that is called is loaded."""

import copy
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from openbill.cli.needs import Needs


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of commands: where the click command lies (module:name), and what it needs."""

    name: str
    place: str
    summary: str
    needs: Needs = Needs.DATABASE

    def load(self) -> click.Command:
        """The command, running inside of what it needs."""
        module, _, attribute = self.place.partition(":")
        command: click.Command = copy.copy(getattr(import_module(module), attribute))
        command.short_help = self.summary
        if command.callback is not None and self.needs is not Needs.NOTHING:
            command.callback = self._with_needs(command.callback)
        return command

    def _with_needs(self, callback: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(callback)
        def run(*positional: Any, **options: Any) -> Any:
            from openbill.cli.runtime import opened

            context = click.get_current_context()
            _refuse_what_is_no_utf8(options)
            with opened(
                self.name,
                self.needs,
                organization=options.get("organization"),
                is_debug=is_debug(context),
            ) as installation:
                context.obj = installation
                return callback(*positional, **options)

        return run


def _refuse_what_is_no_utf8(options: Mapping[str, Any]) -> None:
    """Bytes that are no UTF-8 arrive as halves of surrogates. Names of files may be such; they are no str here."""
    for name, value in options.items():
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise click.UsageError(f"The value of {name} is not in UTF-8.") from None


class LazyGroup(click.Group):
    """A group over a table of entries; help shows their summaries without loading anything."""

    def __init__(self, *positional: Any, table: Sequence[Entry] = (), **options: Any) -> None:
        super().__init__(*positional, **options)
        self.table = {entry.name: entry for entry in table}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        entry = self.table.get(cmd_name)
        return entry.load() if entry is not None else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(entry.name, entry.summary) for entry in self.table.values()])


def is_debug(context: click.Context) -> bool:
    """Whether `openbill --debug` was asked for."""
    return bool(context.find_root().params.get("debug"))
