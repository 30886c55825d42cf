"""A month's end shows open foreign items at the closing rate, for one day."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from openbill.primitives.money import Money
from openbill.receivables.policies.revaluation import revaluation, total_difference
from openbill.receivables.types import ForeignItem, Side

ITEM = UUID(int=1)
MONTH_END = date(2026, 12, 31)


def an_item(side, open_amount, carrying_cents):
    return ForeignItem(ITEM, side, open_amount, Money(carrying_cents, "EUR"))


@pytest.mark.parametrize(
    ("side", "rate", "difference"),
    [
        (Side.DEBIT, "0.95", 50_00),
        (Side.DEBIT, "0.85", -50_00),
        (Side.CREDIT, "0.95", -50_00),
        (Side.CREDIT, "0.85", 50_00),
        (Side.DEBIT, "0.90", 0),
    ],
)
def test_the_sign_follows_the_side_and_the_rate(side, rate, difference):
    item = an_item(side, Money(1_000_00, "USD"), 900_00)

    assert revaluation(item, Decimal(rate), MONTH_END).difference == Money(difference, "EUR")


def test_tells_the_closing_amount_and_the_day_of_reversal():
    result = revaluation(an_item(Side.DEBIT, Money(50_000, "JPY"), 310_00), Decimal("0.0061"), MONTH_END)

    assert result.item_id == ITEM
    assert result.closing_amount == Money(305_00, "EUR")
    assert result.difference == Money(-5_00, "EUR")
    assert (result.closing_date, result.reversal_date) == (MONTH_END, date(2027, 1, 1))


def test_the_total_is_the_sum_of_the_rounded_items():
    cent = an_item(Side.DEBIT, Money(1, "USD"), 0)
    results = [revaluation(cent, Decimal("0.5"), MONTH_END)] * 3

    assert total_difference(results, "EUR") == Money(3, "EUR")
    assert total_difference([], "EUR") == Money.zero("EUR")


def test_an_item_in_the_own_currency_is_a_fault():
    with pytest.raises(AssertionError, match="is not revalued"):
        revaluation(an_item(Side.DEBIT, Money(1_00, "EUR"), 1_00), Decimal(1), MONTH_END)


def test_a_settled_item_is_a_fault():
    with pytest.raises(AssertionError, match="settled is not revalued"):
        revaluation(an_item(Side.DEBIT, Money(0, "USD"), 0), Decimal(1), MONTH_END)
