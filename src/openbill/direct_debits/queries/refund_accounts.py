"""The accounts to which refunds go, and the files of refunds."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.direct_debits.errors import RefundBatchUnknown
from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.tenancy import current_organization_id


class RefundBatchesBy(StrEnum):
    """What a list of files of refunds is sorted by."""

    MADE = "made"
    GOES = "goes"


class RefundBatchesOf(StrEnum):
    """Which files of refunds a list has: all, those of which the bank has not said everything, or refused something."""

    ALL = "all"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RefundAccountInOrder:
    """An account that one person entered; `requested_by` and `decided_by` are actors, such as "user 0190…"."""

    id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    holder: str
    iban: str
    bic: str
    reason: str
    state: str
    requested_by: str
    requested_at: datetime
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefundBatchInOrder:
    """A file of refunds; `rejected` counts those that the bank did not send."""

    id: UUID
    legal_entity_id: UUID
    bank_account_id: UUID
    number: str
    message_id: str
    execution_date: date
    made_at: datetime
    file_id: UUID
    transfers: int
    currency: str
    amount_minor: int
    settled: int
    rejected: int


@dataclass(frozen=True, slots=True)
class TransferInBatch:
    """A refund in a file; one that the bank refused has its code and words."""

    id: UUID
    refund_item_id: UUID
    number: str
    customer_id: UUID
    customer_name: str
    holder: str
    account_end: str
    end_to_end_id: str
    currency: str
    amount_minor: int
    state: str
    ended_on: date | None
    reason: str
    reason_text: str


def transfers_of_batch(batch_id: UUID, *, offset: int = 0, limit: int = 50) -> list[TransferInBatch]:
    """The transfers of a file of refunds, in the order of the file."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT transfer.id, refund.id, refund.document_number, shown.id, shown.name, account.holder,
                   right(account.iban, 4), transfer.end_to_end_id, 'EUR', transfer.amount_minor, transfer.state,
                   transfer.ended_on, transfer.reason, transfer.reason_text
            FROM refund_transfer transfer
            JOIN refund_request request ON request.organization_id = transfer.organization_id
                                       AND request.id = transfer.request_id
            JOIN open_item refund ON refund.organization_id = transfer.organization_id
                                 AND refund.id = request.refund_item_id
            JOIN refund_account account ON account.organization_id = transfer.organization_id
                                       AND account.id = transfer.account_id
            JOIN customer owner ON owner.organization_id = refund.organization_id AND owner.id = refund.customer_id
            JOIN customer shown ON shown.organization_id = owner.organization_id AND shown.id = {shown_as("owner")}
            WHERE transfer.organization_id = %(organization)s AND transfer.batch_id = %(batch)s
            ORDER BY transfer.id OFFSET %(offset)s LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "batch": batch_id, "offset": offset, "limit": limit},
        )
        return [TransferInBatch(*row) for row in cursor.fetchall()]


def waiting_refund_accounts(*, limit: int = 200) -> list[RefundAccountInOrder]:
    """Accounts that wait for a second person, the first entered first."""
    return _accounts("account.state = 'requested'", "ASC", {"limit": limit})


def refund_accounts_of_customer(customer_id: UUID) -> list[RefundAccountInOrder]:
    """The account to which a customer's refunds go, and those that wait for a second person, the last entered first."""
    condition = "account.state IN ('approved', 'requested') AND shown.id = %(customer)s"
    return _accounts(condition, "DESC", {"customer": customer_id, "limit": 20})


def refund_accounts_in_order(
    *, state: str | None = None, after: UUID | None = None, limit: int = 50
) -> list[RefundAccountInOrder]:
    """Accounts for refunds, the last entered first; `after` is the last one seen."""
    condition = (
        "(%(state)s::text IS NULL OR account.state = %(state)s) AND (%(after)s::uuid IS NULL OR account.id < %(after)s)"
    )
    return _accounts(condition, "DESC", {"state": state, "after": after, "limit": limit})


def _accounts(condition: str, way: str, asked: dict[str, Any]) -> list[RefundAccountInOrder]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT account.id, shown.id, shown.number, shown.name, account.holder, account.iban, account.bic,
                   account.reason, account.state, account.requested_by, account.requested_at, account.decided_by,
                   account.decided_at
            FROM refund_account account
            JOIN customer owner ON owner.organization_id = account.organization_id AND owner.id = account.customer_id
            JOIN customer shown ON shown.organization_id = owner.organization_id AND shown.id = {shown_as("owner")}
            WHERE account.organization_id = %(organization)s AND {condition}
            ORDER BY account.id {way} LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), **asked},
        )
        return [RefundAccountInOrder(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class RefundBatchPage:
    """Some files, and how many there are, as far as they are counted."""

    rows: tuple[RefundBatchInOrder, ...]
    count: int
    is_more: bool


def find_refund_batches(
    *,
    text: str = "",
    only: RefundBatchesOf = RefundBatchesOf.ALL,
    by: RefundBatchesBy = RefundBatchesBy.MADE,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> RefundBatchPage:
    """A page of the files of refunds whose number begins with a text."""
    way = "DESC" if descending else "ASC"
    order = {
        RefundBatchesBy.MADE: f"batch.id {way}",
        RefundBatchesBy.GOES: f"batch.execution_date {way}, batch.id {way}",
    }
    asked = {"text": text.strip().upper(), "state": _STATES.get(only), "offset": offset, "limit": limit}
    condition = "" if only is RefundBatchesOf.ALL else f"AND {_HAS_TRANSFER}"
    if asked["text"]:
        condition += " AND starts_with(batch.number, %(text)s)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM refund_batch batch WHERE batch.organization_id = %(organization)s"
            f" {condition} LIMIT %(counted)s) AS counted",
            {"organization": current_organization_id(), "counted": MOST_COUNTED + 1, **asked},
        )
        (count,) = cursor.fetchone()
    rows = _batches(condition, asked, order=order[by])
    return RefundBatchPage(tuple(rows), min(count, MOST_COUNTED), count > MOST_COUNTED)


_STATES = {RefundBatchesOf.WAITING: "submitted", RefundBatchesOf.REFUSED: "rejected"}

_HAS_TRANSFER = """EXISTS (
    SELECT FROM refund_transfer transfer
    WHERE transfer.organization_id = batch.organization_id AND transfer.batch_id = batch.id
      AND transfer.state = %(state)s)"""


def refund_batches_in_order(*, after: UUID | None = None, limit: int = 50) -> list[RefundBatchInOrder]:
    """Files of refunds, the last made first; `after` is the last one seen."""
    return _batches("AND (%(after)s::uuid IS NULL OR batch.id < %(after)s)", {"after": after, "limit": limit})


def refund_batch_of(batch_id: UUID) -> RefundBatchInOrder:
    """One file of refunds. Raises RefundBatchUnknown."""
    found = _batches("AND batch.id = %(batch)s", {"batch": batch_id, "limit": 1})
    if not found:
        raise RefundBatchUnknown(batch_id=batch_id)
    return found[0]


def _batches(conditions: str, asked: dict[str, Any], *, order: str = "batch.id DESC") -> list[RefundBatchInOrder]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT batch.id, batch.legal_entity_id, batch.bank_account_id, batch.number, batch.message_id,
                   batch.execution_date, batch.made_at, batch.file_id, count(*), 'EUR',
                   sum(transfer.amount_minor)::bigint,
                   count(*) FILTER (WHERE transfer.state = 'settled'),
                   count(*) FILTER (WHERE transfer.state = 'rejected')
            FROM (
                SELECT batch.* FROM refund_batch batch
                WHERE batch.organization_id = %(organization)s {conditions}
                ORDER BY {order} OFFSET %(offset)s LIMIT %(limit)s
            ) AS batch
            JOIN refund_transfer transfer ON transfer.organization_id = batch.organization_id
                                         AND transfer.batch_id = batch.id
            GROUP BY batch.id, batch.legal_entity_id, batch.bank_account_id, batch.number, batch.message_id,
                     batch.execution_date, batch.made_at, batch.file_id
            ORDER BY {order}
            """,
            {"organization": current_organization_id(), "offset": 0, **asked},
        )
        return [RefundBatchInOrder(*row) for row in cursor.fetchall()]
