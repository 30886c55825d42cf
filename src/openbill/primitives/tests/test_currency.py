"""Every currency of ISO 4217 has its official number of decimals."""

import pytest

from openbill.primitives.currency import (
    CURRENCIES,
    WITHDRAWN_CURRENCIES,
    UnknownCurrency,
    exponent,
    is_currency,
)


@pytest.mark.parametrize(
    ("code", "decimals"),
    [
        ("EUR", 2),
        ("USD", 2),
        ("JPY", 0),
        ("ISK", 0),
        ("UGX", 0),
        ("BHD", 3),
        ("TND", 3),
        ("CLF", 4),
        ("UYW", 4),
    ],
)
def test_has_the_official_decimals(code, decimals):
    assert exponent(code) == decimals
    assert is_currency(code)


def test_the_list_is_complete():
    assert len(CURRENCIES) == 165
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in CURRENCIES)
    assert set(CURRENCIES.values()) == {0, 2, 3, 4}


@pytest.mark.parametrize("code", ["XAU", "XDR", "XTS", "XXX", "DEM", "eur", "EURO", ""])
def test_refuses_what_no_debt_is_written_in(code):
    assert not is_currency(code)
    with pytest.raises(UnknownCurrency) as caught:
        exponent(code)
    assert caught.value.facts == {"currency": code}


def test_reads_withdrawn_currencies_without_offering_them():
    assert set(WITHDRAWN_CURRENCIES) == {"ANG", "BGN", "CUC", "HRK", "SLL", "ZWL"}
    assert exponent("BGN") == 2
    assert is_currency("BGN")
    assert not WITHDRAWN_CURRENCIES.keys() & CURRENCIES.keys()
