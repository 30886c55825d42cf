"""Refuse a day on which the books are not open, in words, before the database does."""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.ledger.commands.ensure_periods import ensure_periods
from openbill.ledger.errors import BeforeCutOver, PeriodIsClosed
from openbill.ledger.queries.books import books_of
from openbill.ledger.queries.posting_dates import first_open_day_of
from openbill.primitives.calendar import month_start


def require_open_day(legal_entity_id: UUID, posting_date: date, *, context: Context) -> None:
    """See to it that the day's period exists, is open, and stays so until the running command ends.

    Raises BeforeCutOver, PeriodIsClosed and LegalEntityUnknown.
    """
    books = books_of(legal_entity_id)
    if books.cut_over_date is not None and posting_date < books.cut_over_date:
        raise BeforeCutOver(legal_entity=books.code, cut_over_date=books.cut_over_date, posting_date=posting_date)
    ensure_periods(legal_entity_id, [posting_date], context=context)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM period WHERE organization_id = %s AND legal_entity_id = %s AND start_date = %s"
            " FOR KEY SHARE",
            [context.organization_id, legal_entity_id, month_start(posting_date)],
        )
        row = cursor.fetchone()
    assert row is not None
    if row[0] != "open":
        raise PeriodIsClosed(
            legal_entity=books.code,
            month=f"{posting_date:%Y-%m}",
            opens_on=first_open_day_of(legal_entity_id, posting_date),
        )
