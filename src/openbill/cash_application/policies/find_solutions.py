"""Which debts of one customer an amount may pay: every way that people pay, the plain ones first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np

MOST_DEBTS, MOST_SOLUTIONS = 3_000, 60
MOST_FOR_SUBSETS = 22
"""Beyond so many debts any amount is the sum of some of them."""
MOST_OF_A_FEE = 50
"""Banks on the way keep at most this part of what was owed: a fiftieth."""
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""2^64 by the golden ratio: numbers that lie near each other, or have a factor, are far apart when multiplied by it."""

Sums = np.ndarray[tuple[int], np.dtype[np.int64]]


class Debt(NamedTuple):
    """An open debt, or a credit with a negative amount, in minor units; `discount` is what a payer may deduct today."""

    key: Any
    open: int
    due: int
    """The day it falls due, as an ordinal."""
    discount: int = 0
    lapsed_discount: int = 0
    """A discount that is too late."""


class SolutionKind(StrEnum):
    """What the amount is, in the order in which people mean it."""

    REFERENCED = "referenced"
    REFERENCED_PART = "referenced_part"
    REFERENCED_AND_MORE = "referenced_and_more"
    SINGLE = "single"
    ALL_DUE = "all_due"
    ALL_OPEN = "all_open"
    OLDEST = "oldest"
    WINDOW = "window"
    PAIR = "pair"
    SUBSET = "subset"
    SHORT = "short"
    OVER = "over"
    ON_ACCOUNT = "on_account"


class Difference(StrEnum):
    """Why the debts come to more than was paid."""

    NONE = ""
    DISCOUNT = "discount"
    LAPSED_DISCOUNT = "lapsed_discount"
    FEE = "fee"


class Solution(NamedTuple):
    """Debts that an amount pays: their places, how the rest is explained, and how many other ways there are.

    `alternatives` are other sets of debts that the amount pays in a way as plain as this; `alike` are sets that differ
    only by debts of the same amount, of which the oldest are taken.
    """

    kind: SolutionKind
    places: tuple[int, ...]
    difference: Difference = Difference.NONE
    difference_minor: int = 0
    alternatives: int = 0
    alike: int = 0


def find_solutions(
    debts: Sequence[Debt],
    amount: int,
    referenced: Iterable[int] = (),
    *,
    today: int,
    most_fee: int = 0,
    any_sums: bool = True,
) -> list[Solution]:
    """The ways in which an amount pays debts of a customer, the plainest first; `referenced` are places that it names.

    The debts come by due date, at most MOST_DEBTS. A fee is what banks on the way keep: up to `most_fee`. Names that
    the payer states bind: where they explain the amount, nothing else is looked for. Without `any_sums` only plain ways
    are, as of somebody who has hardly paid.
    """
    debts = debts[:MOST_DEBTS]
    named = sorted({place for place in referenced if place < len(debts)})
    if named:
        solutions = _of_the_named(debts, amount, named, most_fee)
        if solutions and solutions[0].kind is SolutionKind.REFERENCED:
            return solutions
        return [*solutions, *_part_or_over(debts, amount, named)]
    return _of_all(debts, amount, today, most_fee, any_sums)


def as_named(debts: Sequence[Debt], amount: int, referenced: Iterable[int], *, most_fee: int = 0) -> Solution | None:
    """The debts that are named, where they explain the amount; see find_solutions, whose first answer it would be."""
    named = sorted({place for place in referenced if place < min(len(debts), MOST_DEBTS)})
    if not named:
        return None
    total = sum([debts[place].open for place in named])
    return _explained(debts, amount, total, named, SolutionKind.REFERENCED, most_fee)


def _of_the_named(debts: Sequence[Debt], amount: int, named: list[int], most_fee: int) -> list[Solution]:
    total = sum([debts[place].open for place in named])
    exact = _explained(debts, amount, total, named, SolutionKind.REFERENCED, most_fee)
    if exact:
        return [exact]
    found = []
    if amount < total and 1 < len(named) <= MOST_FOR_SUBSETS:
        subsets = _subsets([debt.open for debt in debts], amount, named)
        if subsets:
            found.append(_first(SolutionKind.REFERENCED_PART, subsets, debts))
    if amount > total:
        others = [place for place in range(len(debts)) if place not in set(named)]
        rest = _plain_sets([debts[place] for place in others], amount - total)
        sets = [tuple(sorted((*named, *(others[place] for place in chosen)))) for chosen in rest]
        if sets:
            found.append(_first(SolutionKind.REFERENCED_AND_MORE, sets, debts))
    return found


def _part_or_over(debts: Sequence[Debt], amount: int, named: list[int]) -> list[Solution]:
    total = sum([debts[place].open for place in named])
    kind = SolutionKind.SHORT if amount < total else SolutionKind.OVER
    return [Solution(kind, tuple(named), difference_minor=total - amount)]


def _explained(
    debts: Sequence[Debt], amount: int, total: int, places: Sequence[int], kind: SolutionKind, most_fee: int
) -> Solution | None:
    """The set of debts itself, where the amount is its total or that less what may be deducted."""
    if total == amount:
        return Solution(kind, tuple(places))
    less = total - amount
    if less <= 0:
        return None
    earned = sum([debts[place].discount for place in places])
    if earned and less == earned:
        return Solution(kind, tuple(places), Difference.DISCOUNT, less)
    lapsed = earned + sum([debts[place].lapsed_discount for place in places])
    if lapsed > earned and less == lapsed:
        return Solution(kind, tuple(places), Difference.LAPSED_DISCOUNT, less)
    if less <= most_fee and less * MOST_OF_A_FEE <= total:
        return Solution(kind, tuple(places), Difference.FEE, less)
    return None


def _of_all(debts: Sequence[Debt], amount: int, today: int, most_fee: int, any_sums: bool) -> list[Solution]:
    opens = [debt[1] for debt in debts]
    found: list[Solution] = []
    if amount in opens:
        singles = [place for place, minor in enumerate(opens) if minor == amount]
        found.append(Solution(SolutionKind.SINGLE, (singles[0],), alike=len(singles) - 1))
    discounted = [place for place, debt in enumerate(debts) if 0 < debt[3] == debt[1] - amount]
    if discounted:
        less = debts[discounted[0]].discount
        found.append(
            Solution(SolutionKind.SINGLE, (discounted[0],), Difference.DISCOUNT, less, alike=len(discounted) - 1)
        )
    due = [place for place, debt in enumerate(debts) if debt[2] <= today or debt[1] < 0]
    found += _statements(debts, opens, due, amount, most_fee)
    if not found:
        found += _of_several(debts, opens, amount, any_sums)
    if not found:
        near = [
            place
            for place, minor in enumerate(opens)
            if 0 < minor - amount <= most_fee and (minor - amount) * MOST_OF_A_FEE <= minor
        ]
        if near:
            less = opens[near[0]] - amount
            found.append(Solution(SolutionKind.SINGLE, (near[0],), Difference.FEE, less, alternatives=len(near) - 1))
    if len(found) < 2:
        return found
    ways = len({solution.places for solution in found})
    return [solution._replace(alternatives=solution.alternatives + ways - 1) for solution in found]


def _of_several(debts: Sequence[Debt], opens: Sequence[int], amount: int, any_sums: bool) -> list[Solution]:
    """Neighbours, a pair, or any few debts that come to the amount; nothing where it is more than all that is owed."""
    if amount > sum([minor for minor in opens if minor > 0]):
        return []
    sets = _windows(opens, amount) or _pairs(opens, amount)
    if sets:
        is_window = len(sets[0]) > 1 and sets[0][-1] - sets[0][0] == len(sets[0]) - 1
        kind = SolutionKind.WINDOW if is_window else SolutionKind.PAIR
        if is_window and sets[0][0] == 0:
            kind = SolutionKind.OLDEST
        return [_first(kind, sets, debts)]
    if any_sums and len(debts) <= MOST_FOR_SUBSETS:
        subsets = _subsets(opens, amount, range(len(debts)))
        if subsets:
            return [_first(SolutionKind.SUBSET, subsets, debts)]
    return []


def _statements(
    debts: Sequence[Debt], opens: Sequence[int], due: Sequence[int], amount: int, most_fee: int
) -> list[Solution]:
    """All that is due, or all that is open, with the customer's credits taken off."""
    if len(debts) < 2:
        return []
    found = []
    if len(due) > 1:
        found.append(_explained(debts, amount, sum([opens[p] for p in due]), due, SolutionKind.ALL_DUE, most_fee))
    if len(due) < len(debts):
        every = range(len(debts))
        found.append(_explained(debts, amount, sum(opens), every, SolutionKind.ALL_OPEN, most_fee))
    return [solution for solution in found if solution]


def _plain_sets(debts: Sequence[Debt], amount: int) -> list[tuple[int, ...]]:
    opens = [debt.open for debt in debts]
    singles: list[tuple[int, ...]] = [(place,) for place, minor in enumerate(opens) if minor == amount]
    if singles:
        return singles[:MOST_SOLUTIONS]
    sets = _windows(opens, amount) or _pairs(opens, amount)
    if not sets and len(opens) <= MOST_FOR_SUBSETS:
        sets = _subsets(opens, amount, range(len(opens)))
    return sets


def _windows(opens: Sequence[int], amount: int) -> list[tuple[int, ...]]:
    """Runs of neighbours by due date that come to the amount, by the sums up to each place."""
    sums = [0, *accumulate(opens)]
    found: list[tuple[int, ...]] = []
    # Most amounts are no such run, which a look into a set tells.
    if set(sums).isdisjoint([total - amount for total in sums]):
        return found
    places_of: dict[int, list[int]] = defaultdict(list)
    for end, total in enumerate(sums):
        for start in places_of.get(total - amount, ()):
            if end - start > 1:
                found.append(tuple(range(start, end)))
            if len(found) == MOST_SOLUTIONS:
                return found
        places_of[total].append(end)
    return found


def _pairs(opens: Sequence[int], amount: int) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    if set(opens).isdisjoint([amount - each for each in opens]):
        return found
    places_of: dict[int, list[int]] = defaultdict(list)
    for place, minor in enumerate(opens):
        found += [(other, place) for other in places_of.get(amount - minor, ())[: MOST_SOLUTIONS - len(found)]]
        if len(found) == MOST_SOLUTIONS:
            break
        places_of[minor].append(place)
    return found


def _subsets(opens: Sequence[int], amount: int, places: Sequence[int]) -> list[tuple[int, ...]]:
    """Sets of any of up to MOST_FOR_SUBSETS places that come to the amount: sums of both halves meet in the middle."""
    half = len(places) // 2
    left, right = (_sums([opens[place] for place in part]) for part in (places[:half], places[half:]))
    wanted = amount - left
    # Most sums meet none, which a table tells that is much larger than what it holds.
    bits = len(places) - half + 7
    table = np.zeros(1 << bits, dtype=np.bool_)
    table[_scattered(right, bits)] = True
    found: list[tuple[int, ...]] = []
    for mask in np.flatnonzero(table[_scattered(wanted, bits)]).tolist():
        for other in np.flatnonzero(right == wanted[mask]).tolist():
            chosen = mask | other << half
            if chosen:
                found.append(tuple([place for bit, place in enumerate(places) if chosen >> bit & 1]))
                if len(found) >= MOST_SOLUTIONS:
                    return found
    return found


def _scattered(sums: Sums, bits: int) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    """Each sum as a number of so many bits, equal ones alike, by Fibonacci's hash."""
    return (sums.view(np.uint64) * GOLDEN) >> np.uint64(64 - bits)


def _sums(amounts: Sequence[int]) -> Sums:
    """The sum of every set of amounts, at the place whose bits say which."""
    sums = np.zeros(1 << len(amounts), dtype=np.int64)
    for bit, amount in enumerate(amounts):
        size = 1 << bit
        np.add(sums[:size], amount, out=sums[size : 2 * size])
    return sums


def _first(kind: SolutionKind, sets: Sequence[tuple[int, ...]], debts: Sequence[Debt]) -> Solution:
    """The set with the fewest and oldest debts; others are alike if they have the same amounts, else alternatives."""
    ordered = sorted(sets, key=lambda places: (len(places), places))
    chosen = ordered[0]
    if len(ordered) == 1:
        return Solution(kind, chosen)
    amounts = sorted(debts[place].open for place in chosen)
    alike = sum([sorted([debts[place].open for place in places]) == amounts for places in ordered[1:]])
    return Solution(kind, chosen, alternatives=len(ordered) - 1 - alike, alike=alike)
