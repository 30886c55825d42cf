"""The worked tables of docs/algorithms/aging.md hold."""

from datetime import date

import pytest

from openbill.primitives.money import Money
from openbill.receivables.policies.age_bucket import (
    UNAPPLIED,
    bucket_of,
    days_past_due,
    labels,
    parse_bounds,
)

from .tables import worked_table


def rows(heading):
    return worked_table("aging.md", heading)


def eur(text):
    return Money.of(text, "EUR")


@pytest.mark.parametrize("row", rows("Which column"))
def test_which_column(row):
    days = days_past_due(date.fromisoformat(row["Due"]), date.fromisoformat(row["As of"]))

    assert days == int(row["Days past due"])
    assert bucket_of(days, parse_bounds(row["Bounds"])) == row["Column"]


def test_one_customer():
    as_of = date(2026, 3, 31)
    aging = dict.fromkeys(labels(), eur("0"))
    for item in rows("One customer"):
        due = item["Due"]
        label = bucket_of(days_past_due(date.fromisoformat(due), as_of)) if due else UNAPPLIED
        aging[label] += eur(item["Open"])

    (expected,) = rows("Its aging")
    total = expected.pop("Total")
    assert list(expected) == list(labels())
    assert aging == {label: eur(amount) for label, amount in expected.items()}
    assert Money.total(aging.values(), "EUR") == eur(total)
