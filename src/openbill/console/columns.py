"""The columns of a list: what each is sorted by, and which of them a person wants to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise

from openbill.console.paging import without_place

FROM_SMALL, FROM_MEDIUM, FROM_LARGE = (f"hidden {width}:table-cell" for width in ("sm", "md", "lg"))
"""From which width of the screen on a column has room."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `classes` are those of its head and its cells.

    One that is `fixed` names the row and is always there; an `extra` one is there only where it is chosen.
    """

    key: str
    label: str | Promise
    by: StrEnum | None = None
    classes: str = ""
    is_fixed: bool = False
    is_extra: bool = False


@dataclass(frozen=True)
class Table:
    """A list with its columns, in their order; `name` is that of its address."""

    name: str
    columns: tuple[Column, ...]

    @property
    def cookie(self) -> str:
        """Where the browser keeps which columns were chosen."""
        return f"columns-{self.name}"

    def shown(self, request: HttpRequest) -> tuple[Column, ...]:
        """The columns that the address asks for, else those that were chosen in this browser, else the usual ones."""
        asked = request.GET.get("columns") or request.COOKIES.get(self.cookie) or ""
        chosen = self.known(asked.split(","))
        return tuple(
            column
            for column in self.columns
            if column.is_fixed or (column.key in chosen if chosen else not column.is_extra)
        )

    @property
    def usual(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.is_extra)

    def known(self, keys: Sequence[str]) -> list[str]:
        """Of these keys those that are columns to be chosen."""
        return [column.key for column in self.columns if column.key in keys and not column.is_fixed]


def shown_list(request: HttpRequest, table: Table) -> dict[str, Any]:
    """What templates of lists ask for: `table`, its shown `columns`, the same by key as `cols`, and what the address
    says (`here`), as views keep it."""
    columns = table.shown(request)
    chosen = "" if columns == table.usual else ",".join(column.key for column in columns if not column.is_fixed)
    parameters = {**request.GET.dict(), "columns": chosen}
    here = without_place(urlencode({name: value for name, value in parameters.items() if value}))
    return {"table": table, "columns": columns, "cols": {column.key: column for column in columns}, "here": here}
