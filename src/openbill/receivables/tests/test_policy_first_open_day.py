"""What happened in a closed month is posted on the first open day after it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.receivables.policies.first_open_day import first_open_day

NOVEMBER, DECEMBER, JANUARY, MARCH = (
    date(2025, 11, 1),
    date(2025, 12, 1),
    date(2026, 1, 1),
    date(2026, 3, 1),
)


@pytest.mark.parametrize(
    ("economic_date", "closed", "cut_over", "posted_on"),
    [
        (date(2025, 12, 10), set(), None, date(2025, 12, 10)),
        (date(2025, 12, 10), {NOVEMBER}, None, date(2025, 12, 10)),
        (date(2025, 12, 10), {NOVEMBER, DECEMBER}, None, date(2026, 1, 1)),
        (date(2025, 11, 30), {NOVEMBER, DECEMBER, JANUARY}, None, date(2026, 2, 1)),
        (date(2025, 11, 30), {NOVEMBER, JANUARY}, None, date(2025, 12, 1)),
        (date(2025, 11, 30), set(), date(2026, 1, 15), date(2026, 1, 15)),
        (date(2026, 1, 15), set(), date(2026, 1, 15), date(2026, 1, 15)),
        (date(2025, 11, 30), {JANUARY}, date(2026, 1, 15), date(2026, 2, 1)),
        (date(2026, 2, 3), {JANUARY, MARCH}, date(2026, 1, 15), date(2026, 2, 3)),
    ],
)
def test_posts_on_the_day_itself_or_the_first_open_day_after(economic_date, closed, cut_over, posted_on):
    assert first_open_day(economic_date, closed, cut_over) == posted_on


def test_a_month_that_is_not_named_by_its_first_day_is_a_fault():
    with pytest.raises(AssertionError, match="first day"):
        first_open_day(date(2026, 1, 5), {date(2026, 1, 31)})


@given(
    st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31)),
    st.sets(st.builds(date, st.integers(2020, 2031), st.integers(1, 12), st.just(1))),
    st.none() | st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31)),
)
def test_is_open_and_never_earlier_and_stays_where_it_is(economic_date, closed, cut_over):
    day = first_open_day(economic_date, closed, cut_over)

    assert day.replace(day=1) not in closed
    assert day >= economic_date
    assert cut_over is None or day >= cut_over
    assert first_open_day(day, closed, cut_over) == day
