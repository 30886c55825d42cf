"""Which document numbers a text may name: never a part of a word or of a number."""

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from openbill.cash_application.policies.payment_reference import numbers_behind

MOST_ATOMS, MOST_TEXT = 8, 2_000
SHORTEST, LONGEST = 3, 30
LONGEST_WORD = 8
"""Letters in one piece of a document number: longer words are words."""

Span = tuple[int, int]

_RUN = re.compile(r"[A-Z]+|[0-9]+")
_DIGIT = frozenset("0123456789")
_DIGITS = re.compile(r"[0-9]+")
_NO_NUMBER = re.compile(r"[^A-Za-z0-9]+")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WITHOUT_LETTERS = str.maketrans("", "", _LETTERS)
_READ_ALIKE = str.maketrans("0124568", "OIZASGB")
"""Digits that people and scanners take for letters, and letters for digits."""


@lru_cache(maxsize=100_000)
def normal_number(number: str) -> str:
    """A document number as it is compared: its letters and digits, in capitals; as the database keeps it."""
    return _NO_NUMBER.sub("", number).upper()


def read_alike(normal: str) -> str:
    """A normal number with digits and letters that look alike written alike; two numbers may come to the same."""
    return normal.translate(_READ_ALIKE)


class Pieces(NamedTuple):
    """The runs of letters and of digits of a text, in capitals; between them stood anything or nothing."""

    whole: str
    """All of them joined."""
    bounds: tuple[int, ...]
    """Where in this each run begins, and the end of the last one."""


def pieces_of(text: str) -> Pieces:
    """The runs of a text, of which nothing is read behind its first MOST_TEXT characters."""
    runs = _RUN.findall(text[:MOST_TEXT].upper())
    return Pieces("".join(runs), (0, *accumulate(map(len, runs))))


def tokens_of(pieces: Pieces) -> set[str]:
    """What a document number would be in a text.

    Up to MOST_ATOMS neighbouring runs are joined in every way, with a digit among them: people put spaces, dashes and
    dots anywhere. But a number never begins or ends within a run: 4711 is not found in 14711.
    """
    whole, bounds = pieces
    found: set[str] = set()
    runs = len(bounds) - 1
    # From the last run on, so that each knows where the next digit and the next long word are.
    digit = word = runs
    for first in range(runs - 1, -1, -1):
        start = bounds[first]
        if whole[start] in _DIGIT:
            digit = first
        elif bounds[first + 1] - start > LONGEST_WORD:
            word = first
        shortest, longest = start + SHORTEST, start + LONGEST
        for end in bounds[digit + 1 : min(first + MOST_ATOMS, word) + 1]:
            if end > longest:
                break
            if end >= shortest:
                found.add(whole[start:end])
    return found


def spans_of(token: str, pieces: Pieces) -> list[Span]:
    """Where in a text a token stands: the place in the joined runs where it begins, and where it ends."""
    whole, bounds = pieces
    found, at = [], whole.find(token)
    while at >= 0:
        if at in bounds and at + len(token) in bounds:
            found.append((at, at + len(token)))
        at = whole.find(token, at + 1)
    return found


def is_within(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span lies wholly in one of others."""
    start, end = span
    return any(first <= start and end <= last for first, last in others)


def reference_tokens(text: str) -> set[str]:
    """What a document number would be in this text, wherever it stands."""
    return tokens_of(pieces_of(text))


def structured_tokens(structured: Sequence[str]) -> set[str]:
    """What document numbers the references may be that a bank marks as such: they, and what they were made of."""
    normal = {normal_number(each) for each in structured}
    return normal.union(*(numbers_behind(each) for each in normal))


def receipt_tokens(text: str, structured: Sequence[str] = ()) -> set[str]:
    """What a document number would be in all that a bank tells of a receipt."""
    return reference_tokens(text) | structured_tokens(structured)


def short_forms(number: str) -> tuple[str, ...]:
    """How people shorten a number as it is printed: INV-2026-000123 as 2026000123, 000123 and 123.

    They say little by themselves, and count only among the few items of a customer who is known otherwise.
    """
    digits = _DIGITS.findall(number)
    if not digits:
        return ()
    last = digits[-1]
    forms = {"".join(digits), last, last.lstrip("0")} - {normal_number(number)}
    return tuple([form for form in forms if len(form) >= SHORTEST])


def _digits_of(normal: str) -> str:
    """Most numbers have their letters in front of all digits."""
    behind = normal.lstrip(_LETTERS)
    return behind if behind.isdigit() else normal.translate(_WITHOUT_LETTERS)


def shortened(tokens: Set[str], normal: Sequence[str], printed: Sequence[str]) -> dict[str, int]:
    """Those of the tokens that are a short form of a single one of a customer's numbers, and the place of which.

    `normal` are the numbers as they are compared, and `printed` the same ones as they are printed.
    """
    # Every short form is an end of the digits of a number, which a search in all of them at once mostly denies.
    ends = "\n".join(normal).translate(_WITHOUT_LETTERS) + "\n"
    digits = tuple([token for token in tokens if token.isdigit() and f"{token}\n" in ends])
    if not digits:
        return {}
    places: dict[str, int | None] = {}
    for place, number in enumerate(normal):
        if _digits_of(number).endswith(digits):
            for form in short_forms(printed[place]):
                if form in tokens:
                    places[form] = None if form in places else place
    return {form: place for form, place in places.items() if place is not None}
