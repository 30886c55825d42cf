"""Payments that a new one may be once more: typed twice, or from a letter and from the bank."""

from datetime import date
from uuid import UUID

from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.models import Payment
from openbill.primitives.money import Money


def payments_alike(customer_id: UUID, amount: Money, received_date: date) -> list[str]:
    """The numbers of the standing payments of a customer with this amount and this day of receipt."""
    alike = Payment.objects.filter(
        organization_id=current_organization_id(),
        customer_id__in=with_merged([customer_id]),
        received_date=received_date,
        state="recorded",
        item__currency=amount.currency,
        item__amount_minor=amount.minor_units,
    )
    return list(alike.order_by("id").values_list("item__document_number", flat=True))
