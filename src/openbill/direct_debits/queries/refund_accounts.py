"""The accounts to which refunds go, and the files of refunds."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.direct_debits.errors import RefundBatchUnknown
from openbill.foundation.tenancy import current_organization_id


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


def refund_accounts_in_order(
    *, state: str | None = None, after: UUID | None = None, limit: int = 50
) -> list[RefundAccountInOrder]:
    """Accounts for refunds, the last entered first; `after` is the last one seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT account.id, shown.id, shown.number, shown.name, account.holder, account.iban, account.bic,
                   account.reason, account.state, account.requested_by, account.requested_at, account.decided_by,
                   account.decided_at
            FROM refund_account account
            JOIN customer owner ON owner.organization_id = account.organization_id AND owner.id = account.customer_id
            JOIN customer shown ON shown.organization_id = owner.organization_id AND shown.id = {shown_as("owner")}
            WHERE account.organization_id = %(organization)s
              AND (%(state)s::text IS NULL OR account.state = %(state)s)
              AND (%(after)s::uuid IS NULL OR account.id < %(after)s)
            ORDER BY account.id DESC LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "state": state, "after": after, "limit": limit},
        )
        return [RefundAccountInOrder(*row) for row in cursor.fetchall()]


def refund_batches_in_order(*, after: UUID | None = None, limit: int = 50) -> list[RefundBatchInOrder]:
    """Files of refunds, the last made first; `after` is the last one seen."""
    return _batches("AND (%(after)s::uuid IS NULL OR batch.id < %(after)s)", {"after": after, "limit": limit})


def refund_batch_of(batch_id: UUID) -> RefundBatchInOrder:
    """One file of refunds. Raises RefundBatchUnknown."""
    found = _batches("AND batch.id = %(batch)s", {"batch": batch_id, "limit": 1})
    if not found:
        raise RefundBatchUnknown(batch_id=batch_id)
    return found[0]


def _batches(conditions: str, asked: dict[str, Any]) -> list[RefundBatchInOrder]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT batch.id, batch.legal_entity_id, batch.bank_account_id, batch.number, batch.message_id,
                   batch.execution_date, batch.made_at, batch.file_id, count(*), 'EUR',
                   sum(transfer.amount_minor)::bigint,
                   count(*) FILTER (WHERE transfer.state = 'settled'),
                   count(*) FILTER (WHERE transfer.state = 'rejected')
            FROM refund_batch batch
            JOIN refund_transfer transfer ON transfer.organization_id = batch.organization_id
                                         AND transfer.batch_id = batch.id
            WHERE batch.organization_id = %(organization)s {conditions}
            GROUP BY batch.organization_id, batch.id
            ORDER BY batch.id DESC LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), **asked},
        )
        return [RefundBatchInOrder(*row) for row in cursor.fetchall()]
