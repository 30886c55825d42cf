"""A realised exchange difference has the right sign in every constellation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.receivables.policies.exchange_difference import exchange_difference, exchange_line
from openbill.receivables.types import ExchangeLine, Side

functional_amounts = st.integers(min_value=0, max_value=10**15)

# 1,000.00 USD: 900.00 EUR at the lower rate, 950.00 EUR at the higher one.
LOW, HIGH = 900_00, 950_00


@pytest.mark.parametrize(
    ("waiting", "dollar", "debt", "credit", "difference", "settlement", "undo"),
    [
        (
            "debt",
            "strengthens",
            LOW,
            HIGH,
            50_00,
            ("exchange_gain", Side.CREDIT),
            ("exchange_gain", Side.DEBIT),
        ),
        ("debt", "weakens", HIGH, LOW, -50_00, ("exchange_loss", Side.DEBIT), ("exchange_loss", Side.CREDIT)),
        (
            "credit",
            "strengthens",
            HIGH,
            LOW,
            -50_00,
            ("exchange_loss", Side.DEBIT),
            ("exchange_loss", Side.CREDIT),
        ),
        (
            "credit",
            "weakens",
            LOW,
            HIGH,
            50_00,
            ("exchange_gain", Side.CREDIT),
            ("exchange_gain", Side.DEBIT),
        ),
    ],
)
def test_gain_and_loss_by_what_waited_and_where_the_rate_went(
    waiting, dollar, debt, credit, difference, settlement, undo
):
    assert exchange_difference(debt, credit) == difference

    line = exchange_line(difference)
    assert line == ExchangeLine(*settlement, 50_00)
    assert line.reversed() == ExchangeLine(*undo, 50_00)


def test_an_unchanged_rate_adds_no_line():
    assert exchange_difference(LOW, LOW) == 0
    assert exchange_line(0) is None


def test_a_negative_part_is_a_fault():
    with pytest.raises(AssertionError):
        exchange_difference(-1, 0)
    with pytest.raises(AssertionError):
        exchange_difference(0, -1)


@given(functional_amounts, functional_amounts)
def test_the_line_balances_the_entry_and_its_reversal_takes_it_back(debt, credit):
    line = exchange_line(exchange_difference(debt, credit))

    entry = [(Side.DEBIT, credit), (Side.CREDIT, debt)]
    if line is not None:
        assert line.amount_minor > 0
        entry.append((line.side, line.amount_minor))
        assert line.reversed().reversed() == line
    assert sum(amount if side is Side.DEBIT else -amount for side, amount in entry) == 0
