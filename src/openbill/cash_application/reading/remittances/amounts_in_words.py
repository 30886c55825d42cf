"""Amounts that stand among words: where, and how much they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from openbill.importing.policies.decide_decimal_style import DecimalEvidence, decide_decimal_style
from openbill.importing.policies.read_amount import decorated_amount
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.types.files import DecimalStyle
from openbill.primitives.currency import exponent, is_currency
from openbill.primitives.money import Money

_SIGN = r"(?:US\$|[A-Z]{3}(?![A-Za-z])|[€£¥$₹])"
_NUMBER = (
    r"(?:\d{1,3}(?: \d{3}){1,5},\d{2}|\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,3})?|\d{1,15}(?:[.,]\d{1,3})?)"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,/#-])(?P<open>\()?(?P<minus>[-\u2212])?(?P<before>(?<![A-Za-z]){_SIGN}\s?)?(?P<minus2>[-\u2212])?"
    rf"(?P<number>{_NUMBER})(?P<after>[-\u2212](?![\w]))?(?P<behind>\s?{_SIGN}(?![\w]))?(?P<close>\))?(?![\w%/]|[.,-]\w)"
)
_CENTS = re.compile(r"[.,]\d{2}$")

DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "BZD", "JMD", "TTD", "BSD", "BBD", "XCD")
_WORDS = ("ALL", "TOP")
"""Currencies that are words in a text of capitals."""
_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "US$": "USD"}


@dataclass(frozen=True, slots=True)
class WrittenAmount:
    """An amount as it is written, from and to which letter of its line.

    `number` is the amount with its minus and without a currency; `currency` what stands beside it, "$" and "¥" as they
    are. `is_certain` where it has cents or a currency, and can be nothing else.
    """

    begin: int
    end: int
    number: str
    currency: str
    is_certain: bool


def amounts_in(line: str) -> list[WrittenAmount]:
    """The amounts of a line, from left to right; also whole numbers, which may be something else."""
    return [_written(found) for found in _AMOUNT.finditer(line) if _is_possible(found)]


def _is_possible(found: re.Match[str]) -> bool:
    # KES-100 is a number of a document, and EUR-100.00 an amount.
    is_number = bool(found["before"] and found["before"].isalpha() and found["minus2"])
    is_number = is_number and not _CENTS.search(found["number"])
    return not is_number and all(_is_sign(found[group]) for group in ("before", "behind"))


def _is_sign(written: str | None) -> bool:
    sign = (written or "").strip()
    return not sign or not sign.isalpha() or (is_currency(sign) and sign not in _WORDS)


def _written(found: re.Match[str]) -> WrittenAmount:
    sign = (found["before"] or found["behind"] or "").strip().upper()
    is_taken_off = bool(found["minus"] or found["minus2"] or found["after"] or (found["open"] and found["close"]))
    begin = found.start() if not found["open"] or found["close"] else found.start() + 1
    end = found.end() if not found["close"] or found["open"] else found.end() - 1
    number = found["number"]
    return WrittenAmount(
        begin,
        end,
        f"-{number}" if is_taken_off else number,
        _SIGNS.get(sign, sign),
        bool(sign or _CENTS.search(number)),
    )


class Amounts:
    """Reads the amounts of one text: its decimal sign and its currency hold for all of them."""

    def __init__(self, lines: Iterable[str], otherwise: str, *, currency: str = "") -> None:
        evidence = DecimalEvidence()
        named: list[str] = []
        for line in lines:
            for amount in amounts_in(line):
                if amount.is_certain:
                    evidence.weigh_one(amount.number)
                    if amount.currency:
                        named.append(amount.currency)
        self.currency = currency or _currency(named, otherwise)
        self.style: DecimalStyle = decide_decimal_style(evidence, exponent(self.currency))[0]

    def money(self, amount: WrittenAmount) -> Money | None:
        """How much it is; None where its decimals do not fit the currency, or it is in another one."""
        if amount.currency and amount.currency not in ("$", "¥", self.currency):
            return None
        return self.of(amount.number)

    def of(self, number: str) -> Money | None:
        """The same for the text of an amount alone, such as "1.234,50"."""
        try:
            named, minor = decorated_amount(number, exponent(self.currency), self.style, self.currency)
        except CellRefused:
            return None
        return Money(minor, self.currency) if named in (None, self.currency) else None


def _currency(named: list[str], otherwise: str) -> str:
    """The currency that most amounts name; a dollar is that of the books where these are in dollars."""
    if not named:
        return otherwise
    sign = max(dict.fromkeys(named), key=named.count)
    if sign == "$":
        return otherwise if otherwise in DOLLARS else "USD"
    if sign == "¥":
        return otherwise if otherwise in ("JPY", "CNY") else "JPY"
    return sign
