"""One payment as it came in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.payments.errors import PaymentUnknown
from openbill.payments.models import Payment


@dataclass(frozen=True, slots=True)
class PaymentDetails:
    """A payment; `item_id` is the credit by which it stands in the books, which knows its amount and customer."""

    payment_id: UUID
    item_id: UUID
    method: str
    received_date: date
    reference: str
    state: str
    returned_date: date | None
    return_reason: str


def payment_details(payment_id: UUID) -> PaymentDetails:
    """A payment. Raises PaymentUnknown."""
    payments = Payment.objects.filter(organization_id=current_organization_id(), id=payment_id)
    fields = ("id", "item_id", "method", "received_date", "reference", "state", "returned_date", "return_reason")
    row = payments.values_list(*fields).first()
    if row is None:
        raise PaymentUnknown(payment_id=payment_id)
    return PaymentDetails(*row)


def payment_of_item(item_id: UUID) -> UUID | None:
    """The payment whose credit an item is; None where it is none, or came in from another system without one."""
    payments = Payment.objects.filter(organization_id=current_organization_id(), item_id=item_id)
    return payments.values_list("id", flat=True).first()
