"""Months have their own length, and counting in months never leaves the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.primitives.calendar import (
    add_months,
    days_between,
    month_end,
    month_start,
    month_starts,
    next_month_start,
)

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


def test_knows_the_first_and_the_last_day_of_a_month():
    assert month_start(date(2024, 2, 10)) == date(2024, 2, 1)
    assert month_end(date(2024, 2, 10)) == date(2024, 2, 29)
    assert month_end(date(2026, 2, 28)) == date(2026, 2, 28)
    assert next_month_start(date(2026, 12, 31)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_adds_months_within_the_shorter_month(day, months, expected):
    assert add_months(day, months) == expected


def test_counts_days_with_their_sign():
    assert days_between(date(2026, 2, 27), date(2026, 3, 2)) == 3
    assert days_between(date(2026, 3, 2), date(2026, 2, 27)) == -3


def test_lists_the_months_that_a_span_touches():
    assert list(month_starts(date(2025, 12, 31), date(2026, 2, 1))) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert list(month_starts(date(2026, 2, 1), date(2026, 1, 31))) == []


@given(days, st.integers(min_value=-1200, max_value=1200))
def test_an_added_month_is_the_month_meant(day, months):
    moved = add_months(day, months)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


@given(days)
def test_a_day_lies_within_its_month(day):
    assert month_start(day) <= day <= month_end(day) < next_month_start(day)
