"""When money may be fetched, and until when the bank must have the file."""

from datetime import date, timedelta

from openbill.direct_debits.policies.target_days import next_target_day, target_days_after, target_days_before

NOTICE_DAYS = 14
"""Days between a pre-notification and its collection where nothing else was agreed (SEPA rulebooks, section 4.3.4)."""

PRESENTATION_DAYS = 1
"""A file is with the bank so many TARGET days before it collects (D-1, for both schemes since November 2016)."""


def earliest_collection_date(*, due_date: date, today: date, notice_days: int) -> date:
    """The first day on which a debt may be collected of which the payer is told today.

    Not before it is due, not before the notice has run its calendar days, not before the bank can have the file, and
    on a day on which TARGET is open.
    """
    noticed = today + timedelta(days=notice_days)
    presented = target_days_after(today, PRESENTATION_DAYS)
    return next_target_day(max(due_date, noticed, presented))


def last_submission_date(collection_date: date) -> date:
    """The last day on which a file for this day may go to the bank."""
    return target_days_before(collection_date, PRESENTATION_DAYS)


def notice_has_run(*, told_on: date, collection_date: date, notice_days: int) -> bool:
    """Whether a payer who was told on a day had the days that were agreed until the collection."""
    return told_on + timedelta(days=notice_days) <= collection_date
