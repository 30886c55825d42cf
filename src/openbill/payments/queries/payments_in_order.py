"""The payments one after another, from behind a place on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.errors import PaymentUnknown


@dataclass(frozen=True, slots=True)
class PaymentInOrder:
    """A payment: `unapplied_minor` is what of it settles nothing yet; its item tells what the rest settled."""

    id: UUID
    item_id: UUID
    legal_entity_id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    method: str
    received_date: date
    reference: str
    currency: str
    amount_minor: int
    unapplied_minor: int
    state: str
    returned_date: date | None
    return_reason: str


@dataclass(frozen=True, slots=True)
class PaymentsWanted:
    """Which payments are asked for; None asks for all."""

    customer_id: UUID | None = None
    state: str | None = None
    currency: str | None = None
    reference: str | None = None
    received_from: date | None = None
    received_to: date | None = None
    is_unapplied: bool | None = None


_PAYMENTS = f"""
    SELECT payment.id, item.id, item.legal_entity_id, customer.id, customer.number, customer.name, payment.method,
           payment.received_date, payment.reference, item.currency, item.amount_minor, item.open_minor, payment.state,
           payment.returned_date, payment.return_reason
    FROM payment
    JOIN open_item item ON item.organization_id = payment.organization_id AND item.id = payment.item_id
    JOIN customer owner ON owner.organization_id = payment.organization_id AND owner.id = payment.customer_id
    JOIN customer ON customer.organization_id = owner.organization_id
     AND customer.id = {shown_as("owner")}
    WHERE payment.organization_id = %(organization)s
"""


def payments_in_order(wanted: PaymentsWanted, *, after: UUID | None = None, limit: int = 50) -> list[PaymentInOrder]:
    """Payments, the last recorded first; `after` is the last one seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            {_PAYMENTS}
              AND (%(customer)s::uuid IS NULL OR customer.id = %(customer)s)
              AND (%(state)s::text IS NULL OR payment.state = %(state)s)
              AND (%(currency)s::text IS NULL OR item.currency = %(currency)s)
              AND (%(reference)s::text IS NULL OR payment.reference = %(reference)s)
              AND (%(received_from)s::date IS NULL OR payment.received_date >= %(received_from)s)
              AND (%(received_to)s::date IS NULL OR payment.received_date <= %(received_to)s)
              AND (%(unapplied)s::bool IS NULL OR (item.open_minor > 0) = %(unapplied)s)
              AND (%(after)s::uuid IS NULL OR payment.id < %(after)s)
            ORDER BY payment.id DESC
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "customer": wanted.customer_id,
                "state": wanted.state,
                "currency": wanted.currency,
                "reference": wanted.reference,
                "received_from": wanted.received_from,
                "received_to": wanted.received_to,
                "unapplied": wanted.is_unapplied,
                "after": after,
                "limit": limit,
            },
        )
        return [PaymentInOrder(*row) for row in cursor.fetchall()]


def payment_of(payment_id: UUID) -> PaymentInOrder:
    """One payment. Raises PaymentUnknown."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_PAYMENTS} AND payment.id = %(payment)s",
            {"organization": current_organization_id(), "payment": payment_id},
        )
        row = cursor.fetchone()
    if row is None:
        raise PaymentUnknown(payment_id=payment_id)
    return PaymentInOrder(*row)
