"""Which of a customer's numbers somebody meant who mistyped one; asked only among the debts of one customer."""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 6
"""Shorter numbers are one slip away from too many."""
MOST_CUT_OFF = 3
END = 4
"""Most texts end otherwise than a number goes on, which these characters tell at once."""


def mistyped(tokens: Iterable[str], numbers: Sequence[str]) -> set[int]:
    """The places of numbers from which a token is one slip away: a character exchanged, missing or added, two turned.

    A token that is like several numbers says nothing.
    """
    lengths = {len(number) for number in numbers}
    lengths |= {length + change for length in lengths for change in (-1, 1)}
    found: set[int] = set()
    for token in tokens:
        if len(token) >= SHORTEST and len(token) in lengths:
            near = extract(token, numbers, scorer=OSA.distance, score_cutoff=1, limit=2)
            if len(near) == 1:
                found.add(near[0][2])
    return found


def cut_off(last: str, numbers: Sequence[str]) -> set[int]:
    """The places of numbers that begin as a text ends, where it no longer had room: but up to three characters."""
    end = last[-END:]
    found = [place for place, number in enumerate(numbers) if end in number and _is_begun(last, number)] if end else []
    return set(found) if len(found) == 1 else set()


def _is_begun(last: str, number: str) -> bool:
    # Most texts end otherwise: the shortest beginning decides at once.
    return number[:-MOST_CUT_OFF] in last[-len(number) :] and any(
        len(number) - missing >= SHORTEST and last.endswith(number[:-missing]) for missing in range(1, MOST_CUT_OFF + 1)
    )
