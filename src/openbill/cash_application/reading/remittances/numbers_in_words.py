"""Numbers of documents that stand among words."""

import re
from collections.abc import Sequence

from openbill.cash_application.reading.remittances.amounts_in_words import WrittenAmount, amounts_in
from openbill.cash_application.reading.remittances.days_in_words import without_days

MOST_LETTERS = 30

_WORD = re.compile(r"(?:(?<![^\W_])(?:INV|RE|RG|CN|CM|GS) (?=\d))?(?:[^\W_]|[-/._#])+")
"""With the letters before it where a space stands between: INV 4711."""

_HANGING = "-/._#"
_ORDER_BEFORE = re.compile(r"(?:\bp\.?\s?o\.?|purchase order|bestell\w*|commande|pedido)[\s:#.]*$", re.IGNORECASE)


def numbers_in(text: str, amounts: Sequence[WrittenAmount] | None = None) -> list[tuple[int, str]]:
    """Where, and which: words with a digit that are neither a day nor a certain amount, from left to right."""
    text = without_days(text)
    taken = [each for each in (amounts_in(text) if amounts is None else amounts) if each.is_certain]
    return [
        (found.start() + found[0].index(word), word)
        for found in _WORD.finditer(text)
        if (word := found[0].strip(_HANGING))
        and _is_number(word)
        and not any(each.begin <= found.start() < each.end for each in taken)
        and text[found.end() : found.end() + 1] != "%"
    ]


def is_of_an_order(text: str, place: int) -> bool:
    """Whether the words before a number say that it is that of a purchase order."""
    return _ORDER_BEFORE.search(text[max(0, place - 40) : place]) is not None


def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word) and 2 <= len(word) <= MOST_LETTERS
