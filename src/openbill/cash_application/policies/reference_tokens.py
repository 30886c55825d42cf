"""Which document numbers a text may name: never a part of a word or of a number."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from openbill.cash_application.policies.payment_reference import numbers_behind

MOST_ATOMS, MOST_TEXT = 8, 2_000
SHORTEST, LONGEST = 3, 30
LONGEST_WORD = 8
"""Letters in one piece of a document number: longer words are words."""

Span = tuple[int, int]

_ATOM = re.compile(r"[A-Z]+|[0-9]+")
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


def atoms(text: str) -> list[str]:
    """The runs of letters and of digits of a text, in capitals; between them stands anything or nothing."""
    return _ATOM.findall(text[:MOST_TEXT].upper())


def tokens_with_spans(text: str) -> dict[str, list[Span]]:
    """What a document number would be in this text, and where: the first run of each and the one behind its last.

    Up to MOST_ATOMS neighbouring runs are joined in every way, with a digit among them: people put spaces, dashes and
    dots anywhere. But a number never begins or ends within a run: 4711 is not found in 14711.
    """
    pieces = atoms(text)
    is_number = [piece.isdigit() for piece in pieces]
    found: dict[str, list[Span]] = {}
    for first in range(len(pieces)):
        joined, has_digit = "", False
        for at in range(first, min(first + MOST_ATOMS, len(pieces))):
            piece = pieces[at]
            if is_number[at]:
                has_digit = True
            elif len(piece) > LONGEST_WORD:
                break
            joined += piece
            length = len(joined)
            if length > LONGEST:
                break
            if has_digit and length >= SHORTEST:
                if joined in found:
                    found[joined].append((first, at + 1))
                else:
                    found[joined] = [(first, at + 1)]
    return found


def reference_tokens(text: str) -> set[str]:
    """What a document number would be in this text, wherever it stands."""
    return set(tokens_with_spans(text))


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
    digits = tuple([token for token in tokens if token.isdigit()])
    if not digits:
        return {}
    places: dict[str, int | None] = {}
    for place, number in enumerate(normal):
        # Every short form is an end of the digits, which tells most numbers apart at once.
        if _digits_of(number).endswith(digits):
            for form in short_forms(printed[place]):
                if form in tokens:
                    places[form] = None if form in places else place
    return {form: place for form, place in places.items() if place is not None}
