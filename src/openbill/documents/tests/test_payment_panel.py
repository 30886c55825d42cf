"""The panel says how to pay, and refuses numbers that cannot be right."""

from dataclasses import replace

import pytest

from openbill.documents.errors import AccentColourWrong, CreditorReferenceWrong
from openbill.documents.rendering.language import language_of
from openbill.documents.rendering.payment_panel import payment_panel
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.tests.some_sheets import HARTMANN, PAYMENT, an_invoice
from openbill.documents.types import PaymentDetails
from openbill.organizations.errors import BicWrong, IbanWrong

ENGLISH = language_of("en")


def test_numbers_stand_in_groups_of_four():
    panel = payment_panel(replace(PAYMENT, reference="rf18539007547034"), ENGLISH, headline="Please pay")
    assert panel is not None
    assert panel["headline"] == "Please pay"
    assert panel["rows"] == [
        ("Account holder", "Hartmann Fasteners GmbH"),
        ("IBAN", "DE89 3704 0044 0532 0130 00"),
        ("BIC", "COBADEFFXXX"),
        ("Bank", "Commerzbank Stuttgart"),
        ("Reference", "RF18 5390 0754 7034"),
    ]
    assert panel["code"].startswith("<svg")


def test_without_anything_to_say_there_is_no_panel():
    assert payment_panel(None, ENGLISH) is None
    assert payment_panel(PaymentDetails(), ENGLISH) is None


def test_no_code_for_another_currency_or_without_an_account():
    panel = payment_panel(replace(PAYMENT, iban=""), ENGLISH)
    assert panel is not None
    assert panel["code"] is None


def test_a_reference_that_only_begins_with_the_letters_is_printed_as_it_is():
    panel = payment_panel(PaymentDetails(reference="RFQ 17"), ENGLISH)
    assert panel is not None
    assert panel["rows"] == [("Reference", "RFQ 17")]


def test_wrong_check_digits_are_refused():
    with pytest.raises(CreditorReferenceWrong) as refused:
        render_pdf(an_invoice(payment=replace(PAYMENT, reference="RF19 5390 0754 7034")))
    assert str(refused.value) == (
        "RF19 5390 0754 7034 begins like a creditor reference of ISO 11649, but its check digits do not fit."
        " Copy it once more, or leave RF out where it is another kind of reference."
    )
    with pytest.raises(IbanWrong):
        render_pdf(an_invoice(payment=replace(PAYMENT, iban="DE88370400440532013000")))
    with pytest.raises(BicWrong):
        render_pdf(an_invoice(payment=replace(PAYMENT, bic="COBA")))


def test_a_colour_that_is_none_is_refused():
    with pytest.raises(AccentColourWrong):
        render_pdf(an_invoice(seller=replace(HARTMANN, accent_colour="petrol")))
