"""The worked tables of docs/algorithms/foreign_exchange.md hold."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest

from openbill.primitives.money import Money
from openbill.receivables.policies.convert_at_rate import convert_at_rate
from openbill.receivables.policies.exchange_difference import exchange_difference, exchange_line
from openbill.receivables.policies.parts_of_uses import parts_of_uses
from openbill.receivables.policies.revaluation import revaluation
from openbill.receivables.policies.share_functional_amount import functional_part, functional_parts
from openbill.receivables.policies.worths_of_group import worths_of_group
from openbill.receivables.types import (
    ExchangeLine,
    ForeignItem,
    GroupWorths,
    Side,
    UnvaluedGroup,
    UnvaluedItem,
    UnvaluedUse,
)

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


DEBT, CREDIT, USE = UUID(int=1), UUID(int=2), UUID(int=3)


def test_settled_before_a_rate_was_known():
    invoice, payment, *table = rows("Settled before a rate was known")
    uses, names = [], {}
    for number, row in enumerate(table):
        act, name = row["What"].split()
        if act == "settlement":
            names[name] = UUID(int=number)
        uses.append(
            UnvaluedUse(
                UUID(int=number),
                DEBT,
                CREDIT,
                cents(row["Amount"]),
                date.fromisoformat(row["Day"]),
                names[name] if act == "undo" else None,
            )
        )
    debt_carried, credit_carried = cents(invoice["Debt carried"]), cents(payment["Credit carried"])
    assert convert_at_rate(cents(invoice["Amount"]), "USD", "EUR", Decimal("0.917431")) == debt_carried
    assert convert_at_rate(cents(payment["Amount"]), "USD", "EUR", Decimal("0.95")) == credit_carried

    # In whatever order they are read, the days on which they took effect count.
    parts_of_debt = parts_of_uses(cents(invoice["Amount"]), debt_carried, uses[::-1])
    parts_of_payment = parts_of_uses(cents(payment["Amount"]), credit_carried, uses)

    for use, row in zip(uses, table, strict=True):
        debit, credit = parts_of_debt[use.allocation_id], parts_of_payment[use.allocation_id]
        assert (debit, credit) == (cents(row["Debt's part"]), cents(row["Credit's part"]))
        sign = 1 if use.undoes_id is None else -1
        assert sign * exchange_difference(sign * debit, sign * credit) == cents(row["Difference"])
        debt_carried, credit_carried = debt_carried - debit, credit_carried - credit
        assert (debt_carried, credit_carried) == (cents(row["Debt carried"]), cents(row["Credit carried"]))


@pytest.mark.parametrize("row", rows("Valued together"))
def test_valued_together(row):
    def worth(rate):
        return None if rate == "-" else convert_at_rate(1_000_00, "USD", "EUR", Decimal(rate))

    is_write_off = row["Credit"] == "write-off"
    group = UnvaluedGroup(
        (
            UnvaluedItem(DEBT, 1_000_00, worth(row["Debt's rate"])),
            UnvaluedItem(CREDIT, 1_000_00, worth(row["Credit's rate"]), DEBT if is_write_off else None),
        ),
        (UnvaluedUse(USE, DEBT, CREDIT, 1_000_00, date(2026, 2, 10)),),
    )
    meets = row["Meets an item at"]

    worths = worths_of_group(group, else_at=None if meets == "-" else Fraction(meets))

    if row["Debt worth"] == "waits":
        assert (worths, row["Credit worth"]) == (None, "waits")
        return
    debt, credit = cents(row["Debt worth"]), cents(row["Credit worth"])
    assert worths == GroupWorths(items={DEBT: debt, CREDIT: credit}, parts={USE: (debt, credit)})
    assert exchange_difference(debt, credit) == cents(row["Difference"])


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
