"""Which of a customer's numbers somebody meant who mistyped one; asked only among the debts of one customer."""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 6
"""Shorter numbers are one slip away from too many."""
MOST_CUT_OFF = 3
END = 4
"""Most texts end otherwise than a number goes on, which these characters tell at once."""


def mistyped(tokens: Iterable[str], numbers: Sequence[str]) -> dict[str, int]:
    """The tokens that are one slip away from a number, and its place: a character other, missing or added, two turned.

    A token that is like several numbers says nothing.
    """
    lengths = set(map(len, numbers))
    lengths |= {length + change for length in lengths for change in (-1, 1)}
    everything = "\n" + "\n".join(numbers) + "\n"
    found: dict[str, int] = {}
    for token in tokens:
        if len(token) >= SHORTEST and len(token) in lengths and _may_be_slip(token, everything):
            near = extract(token, numbers, scorer=OSA.distance, score_cutoff=1, limit=2)
            if len(near) == 1:
                found[token] = near[0][2]
    return found


def _may_be_slip(token: str, everything: str) -> bool:
    """Whether a number begins or ends like half of the token: one slip leaves a half of it as it is.

    The halves leave out the middle, of one character or two, which may be turned with each other.
    """
    half = (len(token) - 1) // 2
    return f"\n{token[:half]}" in everything or f"{token[-half:]}\n" in everything


def cut_off(last: str, numbers: Sequence[str]) -> tuple[int, int] | None:
    """The place of the number that begins as a text ends, where it no longer had room, and how much of it is there.

    But up to three characters are; None where it is none of the numbers, or may be several.
    """
    end = last[-END:]
    found = [
        (place, begun) for place, number in enumerate(numbers) if end in number and (begun := _begun(last, number))
    ]
    return found[0] if end and len(found) == 1 else None


def _begun(last: str, number: str) -> int:
    """How many characters of a number stand at the end; none where too few do."""
    # Most texts end otherwise: the shortest beginning decides at once.
    if number[:-MOST_CUT_OFF] not in last[-len(number) :]:
        return 0
    for missing in range(1, MOST_CUT_OFF + 1):
        if len(number) - missing >= SHORTEST and last.endswith(number[:-missing]):
            return len(number) - missing
    return 0
