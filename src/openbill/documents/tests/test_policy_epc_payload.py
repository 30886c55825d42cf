"""The code to scan says a SEPA credit transfer as EPC069-12 lays it down, or there is none."""

from dataclasses import replace

import pytest

from openbill.documents.policies.epc_payload import epc_payload
from openbill.documents.tests.some_sheets import PAYMENT
from openbill.documents.types import PaymentDetails
from openbill.primitives.money import Money

RED_CROSS = PaymentDetails(
    account_holder="Red Cross of Belgium",
    iban="BE72 0000 0000 1616",
    bic="BPOTBEB1",
    reference="Urgency fund",
    amount=Money(1_00, "EUR"),
)
"""The example of the guidelines, of which the purpose and the note to the payer are left out."""


def test_a_reference_in_words_stands_in_the_eleventh_line():
    assert epc_payload(RED_CROSS) == (
        "BCD\n002\n1\nSCT\nBPOTBEB1\nRed Cross of Belgium\nBE72000000001616\nEUR1.00\n\n\nUrgency fund"
    )


def test_a_creditor_reference_stands_in_the_tenth_line_without_spaces():
    assert epc_payload(replace(RED_CROSS, reference="RF18 5390 0754 7034")) == (
        "BCD\n002\n1\nSCT\nBPOTBEB1\nRed Cross of Belgium\nBE72000000001616\nEUR1.00\n\nRF18539007547034"
    )


def test_a_reference_whose_check_digits_do_not_fit_is_words():
    payload = epc_payload(replace(RED_CROSS, reference="RF19539007547034"))
    assert payload is not None
    assert payload.splitlines()[9:] == ["", "RF19539007547034"]


def test_nothing_follows_the_last_line_that_is_filled_and_the_bic_may_be_blank():
    assert epc_payload(replace(RED_CROSS, reference="", bic="")) == (
        "BCD\n002\n1\nSCT\n\nRed Cross of Belgium\nBE72000000001616\nEUR1.00"
    )


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Money(1, "EUR"), "EUR0.01"),
        (Money(12_345_67, "EUR"), "EUR12345.67"),
        (Money(999_999_999_99, "EUR"), "EUR999999999.99"),
        (Money(0, "EUR"), None),
        (Money(-1, "EUR"), None),
        (Money(1_000_000_000_00, "EUR"), None),
        (Money(1_00, "CHF"), None),
        (None, None),
    ],
)
def test_amounts_from_a_cent_to_a_billion_less_a_cent_in_euro(amount: Money | None, written: str | None):
    payload = epc_payload(replace(RED_CROSS, amount=amount))
    assert (None if payload is None else payload.splitlines()[7]) == written


def test_no_code_without_account_or_holder_or_with_too_long_a_reference():
    assert epc_payload(replace(RED_CROSS, iban="")) is None
    assert epc_payload(replace(RED_CROSS, account_holder=" ")) is None
    assert epc_payload(replace(RED_CROSS, reference="x" * 141)) is None
    assert epc_payload(replace(RED_CROSS, reference="x" * 140)) is not None


def test_a_long_name_is_cut_at_70_characters_and_no_line_is_broken():
    payload = epc_payload(replace(PAYMENT, account_holder="Hartmann\nVerbindungstechnik " + "und Söhne " * 10))
    assert payload is not None
    assert payload.splitlines()[5] == "Hartmann Verbindungstechnik und Söhne und Söhne und Söhne und Söhne un"


def test_more_than_331_bytes_do_not_fit():
    assert epc_payload(replace(RED_CROSS, reference="ж" * 140)) is None
