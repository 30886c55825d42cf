"""The currencies of ISO 4217 and how many decimals each has.

Source: ISO 4217 list one (SIX, the maintenance agency), as amended up to 1 January 2026, when
Bulgaria took the euro. Codes without a minor unit (precious metals, bond units, XDR, XSU, XUA,
XTS, XXX) are left out: no debt can be written in them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from openbill.primitives.errors import Refusal

_ACTIVE = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
        CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
        GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
        LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO
        NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS
        SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST
        XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_WITHDRAWN = {2: "ANG BGN CUC HRK SLL ZWL"}


def _by_code(codes_by_exponent: Mapping[int, str]) -> Mapping[str, int]:
    pairs = ((code, exponent) for exponent, codes in codes_by_exponent.items() for code in codes.split())
    return MappingProxyType(dict(sorted(pairs)))


CURRENCIES: Mapping[str, int] = _by_code(_ACTIVE)
"""Exponent by code of every currency in which a new document may be written."""

WITHDRAWN_CURRENCIES: Mapping[str, int] = _by_code(_WITHDRAWN)
"""Exponent by code of currencies withdrawn since 2021: the books of earlier years stay readable."""

_EXPONENTS = {**WITHDRAWN_CURRENCIES, **CURRENCIES}


class UnknownCurrency(Refusal):
    """{currency!r} is not a currency code of ISO 4217."""

    remedy = "Write three capital letters, such as EUR."


def exponent(code: str) -> int:
    """How many decimals an amount in this currency has: 2 for EUR, 0 for JPY, 3 for BHD.

    Raises UnknownCurrency.
    """
    try:
        return _EXPONENTS[code]
    except KeyError:
        raise UnknownCurrency(currency=code) from None


def is_currency(code: str) -> bool:
    """Whether amounts can be read in this currency, withdrawn ones included."""
    return code in _EXPONENTS
