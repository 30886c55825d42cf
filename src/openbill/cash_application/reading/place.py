"""Where in a file something stands."""

from dataclasses import dataclass, replace
from typing import Self

from openbill.cash_application.errors import StatementCannotBeRead


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, and which statement, booking and payment it belongs to; counted from 1, and 0 where to none.

    Line 0 is the file as a whole. `syntax` is what a line belongs to that is in no statement.
    """

    file: str
    line: int = 0
    statement: int = 0
    entry: int = 0
    payment: int = 0
    syntax: str = ""

    def __str__(self) -> str:
        """For people: "Line 145 (statement 1, entry 3, payment 2)", "Line 7"; the console knows these forms."""
        if not self.line:
            return "The content"
        counted = {"statement": self.statement, "entry": self.entry, "payment": self.payment}
        inside = ", ".join(f"{name} {number}" for name, number in counted.items() if number)
        inside = inside or self.syntax
        return f"Line {self.line} ({inside})" if inside else f"Line {self.line}"

    def at(self, line: int) -> Self:
        """The same at another line."""
        return replace(self, line=line)

    def refusal(self, *, reason: str) -> StatementCannotBeRead:
        """What stands here cannot be read."""
        return StatementCannotBeRead(place=str(self), file=self.file, reason=reason)
