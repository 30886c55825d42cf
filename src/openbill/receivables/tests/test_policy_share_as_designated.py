"""What the payer says a payment is for is honoured to the letter or refused in words."""

from datetime import date
from uuid import UUID

import pytest

from openbill.primitives.money import CurrencyMismatch, Money
from openbill.receivables.policies.share_as_designated import (
    DesignatedAmountIsNotPositive,
    DesignatedItemIsNotOpen,
    DesignatedMoreThanOpen,
    DesignatedMoreThanPaid,
    share_as_designated,
)
from openbill.receivables.types import Designation, OpenDebit, Share

A, B, STRANGER = UUID(int=1), UUID(int=2), UUID(int=9)


def eur(cents):
    return Money(cents, "EUR")


def the_debits():
    return [
        OpenDebit(A, date(2026, 1, 31), eur(100_00)),
        OpenDebit(B, date(2026, 2, 28), eur(300_00), disputed_amount=eur(300_00)),
    ]


def test_follows_the_order_of_the_payer_into_disputed_parts_too():
    shares = share_as_designated(eur(350_00), [Designation(B), Designation(A)], the_debits())

    assert shares == [Share(B, eur(300_00)), Share(A, eur(50_00))]


def test_leaves_what_is_not_designated_unapplied():
    assert share_as_designated(eur(350_00), [Designation(A, eur(40_00))], the_debits()) == [Share(A, eur(40_00))]
    assert share_as_designated(eur(350_00), [], the_debits()) == []


def test_gives_nothing_to_an_item_that_the_payment_no_longer_reaches():
    shares = share_as_designated(eur(100_00), [Designation(A), Designation(B)], the_debits())

    assert shares == [Share(A, eur(100_00))]


def test_joins_two_designations_of_one_item():
    twice = [Designation(A, eur(30_00)), Designation(B, eur(1_00)), Designation(A)]

    assert share_as_designated(eur(350_00), twice, the_debits()) == [
        Share(A, eur(100_00)),
        Share(B, eur(1_00)),
    ]


def test_refuses_an_item_that_is_not_open():
    with pytest.raises(DesignatedItemIsNotOpen) as caught:
        share_as_designated(eur(350_00), [Designation(A), Designation(STRANGER)], the_debits())

    assert caught.value.facts == {"item_id": STRANGER}


@pytest.mark.parametrize("cents", [0, -1])
def test_refuses_an_amount_that_is_not_positive(cents):
    with pytest.raises(DesignatedAmountIsNotPositive):
        share_as_designated(eur(350_00), [Designation(A, eur(cents))], the_debits())


def test_refuses_more_than_is_open_on_an_item_even_in_two_parts():
    with pytest.raises(DesignatedMoreThanOpen) as caught:
        share_as_designated(eur(350_00), [Designation(A, eur(60_00)), Designation(A, eur(40_01))], the_debits())

    assert caught.value.facts == {"item_id": A, "designated": eur(100_01), "open": eur(100_00)}


def test_refuses_more_than_was_paid():
    with pytest.raises(DesignatedMoreThanPaid) as caught:
        share_as_designated(eur(120_00), [Designation(A), Designation(B, eur(20_01))], the_debits())

    assert caught.value.facts == {
        "item_id": B,
        "designated": eur(20_01),
        "remaining": eur(20_00),
        "credit": eur(120_00),
    }


def test_refuses_another_currency():
    with pytest.raises(CurrencyMismatch):
        share_as_designated(eur(10_00), [Designation(A, Money(5_00, "USD"))], the_debits())


def test_a_credit_without_value_is_a_fault():
    with pytest.raises(AssertionError, match="nothing to share"):
        share_as_designated(eur(0), [Designation(A)], the_debits())
