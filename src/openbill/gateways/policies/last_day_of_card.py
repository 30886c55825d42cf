"""Until when a card is good."""

from datetime import date

from openbill.primitives.calendar import month_end

EARLIEST_YEAR, LATEST_YEAR = 2000, 2099


def last_day_of_card(year: int | None, month: int | None) -> date | None:
    """The last day of the month that is printed on a card; None where no month is told, or one that is none."""
    if year is None or month is None or not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12):
        return None
    return month_end(date(year, month, 1))
