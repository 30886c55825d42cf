"""How much a written amount is, in minor units."""

import re

from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.types.files import DecimalStyle
from openbill.primitives.currency import is_currency

LARGEST_MINOR = 10**15
"""Far above any debt and far enough below BIGINT for sums over millions of rows."""

_LONGEST = 60
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": None,
    "$": None,
    "₹": "INR",
    "₣": None,
    "₩": "KRW",
    "₺": "TRY",
    "US$": "USD",
}
_DECORATED = re.compile(
    r"(?P<open>\()?\s*(?P<minus>-)?\s*(?P<before>[A-Za-z]{3}|US\$|[€£¥$₹₣₩₺])?\s*(?P<minus2>-)?\s*"
    r"(?P<number>\d(?:[\d.,'’ ]*\d)?[.,]?|[.,]\d+)\s*(?P<behind_minus>-)?\s*"
    r"(?P<behind>[A-Za-z]{3}|US\$|[€£¥$₹₣₩₺])?\s*(?P<side>[CcDd][Rr]\.?)?\s*(?P<close>\))?",
    re.ASCII,
)
_SPACES = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\u2212": "-", "\u2013": "-", "’": "'"}
)
_GROUPED = {
    "point": re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}(?:([' ])\d{3})(?:\1\d{3})*|\d+"),
    "comma": re.compile(r"\d{1,3}(?:([.' ])\d{3})(?:\1\d{3})*|\d+"),
}
_EXAMPLE = {"point": "1234.56", "comma": "1234,56"}


def minor_units(raw: str, decimals: int, style: DecimalStyle, currency: str) -> int:
    """A written amount in minor units of a currency with so many decimals; never through a float.

    The plain forms are read at once; what has groups, signs or a currency goes through `decorated_amount`.

    Raises CellRefused.
    """
    sign = "." if style == "point" else ","
    whole, _, fraction = raw.partition(sign)
    if raw.isascii() and len(fraction) <= decimals and (fraction.isdigit() or not fraction) and len(whole) <= 15:
        if whole.isdigit():
            found = int(whole + fraction.ljust(decimals, "0"))
            if found < LARGEST_MINOR:
                return found
        elif whole[:1] == "-" and whole[1:].isdigit():
            found = int(whole[1:] + fraction.ljust(decimals, "0"))
            if found < LARGEST_MINOR:
                return -found
    named, found = decorated_amount(raw, decimals, style, currency)
    if named is not None and named != currency:
        raise CellRefused(f"'{raw.strip()}' is written in {named}, and the row is in {currency}", "Make the two agree.")
    return found


def currency_written_with(raw: str) -> str | None:
    """The currency that an amount names itself ("12.00 EUR", "€ 12"), None where it names none.

    Signs that several currencies share ($, ¥) name none.
    """
    match = None if len(raw) > _LONGEST else _DECORATED.fullmatch(raw.translate(_SPACES).strip())
    return None if match is None else _named(match)


def decorated_amount(raw: str, decimals: int, style: DecimalStyle, currency: str) -> tuple[str | None, int]:
    """The currency an amount names, and its minor units: "(1.234,56) EUR", "1'234.50-", "USD 5.00".

    Zeros behind the currency's last decimal are accepted, except three decimals that could be thousands.

    Raises CellRefused.
    """
    value = raw.translate(_SPACES).strip().lstrip("'")
    if not value:
        raise CellRefused("amount is blank", f"Write a number such as {_EXAMPLE[style]}.")
    match = _DECORATED.fullmatch(value) if len(value) <= _LONGEST else None
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise _not_an_amount(value, style)
    sign = "." if style == "point" else ","
    whole, _, fraction = match["number"].partition(sign)
    whole = whole or "0"
    if not _GROUPED[style].fullmatch(whole) or (fraction and not fraction.isdigit()):
        raise _not_an_amount(value, style)
    if len(fraction) > decimals:
        surplus = fraction[decimals:].strip("0")
        could_be_group = len(fraction) == 3 and 1 <= len(whole) <= 3 and whole != "0"
        if surplus or could_be_group:
            raise CellRefused(
                f"'{value}' has {len(fraction)} decimals, and {currency} has {decimals}",
                f"Write it with at most {decimals} decimals." if decimals else "Write it without decimals.",
            )
        fraction = fraction[:decimals]
    digits = re.sub(r"\D", "", whole)
    minor = int(digits + fraction.ljust(decimals, "0"))
    if minor >= LARGEST_MINOR:
        raise CellRefused(f"'{value[:40]}' is larger than any amount that is kept", "Check the decimal sign.")
    minuses = [match["minus"], match["minus2"], match["behind_minus"], match["open"]]
    is_credit = (match["side"] or "")[:1] in ("C", "c")
    count = sum(1 for minus in minuses if minus) + is_credit
    if count > 1:
        raise CellRefused(f"'{value}' has more than one minus sign", f"Write a number such as -{_EXAMPLE[style]}.")
    return _named(match), -minor if count else minor


def _named(match: re.Match[str]) -> str | None:
    for group in ("before", "behind"):
        written = match[group]
        if not written:
            continue
        if written in _SIGNS:
            if _SIGNS[written]:
                return _SIGNS[written]
            continue
        code = str(written).upper()
        if not is_currency(code):
            raise CellRefused(f"'{written}' beside the amount is not an ISO 4217 code", "Write a code such as EUR.")
        return code
    return None


def _not_an_amount(value: str, style: DecimalStyle) -> CellRefused:
    other = _EXAMPLE["comma" if style == "point" else "point"]
    remedy = f"Write a number such as {_EXAMPLE[style]}."
    if re.fullmatch(r"-?\d+(?:[.,]\d+)?[eE][+-]?\d+", value, re.ASCII):
        return CellRefused(f"'{value}' is in scientific notation: digits are lost", remedy)
    if re.fullmatch(r"-?[\d.,]+", value, re.ASCII):
        remedy = f"Write a number such as {_EXAMPLE[style]}, not {other}."
        return CellRefused(f"'{value}' does not fit the other amounts of the file", remedy)
    return CellRefused(f"'{value[:60]}' is not an amount", remedy)
