"""Reopen a closed month of the books."""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.ledger.commands.lock_books import lock_books
from openbill.ledger.errors import LaterPeriodIsClosed, ReasonMissing
from openbill.ledger.events import PeriodWasReopened
from openbill.ledger.policies.period_lifecycle import PERIOD_LIFECYCLE
from openbill.ledger.queries.books import books_of
from openbill.ledger.queries.closed_through import closed_through
from openbill.ledger.types import PeriodOfBooks
from openbill.primitives.calendar import month_start


@command(permission="ledger.reopen_period")
def reopen_period(*, legal_entity_id: UUID, month: date, reason: str, context: Context) -> PeriodOfBooks:
    """Reopen the month in which the day `month` lies: the last closed one only.

    The figures of every later month stand on those of this one; so those are reopened first, and each
    reopening has its reason in the log.

    Raises LaterPeriodIsClosed, ReasonMissing, NotPossibleInState (open already) and LegalEntityUnknown.
    """
    if not reason.strip():
        raise ReasonMissing
    start_date = month_start(month)
    books_of(legal_entity_id)
    lock_books(legal_entity_id, context=context)

    last_closed = closed_through(legal_entity_id)
    is_closed = last_closed is not None and start_date <= last_closed
    state = PERIOD_LIFECYCLE.after("closed" if is_closed else "open", "reopen")
    assert last_closed is not None
    if start_date < last_closed:
        raise LaterPeriodIsClosed(month=f"{start_date:%Y-%m}", later_month=f"{last_closed:%Y-%m}")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE period SET state = %s WHERE organization_id = %s AND legal_entity_id = %s AND start_date = %s",
            [state, context.organization_id, legal_entity_id, start_date],
        )

    publish(PeriodWasReopened(legal_entity_id, start_date, reason.strip()), context=context)
    return PeriodOfBooks(legal_entity_id, start_date, state)
