"""Take back an entry that was posted by hand."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, connection
from psycopg import errors as postgres_errors

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.ledger.commands.require_open_day import require_open_day
from openbill.ledger.commands.reverse_entries import reverse_entries
from openbill.ledger.errors import (
    EntryAlreadyReversed,
    EntryHasItsOwnAct,
    EntryIsAReversal,
    EntryUnknown,
    ReasonMissing,
)
from openbill.ledger.events import EntryWasReversed
from openbill.ledger.policies.undoing_acts import MANUAL, act_that_undoes
from openbill.ledger.queries.posting_dates import first_open_day_of
from openbill.ledger.types import EntryReversed


@command(permission="ledger.post_entries")
def reverse_entry(*, entry_id: UUID, reason: str, posting_date: date | None = None, context: Context) -> EntryReversed:
    """Post the mirror of one manual entry; without a day, on the entry's own or the first open day after it.

    Entries of items and allocations are taken back by the act that undoes those, so that the control
    accounts always equal the open items.

    Raises EntryUnknown, EntryHasItsOwnAct, EntryIsAReversal, EntryAlreadyReversed, ReversalBeforeEntry,
    ReasonMissing, PeriodIsClosed and BeforeCutOver.
    """
    if not reason.strip():
        raise ReasonMissing
    legal_entity_id, entry_date = _manual_entry(entry_id, context)
    day = posting_date or first_open_day_of(legal_entity_id, entry_date)
    require_open_day(legal_entity_id, day, context=context)
    try:
        reverse_entries(
            "(SELECT %(entry)s::uuid AS entry_id, %(day)s::date AS posting_date)",
            {"entry": entry_id, "day": day},
            context=context,
        )
    except IntegrityError as error:
        if isinstance(error.__cause__, postgres_errors.UniqueViolation):
            raise EntryAlreadyReversed(entry_id=entry_id) from error
        raise
    reversal_id = _reversal_of(entry_id, context)
    publish(EntryWasReversed(reversal_id, entry_id, day), context=context)
    return EntryReversed(reversal_id, entry_id, day)


def _manual_entry(entry_id: UUID, context: Context) -> tuple[UUID, date]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT legal_entity_id, posting_date, kind, reverses_id FROM journal_entry"
            " WHERE organization_id = %s AND id = %s",
            [context.organization_id, entry_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise EntryUnknown(entry_id=entry_id)
    legal_entity_id, posting_date, kind, reverses_id = row
    if kind != MANUAL:
        raise EntryHasItsOwnAct(entry_id=entry_id, kind=kind, act=act_that_undoes(kind))
    if reverses_id is not None:
        raise EntryIsAReversal(entry_id=entry_id)
    return legal_entity_id, posting_date


def _reversal_of(entry_id: UUID, context: Context) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM journal_entry WHERE organization_id = %s AND reverses_id = %s",
            [context.organization_id, entry_id],
        )
        row = cursor.fetchone()
    assert row is not None
    reversal_id: UUID = row[0]
    return reversal_id
