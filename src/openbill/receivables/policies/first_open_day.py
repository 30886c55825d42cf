"""On which day something is posted whose own day is closed."""

from collections.abc import Collection
from datetime import date

from openbill.primitives.calendar import month_start, next_month_start


def first_open_day(economic_date: date, closed_months: Collection[date], cut_over_date: date | None = None) -> date:
    """The economic date itself, or the first open day after it.

    `closed_months` holds the first day of each closed month. Nothing is posted before the
    entity's cut-over date: what happened earlier came in with the opening items. The economic
    date keeps the true day for days late, interest and promises; only the posting moves.
    """
    assert all(month.day == 1 for month in closed_months), "A closed month is named by its first day."

    day = economic_date if cut_over_date is None else max(economic_date, cut_over_date)
    while month_start(day) in closed_months:
        day = next_month_start(day)
    return day
