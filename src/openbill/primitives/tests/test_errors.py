"""A refusal tells what is wrong and what would be right, in one place."""

import copy
import pickle

import pytest

from openbill.primitives.errors import Refusal


class InvoiceIsNotOpen(Refusal):
    """Invoice {number} is not open.

    Only the first line is told.
    """

    remedy = "Open: {open_count}."


class IBANIsUnknown(Refusal):
    """Nobody pays from this IBAN."""


def test_tells_the_first_line_of_its_docstring_and_the_remedy():
    refusal = InvoiceIsNotOpen(number="2026-0012", open_count=3)

    assert refusal.code == "invoice_is_not_open"
    assert refusal.message == "Invoice 2026-0012 is not open."
    assert refusal.remedy == "Open: 3."
    assert str(refusal) == "Invoice 2026-0012 is not open. Open: 3."
    assert refusal.facts == {"number": "2026-0012", "open_count": 3}


def test_needs_neither_facts_nor_a_remedy():
    with pytest.raises(IBANIsUnknown) as caught:
        raise IBANIsUnknown

    assert caught.value.code == "iban_is_unknown"
    assert str(caught.value) == "Nobody pays from this IBAN."
    assert caught.value.facts == {}


def test_its_code_is_known_without_raising_it():
    assert (Refusal.code, InvoiceIsNotOpen.code) == ("refusal", "invoice_is_not_open")


def test_a_missing_fact_is_named():
    with pytest.raises(AssertionError, match="InvoiceIsNotOpen is raised without the fact: open_count"):
        InvoiceIsNotOpen(number="2026-0012")


def test_a_missing_docstring_is_named():
    class SaysNothing(Refusal):
        pass

    with pytest.raises(AssertionError, match="SaysNothing needs a docstring"):
        SaysNothing()


@pytest.mark.parametrize("again", [copy.copy, lambda refusal: pickle.loads(pickle.dumps(refusal))])  # noqa: S301
def test_survives_the_way_to_another_process(again):
    refusal = again(InvoiceIsNotOpen(number="2026-0012", open_count=3))

    assert type(refusal) is InvoiceIsNotOpen
    assert str(refusal) == "Invoice 2026-0012 is not open. Open: 3."
    assert refusal.facts == {"number": "2026-0012", "open_count": 3}


def test_a_fact_may_carry_braces():
    assert InvoiceIsNotOpen(number="{x}", open_count=0).message == "Invoice {x} is not open."
