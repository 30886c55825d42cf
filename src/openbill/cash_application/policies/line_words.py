"""The words of a bank line that may be whole document numbers, as numbers are compared."""

import re
from collections.abc import Sequence

from openbill.cash_application.policies.reference_tokens import LONGEST, MOST_TEXT, normal_number

SHORTEST = 5
"""Shorter numbers stand in too many texts by chance: the second look has more to go by."""
MOST_WORDS = 200
"""No text of MOST_TEXT characters has more that are long enough; a file may mark as many references as it likes."""

_BETWEEN = re.compile(r"[\s,;:+&]+")


def line_words(text: str, end_to_end_id: str, structured: Sequence[str]) -> list[str]:
    """What stands in a line between blanks and commas, or is marked as a reference, with a digit in it; each once.

    >>> line_words("RE-4711 vom 1.3., RE-4712", "NOTPROVIDED", ["RF18 5390 0754 7034"])
    ['RE4711', 'RE4712', 'RF18539007547034']
    """
    words = [*_BETWEEN.split(text[:MOST_TEXT]), *_BETWEEN.split(end_to_end_id[:MOST_TEXT]), *structured]
    numbers = (normal_number(word) for word in words if any(letter.isdigit() for letter in word))
    found = dict.fromkeys(number for number in numbers if SHORTEST <= len(number) <= LONGEST)
    return list(found)[:MOST_WORDS]
