"""Whether the balances beside bookings follow from each other, and which end of the list is the newest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Booked:
    """A row: its day, its amount and what stands on the account after it, in minor units; None where not told."""

    day: date
    amount_minor: int
    balance_minor: int | None


@dataclass(frozen=True, slots=True)
class Running:
    """What a list of bookings opens and closes with; None where it cannot be said which end is which.

    `wrong_at` is the place of the first balance that does not follow from the one before, None where all do.
    """

    opening_minor: int | None
    closing_minor: int | None
    wrong_at: int | None
    expected_minor: int | None = None


def running_balances(rows: Sequence[Booked]) -> Running:
    """The opening and closing balance of a list that is sorted by time, from either end.

    The order is the one in which fewer balances contradict each other; where both agree, that of the days.
    """
    if all(row.balance_minor is None for row in rows):
        return Running(None, None, None)
    upwards, downwards = _wrong(rows), _wrong(rows[::-1])
    if len(upwards) == len(downwards):
        days = (rows[0].day, rows[-1].day)
        if days[0] == days[1] and len(rows) > 1 and not upwards:
            return Running(None, None, None)
        is_newest_first = days[0] > days[1]
    else:
        is_newest_first = len(downwards) < len(upwards)
    wrong = downwards if is_newest_first else upwards
    if wrong:
        place, expected = wrong[0]
        return Running(None, None, len(rows) - 1 - place if is_newest_first else place, expected)
    ordered = rows[::-1] if is_newest_first else rows
    place = next(place for place, row in enumerate(ordered) if row.balance_minor is not None)
    opening = (ordered[place].balance_minor or 0) - sum(row.amount_minor for row in ordered[: place + 1])
    return Running(opening, opening + sum(row.amount_minor for row in ordered), None)


def _wrong(rows: Sequence[Booked]) -> list[tuple[int, int]]:
    """Where a balance is not what the one before and the amounts since come to, and what they come to."""
    found = []
    expected: int | None = None
    for place, row in enumerate(rows):
        if expected is not None:
            expected += row.amount_minor
        if row.balance_minor is not None:
            if expected not in (None, row.balance_minor):
                assert expected is not None
                found.append((place, expected))
            expected = row.balance_minor
    return found
