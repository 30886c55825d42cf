"""The worked tables of docs/algorithms/foreign_exchange.md hold."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from openbill.primitives.money import Money
from openbill.receivables.policies.convert_at_rate import convert_at_rate
from openbill.receivables.policies.exchange_difference import exchange_difference, exchange_line
from openbill.receivables.policies.revaluation import revaluation
from openbill.receivables.policies.share_functional_amount import functional_part, functional_parts
from openbill.receivables.types import ExchangeLine, ForeignItem, Side

from .tables import worked_table


def rows(heading):
    return worked_table("foreign_exchange.md", heading)


def money(text):
    value, currency = text.split()
    return Money.of(value, currency)


def cents(text):
    return Money.of(text, "EUR").minor_units


@pytest.mark.parametrize("row", rows("Conversion"))
def test_conversion(row):
    amount, converted = money(row["Amount"]), money(row["Converted"])

    assert (
        convert_at_rate(amount.minor_units, amount.currency, converted.currency, Decimal(row["Rate"]))
        == converted.minor_units
    )


def test_part_settlement():
    open_minor, carrying = 1_000_00, 917_43
    parts = {}
    for row in rows("Part settlement"):
        amount, part = cents(row["Amount"]), cents(row["Carrying part"])
        if row["Step"].startswith("undo"):
            assert (-amount, -part) == parts.pop(row["Step"].removeprefix("undo "))
        else:
            assert functional_part(open_minor, carrying, amount) == part
            parts[row["Step"]] = (amount, part)
        open_minor, carrying = open_minor - amount, carrying - part
        assert (open_minor, carrying) == (cents(row["Open"]), cents(row["Carried"]))
    assert (open_minor, carrying) == (0, 0)


def test_several_parts_at_once():
    table = rows("Several parts at once")
    parts = functional_parts(100_00, 90_01, [cents(row["Amount"]) for row in table])
    assert parts == [cents(row["Carrying part"]) for row in table]
    totals = [functional_part(100_00, 90_01, cents(row["Running total"])) for row in table]
    assert totals == [cents(row["Rounded running total"]) for row in table]


@pytest.mark.parametrize("row", rows("Realised difference"))
def test_realised_difference(row):
    difference = exchange_difference(cents(row["Debt carried"]), cents(row["Credit carried"]))
    line = exchange_line(difference)
    if row["Act"] == "undo":
        difference, line = -difference, line.reversed()

    assert difference == cents(row["Difference"])
    if row["Account"]:
        assert line == ExchangeLine(row["Account"], Side(row["Side"].lower()), abs(difference))
    else:
        assert line is None


@pytest.mark.parametrize("row", rows("Revaluation"))
def test_revaluation(row):
    item = ForeignItem(UUID(int=1), Side(row["Side"].lower()), money(row["Open"]), money(row["Carried"]))

    result = revaluation(item, Decimal(row["Closing rate"]), date.fromisoformat(row["On"]))

    assert result.closing_amount == money(row["Closing"])
    assert result.difference == money(row["Difference"])
    assert result.reversal_date == date.fromisoformat(row["Reversed on"])
