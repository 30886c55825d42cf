"""Close a month of the books: from then on it takes no posting."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.ledger.commands.ensure_periods import ensure_periods
from openbill.ledger.commands.lock_books import lock_books
from openbill.ledger.errors import EarlierPeriodIsOpen, PeriodHasNotBegun
from openbill.ledger.events import PeriodWasClosed
from openbill.ledger.policies.period_lifecycle import PERIOD_LIFECYCLE
from openbill.ledger.queries.books import books_of
from openbill.ledger.types import PeriodOfBooks
from openbill.primitives.calendar import month_start


@command(permission="ledger.close_period")
def close_period(*, legal_entity_id: UUID, month: date, context: Context) -> PeriodOfBooks:
    """Close the month in which the day `month` lies.

    Months are closed in order. Months without a period, between the first one and this, are closed with it:
    nothing was posted to them. Whoever is posting to the month is waited for; who comes later is refused.

    Raises EarlierPeriodIsOpen, PeriodHasNotBegun, NotPossibleInState (closed already) and LegalEntityUnknown.
    """
    start_date = month_start(month)
    books = books_of(legal_entity_id)
    today = context.today(books.time_zone)
    if start_date > today:
        raise PeriodHasNotBegun(month=f"{start_date:%Y-%m}", today=today)
    lock_books(legal_entity_id, context=context)
    ensure_periods(legal_entity_id, [start_date], context=context)

    state = PERIOD_LIFECYCLE.after(_locked_state(legal_entity_id, start_date, context), "close")
    _refuse_out_of_order(legal_entity_id, start_date, context)
    _write_state(legal_entity_id, start_date, state, context)

    publish(PeriodWasClosed(legal_entity_id, start_date), context=context)
    return PeriodOfBooks(legal_entity_id, start_date, state)


def _locked_state(legal_entity_id: UUID, start_date: date, context: Context) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM period WHERE organization_id = %s AND legal_entity_id = %s AND start_date = %s"
            " FOR UPDATE",
            [context.organization_id, legal_entity_id, start_date],
        )
        row = cursor.fetchone()
    assert row is not None
    state: str = row[0]
    return state


def _refuse_out_of_order(legal_entity_id: UUID, start_date: date, context: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(start_date) FROM period WHERE organization_id = %s AND legal_entity_id = %s"
            " AND start_date < %s AND state = 'open'",
            [context.organization_id, legal_entity_id, start_date],
        )
        row = cursor.fetchone()
    assert row is not None
    if row[0] is not None:
        raise EarlierPeriodIsOpen(month=f"{start_date:%Y-%m}", earlier_month=f"{row[0]:%Y-%m}")


def _write_state(legal_entity_id: UUID, start_date: date, state: str, context: Context) -> None:
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "legal_entity": legal_entity_id,
        "month": start_date,
        "state": state,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO period (organization_id, id, legal_entity_id, start_date, state)
            SELECT %(organization)s, new_identifier(), %(legal_entity)s, gap::date, %(state)s
            FROM generate_series(
                (SELECT min(start_date) FROM period
                 WHERE organization_id = %(organization)s AND legal_entity_id = %(legal_entity)s)::timestamp,
                %(month)s::timestamp, interval '1 month') AS gap
            ON CONFLICT (organization_id, legal_entity_id, start_date) DO NOTHING
            """,
            parameters,
        )
        cursor.execute(
            "UPDATE period SET state = %(state)s WHERE organization_id = %(organization)s"
            " AND legal_entity_id = %(legal_entity)s AND start_date = %(month)s",
            parameters,
        )
