"""What a customer has promised, and what became of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.collections.models import Promise
from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class PromiseOfCustomer:
    """A promise; amounts in minor units. `state` is one of the promise's lifecycle."""

    id: UUID
    state: str
    given_on: date
    promised_date: date
    currency: str
    amount_minor: int
    received_minor: int
    method: str
    note: str


def promises_of_customer(customer_id: UUID, *, limit: int = 100) -> list[PromiseOfCustomer]:
    """The promises of a customer and of those merged into it, the last promised day first."""
    promises = Promise.objects.filter(
        organization_id=current_organization_id(), customer_id__in=with_merged([customer_id])
    )
    fields = (
        *("id", "state", "given_on", "promised_date", "currency", "amount_minor", "received_minor", "method", "note"),
    )
    rows = promises.order_by("-promised_date", "-id").values_list(*fields)[:limit]
    return [PromiseOfCustomer(*row) for row in rows]
