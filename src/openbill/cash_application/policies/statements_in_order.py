"""In which order the statements of an account follow each other, and where something is missing between two."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter
from uuid import UUID

from openbill.cash_application.types.statements import StatementKind


@dataclass(frozen=True, slots=True)
class StatementBalances:
    """A statement as far as its place among others goes; balances in minor units, None where the bank told none."""

    statement_id: UUID
    kind: str
    number: str
    from_date: date
    to_date: date
    opening_minor: int | None
    closing_minor: int | None


def statements_in_order(statements: Iterable[StatementBalances]) -> list[StatementBalances]:
    """The statements of one account by the day on which they end, and those of one day each after what it opens with.

    A bank may send several a day, and their files may come in any order. Where balances do not say which is first, the
    bank's numbers do (58/2 is page 2 of 58), then the days on which they begin and the order in which they came. What
    two files tell alike is one statement.
    """
    ordered: list[StatementBalances] = []
    for _, of_day in groupby(sorted(_once(statements), key=_place), key=attrgetter("to_date")):
        left = list(of_day)
        while left:
            following = _next(left, ordered[-1].closing_minor if ordered else None)
            left.remove(following)
            ordered.append(following)
    return ordered


def not_meeting(statements: Sequence[StatementBalances]) -> Iterator[tuple[StatementBalances, StatementBalances]]:
    """The final statements that do not open with what the one before closed with, each with that one before.

    Statements that overlap tell of nothing missing: what both tell is counted once, by its lines.
    """
    whole = [each for each in statements if each.kind == StatementKind.FINAL and None not in _balances(each)]
    for before, after in pairwise(statements_in_order(whole)):
        if before.closing_minor != after.opening_minor and not _overlap(before, after):
            yield before, after


def _next(left: Sequence[StatementBalances], closed_with: int | None) -> StatementBalances:
    """The one that opens with what was closed with, else one that follows none of the others."""
    if closed_with is not None:
        for each in left:
            if each.opening_minor == closed_with:
                return each
    for each in left:
        if not any(other.closing_minor == each.opening_minor for other in left if other is not each):
            return each
    return left[0]


def _overlap(before: StatementBalances, after: StatementBalances) -> bool:
    """Of one day those overlap that open alike: the bank told the day again, and more of it."""
    if _days(before) == _days(after):
        return before.opening_minor == after.opening_minor
    return before.to_date > after.from_date


def _once(statements: Iterable[StatementBalances]) -> Iterable[StatementBalances]:
    told: dict[tuple[object, ...], StatementBalances] = {}
    for each in sorted(statements, key=attrgetter("statement_id")):
        told.setdefault((each.kind, each.number, *_days(each), *_balances(each)), each)
    return told.values()


def _place(statement: StatementBalances) -> tuple[date, bool, tuple[int, ...], date, UUID]:
    # The final statement of a day takes the place of those that told of the day while it ran.
    is_final = statement.kind == StatementKind.FINAL
    return statement.to_date, is_final, _number(statement.number), statement.from_date, statement.statement_id


def _number(number: str) -> tuple[int, ...]:
    parts = number.split("/")
    return tuple(map(int, parts)) if all(part.isascii() and part.isdecimal() for part in parts) else ()


def _days(statement: StatementBalances) -> tuple[date, date]:
    return statement.from_date, statement.to_date


def _balances(statement: StatementBalances) -> tuple[int | None, int | None]:
    return statement.opening_minor, statement.closing_minor
