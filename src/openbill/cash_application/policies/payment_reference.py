"""The number behind a payment reference with check digits, as banks pass it on from a slip or an invoice.

ISO 11649 (RF and two digits, modulo 97), the Swiss QR reference (27 digits, modulo 10 recursive), the Norwegian KID
(2 to 25 digits, modulo 10 or 11) and the Finnish reference (4 to 20 digits, weights 7, 3 and 1). Whoever made the
reference put a number of theirs in front of the check digit, and zeros in front of that to fill it up.
"""

import re
from collections.abc import Iterator
from itertools import cycle

SHORTEST_NUMBER = 4
"""A shorter number is behind too many strings of digits by chance."""

_ISO_11649 = re.compile(r"RF\d{2}[A-Z0-9]{1,21}")
_QR_LENGTH = 27
_RECURSIVE = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


def numbers_behind(reference: str) -> set[str]:
    """The numbers that a reference in capitals and without separators may be made of; none where no check digit fits.

    >>> numbers_behind("RF18539007547034")
    {'539007547034'}
    """
    if _ISO_11649.fullmatch(reference):
        return {reference[4:].lstrip("0")} if _modulo_97(reference) else set()
    if not reference.isascii() or not reference.isdigit():
        return set()
    number = reference[:-1].lstrip("0")
    return {number} if len(number) >= SHORTEST_NUMBER and any(_checks(reference)) else set()


def _checks(reference: str) -> Iterator[bool]:
    """Whether the last digit is what each of the rules for this length makes it."""
    digits = [int(digit) for digit in reference]
    *body, check = digits
    if len(digits) == _QR_LENGTH:
        yield _recursive(body) == check
        return
    if len(digits) <= 25:
        yield _modulo_10(body) == check
        yield _modulo_11(body) == check
    if 4 <= len(digits) <= 20:
        yield _seven_three_one(body) == check


def _modulo_97(reference: str) -> bool:
    turned = reference[4:] + reference[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _recursive(body: list[int]) -> int:
    carry = 0
    for digit in body:
        carry = _RECURSIVE[(carry + digit) % 10]
    return (10 - carry) % 10


def _modulo_10(body: list[int]) -> int:
    doubled = (digit * factor for digit, factor in zip(reversed(body), cycle((2, 1)), strict=False))
    return -sum(each // 10 + each % 10 for each in doubled) % 10


def _modulo_11(body: list[int]) -> int:
    """10 where no digit fits: such a number is not given out."""
    weighed = sum(digit * factor for digit, factor in zip(reversed(body), cycle(range(2, 8)), strict=False))
    return -weighed % 11


def _seven_three_one(body: list[int]) -> int:
    return -sum(digit * factor for digit, factor in zip(reversed(body), cycle((7, 3, 1)), strict=False)) % 10
