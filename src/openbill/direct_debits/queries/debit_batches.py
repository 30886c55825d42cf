"""The batches of debits, and what the bank said of each."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.direct_debits.errors import DebitBatchUnknown
from openbill.direct_debits.policies.collection_date import last_submission_date
from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.tenancy import current_organization_id

_COLLECTION_DATE = 6


class BatchesBy(StrEnum):
    """What a list of batches is sorted by."""

    PREPARED = "prepared"
    COLLECTED = "collected"


class BatchesOf(StrEnum):
    """Which batches a list has."""

    ALL = "all"
    PREPARED = "prepared"
    SUBMITTED = "submitted"
    SETTLED = "settled"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class DebitBatchInOrder:
    """A batch, over what of it was not cancelled; `untold` of its payers have no notice yet.

    `submit_by` is the last day on which its file may go to the bank.
    """

    id: UUID
    legal_entity_id: UUID
    bank_account_id: UUID
    number: str
    scheme: str
    sequence_type: str
    collection_date: date
    state: str
    message_id: str
    submitted_at: datetime | None
    file_id: UUID | None
    debits: int
    currency: str
    amount_minor: int
    untold: int
    settled_minor: int
    rejected_minor: int
    returned_minor: int
    submit_by: date


@dataclass(frozen=True, slots=True)
class DebitBatchPage:
    """Some batches, and how many there are of all that were asked for, as far as they are counted."""

    rows: tuple[DebitBatchInOrder, ...]
    count: int
    is_more: bool


def find_debit_batches(
    *,
    text: str = "",
    only: BatchesOf = BatchesOf.ALL,
    by: BatchesBy = BatchesBy.PREPARED,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> DebitBatchPage:
    """A page of the batches whose number begins with a text."""
    way = "DESC" if descending else "ASC"
    order = {BatchesBy.PREPARED: f"batch.id {way}", BatchesBy.COLLECTED: f"batch.collection_date {way}, batch.id {way}"}
    asked = {"text": text.strip().upper(), "state": only.value, "offset": offset, "limit": limit}
    condition = "" if only is BatchesOf.ALL else "AND batch.state = %(state)s"
    if asked["text"]:
        condition += " AND starts_with(batch.number, %(text)s)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM debit_batch batch WHERE batch.organization_id = %(organization)s"
            f" {condition} LIMIT %(counted)s) AS counted",
            {"organization": current_organization_id(), "counted": MOST_COUNTED + 1, **asked},
        )
        (count,) = cursor.fetchone()
    rows = _batches(condition, "OFFSET %(offset)s LIMIT %(limit)s", asked, order=order[by])
    return DebitBatchPage(tuple(rows), min(count, MOST_COUNTED), count > MOST_COUNTED)


def debit_batches_in_order(
    *, state: str | None = None, after: UUID | None = None, limit: int = 50
) -> list[DebitBatchInOrder]:
    """Batches, the last prepared first; `after` is the last one seen."""
    conditions = "AND (%(state)s::text IS NULL OR batch.state = %(state)s)"
    conditions += " AND (%(after)s::uuid IS NULL OR batch.id < %(after)s)"
    return _batches(conditions, "LIMIT %(limit)s", {"state": state, "after": after, "limit": limit})


def debit_batch_of(batch_id: UUID) -> DebitBatchInOrder:
    """One batch. Raises DebitBatchUnknown."""
    found = _batches("AND batch.id = %(batch)s", "", {"batch": batch_id})
    if not found:
        raise DebitBatchUnknown(batch_id=batch_id)
    return found[0]


def debit_batch_numbered(number: str) -> DebitBatchInOrder:
    """The batch of a number such as DD-000001. Raises DebitBatchUnknown."""
    found = _batches("AND batch.number = %(number)s", "", {"number": number})
    if not found:
        raise DebitBatchUnknown(batch_id=number)
    return found[0]


def _batches(
    conditions: str, rest: str, asked: dict[str, Any], *, order: str = "batch.id DESC"
) -> list[DebitBatchInOrder]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT batch.id, batch.legal_entity_id, batch.bank_account_id, batch.number, batch.scheme,
                   batch.sequence_type, batch.collection_date, batch.state, batch.message_id, batch.submitted_at,
                   batch.file_id, told.debits, 'EUR', told.amount_minor, told.untold, told.settled_minor,
                   told.rejected_minor, told.returned_minor
            FROM (
                SELECT batch.* FROM debit_batch batch
                WHERE batch.organization_id = %(organization)s {conditions}
                ORDER BY {order} {rest}
            ) AS batch
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE debit.state <> 'cancelled') AS debits,
                       coalesce(sum(amount_minor) FILTER (WHERE debit.state <> 'cancelled'), 0)::bigint
                           AS amount_minor,
                       count(*) FILTER (WHERE debit.state = 'prepared' AND notice.id IS NULL) AS untold,
                       coalesce(sum(amount_minor) FILTER (WHERE debit.state = 'settled'), 0)::bigint AS settled_minor,
                       coalesce(sum(amount_minor) FILTER (WHERE debit.state = 'rejected'), 0)::bigint
                           AS rejected_minor,
                       coalesce(sum(amount_minor) FILTER (WHERE debit.state = 'returned'), 0)::bigint
                           AS returned_minor
                FROM debit
                LEFT JOIN pre_notification notice ON notice.organization_id = debit.organization_id
                                                 AND notice.debit_id = debit.id
                WHERE debit.organization_id = batch.organization_id AND debit.batch_id = batch.id
            ) AS told
            ORDER BY {order}
            """,
            {"organization": current_organization_id(), **asked},
        )
        rows = cursor.fetchall()
    return [DebitBatchInOrder(*(*row, last_submission_date(row[_COLLECTION_DATE]))) for row in rows]
