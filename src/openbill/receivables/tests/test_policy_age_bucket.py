"""Every open debt falls into exactly one bucket, on any day and with any bounds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.receivables.policies.age_bucket import (
    AgingBoundsNotUsable,
    age_buckets,
    bucket_of,
    days_past_due,
    labels,
    parse_bounds,
)

rising_bounds = st.sets(st.integers(min_value=1, max_value=1000), min_size=1, max_size=8).map(
    lambda bounds: tuple(sorted(bounds))
)


@pytest.mark.parametrize(
    ("days", "label"),
    [
        (-400, "not_due"),
        (-1, "not_due"),
        (0, "not_due"),
        (1, "1-30"),
        (30, "1-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "91+"),
        (4000, "91+"),
    ],
)
def test_the_usual_buckets(days, label):
    assert bucket_of(days) == label


@pytest.mark.parametrize(("days", "label"), [(15, "1-15"), (16, "16-45"), (45, "16-45"), (46, "46+")])
def test_other_bounds(days, label):
    assert bucket_of(days, (15, 45)) == label


def test_days_past_due_change_sign_on_the_due_date():
    due = date(2026, 2, 28)

    assert days_past_due(due, date(2026, 2, 27)) == -1
    assert days_past_due(due, due) == 0
    assert days_past_due(due, date(2026, 3, 1)) == 1


def test_columns_run_from_unapplied_to_the_oldest():
    assert labels((30, 60, 90)) == ("unapplied", "not_due", "1-30", "31-60", "61-90", "91+")
    assert labels((7,)) == ("unapplied", "not_due", "1-7", "8+")


def test_reads_bounds_from_text():
    assert parse_bounds("30,60,90") == (30, 60, 90)
    assert parse_bounds(" 15 , 45 ") == (15, 45)
    assert parse_bounds("1") == (1,)


@pytest.mark.parametrize("text", ["", "30,", "60,30", "30,30", "0,30", "-5", "30.5", "a", "30;60", "٣"])
def test_refuses_bounds_that_do_not_rise_in_whole_days(text):
    with pytest.raises(AgingBoundsNotUsable) as caught:
        parse_bounds(text)
    assert caught.value.facts == {"text": text}
    assert caught.value.remedy == "Write them like this: 30,60,90."


def test_unordered_bounds_from_our_own_code_are_a_fault():
    with pytest.raises(AssertionError, match="not rising"):
        bucket_of(5, (60, 30))


@given(st.integers(min_value=-2000, max_value=2000), rising_bounds)
def test_each_day_has_exactly_one_bucket(days, bounds):
    matching = [
        bucket.label
        for bucket in age_buckets(bounds)
        if bucket.first_day <= days and (bucket.last_day is None or days <= bucket.last_day)
    ]

    assert [bucket_of(days, bounds)] == (matching or ["not_due"])
    assert bool(matching) == (days > 0)
