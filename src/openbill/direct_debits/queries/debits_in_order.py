"""The debits, one after another, and what each collects."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import is_shown_as, shown_as
from openbill.direct_debits.errors import DebitUnknown
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class DebitInOrder:
    """A debit, and what the bank said of it.

    Its cash is provisional until `refundable_until`. What came back has the bank's `reason`, the `decision` that
    follows, and from when it is collected again by itself, if at all.
    """

    id: UUID
    batch_id: UUID
    batch_number: str
    mandate_id: UUID
    mandate_reference: str
    customer_id: UUID
    customer_number: str
    customer_name: str
    end_to_end_id: str
    currency: str
    amount_minor: int
    text: str
    attempt: int
    collection_date: date
    state: str
    told_on: date | None
    settled_on: date | None
    payment_id: UUID | None
    refundable_until: date | None
    ended_on: date | None
    reason: str
    reason_text: str
    fee_minor: int
    decision: str
    retry_date: date | None


@dataclass(frozen=True, slots=True)
class ItemOfDebit:
    """What a debit collects of an item."""

    item_id: UUID
    document_number: str
    due_date: date
    currency: str
    amount_minor: int


def debits_in_order(
    *,
    batch_id: UUID | None = None,
    customer_id: UUID | None = None,
    mandate_id: UUID | None = None,
    state: str | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> list[DebitInOrder]:
    """Debits, the last prepared first; `after` is the last one seen."""
    conditions = [
        "(%(state)s::text IS NULL OR debit.state = %(state)s)",
        "(%(batch)s::uuid IS NULL OR debit.batch_id = %(batch)s)",
        "(%(mandate)s::uuid IS NULL OR debit.mandate_id = %(mandate)s)",
        "(%(after)s::uuid IS NULL OR debit.id < %(after)s)",
    ]
    if customer_id is not None:
        conditions.append(is_shown_as("owner"))
    return _debits(
        f"AND {' AND '.join(conditions)} ORDER BY debit.id DESC LIMIT %(limit)s",
        {
            "state": state,
            "batch": batch_id,
            "customer": customer_id,
            "mandate": mandate_id,
            "after": after,
            "limit": limit,
        },
    )


def debit_of(debit_id: UUID) -> DebitInOrder:
    """One debit. Raises DebitUnknown."""
    found = _debits("AND debit.id = %(debit)s", {"debit": debit_id})
    if not found:
        raise DebitUnknown(debit_id=debit_id)
    return found[0]


def items_of_debit(debit_id: UUID) -> list[ItemOfDebit]:
    """What a debit collects, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT item.id, item.document_number, item.due_date, item.currency, part.amount_minor
            FROM debit_item part
            JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
            WHERE part.organization_id = %(organization)s AND part.debit_id = %(debit)s
            ORDER BY item.due_date, item.id
            """,
            {"organization": current_organization_id(), "debit": debit_id},
        )
        return [ItemOfDebit(*row) for row in cursor.fetchall()]


def _debits(rest: str, asked: dict[str, Any]) -> list[DebitInOrder]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT debit.id, batch.id, batch.number, mandate.id, mandate.reference, shown.id, shown.number, shown.name,
                   debit.end_to_end_id, 'EUR', debit.amount_minor, debit.text, debit.attempt,
                   batch.collection_date, debit.state, notice.told_on, debit.settled_on, debit.payment_id,
                   debit.refundable_until, debit.ended_on, debit.reason, debit.reason_text, debit.fee_minor,
                   debit.decision, debit.retry_date
            FROM debit
            JOIN debit_batch batch ON batch.organization_id = debit.organization_id AND batch.id = debit.batch_id
            JOIN mandate ON mandate.organization_id = debit.organization_id AND mandate.id = debit.mandate_id
            JOIN customer owner ON owner.organization_id = debit.organization_id AND owner.id = debit.customer_id
            JOIN customer shown ON shown.organization_id = owner.organization_id AND shown.id = {shown_as("owner")}
            LEFT JOIN pre_notification notice ON notice.organization_id = debit.organization_id
                                             AND notice.debit_id = debit.id
            WHERE debit.organization_id = %(organization)s {rest}
            """,
            {"organization": current_organization_id(), **asked},
        )
        return [DebitInOrder(*row) for row in cursor.fetchall()]
