"""Which stage a debt has reached. The same rule stands in SQL in `queries/reminders_due.py`; a test compares them."""

from collections.abc import Sequence
from datetime import date, timedelta

from openbill.collections.types import Stage


def next_stage(
    stages: Sequence[Stage],
    *,
    due_date: date,
    document_date: date,
    day: date,
    last: tuple[int, date] | None,
) -> Stage | None:
    """The stage at which a debt is asked for on a day; None where nothing is due.

    Of several stages that were reached the firmest counts, so that nothing is lost by a missed day and nobody gets
    two letters at once. `last` is the number of the stage that last went out for this due date, and the day on which
    it did: from that day the distance to the next stage is kept, however late it was. A stage before the due date
    is void once that day has come, and where the document is younger than it.
    """
    reached = None
    for stage in stages:
        on = due_date + timedelta(days=stage.offset_days)
        if last is not None:
            if stage.number <= last[0]:
                continue
            before = next(each for each in stages if each.number == last[0])
            on = max(on, last[1] + timedelta(days=stage.offset_days - before.offset_days))
        if stage.offset_days < 0 and (day >= due_date or due_date + timedelta(days=stage.offset_days) < document_date):
            continue
        if on <= day:
            reached = stage
    return reached
