"""Numbers in a text that look like a customer's documents and are none of those that are open."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from openbill.cash_application.policies.reference_tokens import MOST_ATOMS, Pieces, Span, is_within

SHORTEST = 4
"""Digits of a run that may be a document's number: shorter ones are days, pieces and rates."""
SHORTEST_BEGUN = 6
"""Characters by which the beginning of a number is told where a text was cut off."""
SHORTEST_BEGUN_RUN = 3
BEGINNING = 4
"""Characters with which the numbers of a firm begin alike."""

_DIGITS = re.compile(r"[0-9]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def strange_numbers(pieces: Pieces, explained: Sequence[Span], normal: Sequence[str], printed: Sequence[str]) -> int:
    """How many numbers stand in a text that are like a customer's (`normal` as compared, `printed`) and not explained.

    A document that was settled long ago, one of another system or one with two slips: whoever writes it means that, and
    not whatever else comes to the amount. A run of digits is like a number where it is as long as its last part, as
    that without zeros before it, or as all its digits, give or take one; and where a text ends in the midst of one.
    """
    runs = [span for span in _runs_of_digits(pieces) if not is_within(span, explained)]
    if not printed or not (runs or pieces.whole[-1:].isdigit()):
        return 0
    outer = dict.fromkeys((printed[0], printed[-1]))
    parts = [digits for number in outer if (digits := _DIGITS.findall(number))]
    lasts = [digits[-1] for digits in parts]
    forms = {form for digits in parts for form in (digits[-1], digits[-1].lstrip("0"), "".join(digits))}
    lengths = {len(form) + more for form in forms for more in (-1, 0, 1)}
    found = [(start, end) for start, end in runs if end - start >= SHORTEST and end - start in lengths]
    begun = _begun(pieces, (normal[0], normal[-1]), lasts)
    is_begun = (
        begun is not None and not is_within(begun, explained) and not any(is_within(each, [begun]) for each in found)
    )
    return len(found) + is_begun


def _runs_of_digits(pieces: Pieces) -> Iterator[Span]:
    """Where runs of digits stand that are no years."""
    whole, bounds = pieces
    for start, end in pairwise(bounds):
        if whole[start].isdigit() and (end - start != SHORTEST or not _YEAR.fullmatch(whole, start, end)):
            yield start, end


def _begun(pieces: Pieces, normal: Sequence[str], lasts: Sequence[str]) -> Span | None:
    """Where at the end of a text a number begins that is not whole."""
    whole, bounds = pieces
    end = len(whole)
    for start in bounds[-1 - MOST_ATOMS : -1]:
        length = end - start
        if length >= SHORTEST_BEGUN and any(
            length < len(number) and whole.startswith(number[:BEGINNING], start) for number in normal
        ):
            return start, end
    last = whole[bounds[-2] :]
    if len(last) >= SHORTEST_BEGUN_RUN and last.isdigit() and not _YEAR.fullmatch(last):
        for forms in (lasts, [short for each in lasts if (short := each.lstrip("0"))]):
            if forms and len(last) < min(map(len, forms)) and last[0] in {each[0] for each in forms}:
                return bounds[-2], end
    return None
