"""Which currency a cell names."""

import difflib

from openbill.importing.policies.refuse_cell import CellRefused
from openbill.primitives.currency import CURRENCIES, exponent, is_currency

_MEANT = {
    "EURO": "EUR",
    "EUROS": "EUR",
    "US$": "USD",
    "$US": "USD",
    "US DOLLAR": "USD",
    "DOLLAR": "USD",
    "DOLLARS": "USD",
    "USDOLLAR": "USD",
    "STG": "GBP",
    "UKP": "GBP",
    "POUND": "GBP",
    "POUNDS": "GBP",
    "STERLING": "GBP",
    "SFR": "CHF",
    "SFR.": "CHF",
    "FR.": "CHF",
    "FRANKEN": "CHF",
    "YEN": "JPY",
    "RMB": "CNY",
    "CA$": "CAD",
    "C$": "CAD",
    "A$": "AUD",
    "£": "GBP",
    "ZŁ": "PLN",
    "KČ": "CZK",
}
_MEMORY = 1_000


class CurrencyReader(dict[str, tuple[str, int]]):
    """Text to (code, decimals), remembered."""

    def __missing__(self, raw: str) -> tuple[str, int]:
        code = currency_code(raw)
        if len(self) >= _MEMORY:
            self.clear()
        self[raw] = (code, exponent(code))
        return self[raw]


def currency_code(raw: str) -> str:
    """The ISO 4217 code that a cell names: a code in any case, or the euro sign.

    Raises CellRefused.
    """
    written = raw.strip()
    code = "EUR" if written == "€" else written.upper()
    if len(code) == 3 and is_currency(code):
        return code
    nearest = _MEANT.get(code) or next(
        iter(difflib.get_close_matches(code[:10], list(CURRENCIES), n=1, cutoff=0.6)), ""
    )
    remedy = f"write {nearest}" if nearest else "write a code of three letters such as EUR"
    raise CellRefused(
        f"currency '{written[:40]}' is not an ISO 4217 code; {remedy}", f"{remedy[0].upper()}{remedy[1:]}."
    )
