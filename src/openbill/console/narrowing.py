"""Lists that are narrowed to one customer."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from openbill.console.choices import named_identifier
from openbill.customers.queries.customer_details import customer_details
from openbill.customers.queries.with_merged import with_merged


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The customer whose rows alone are shown, with all that are one with it."""

    customer_id: UUID
    name: str
    customer_ids: Collection[UUID]


def narrowed(request: HttpRequest) -> Narrowed | None:
    """The customer that an address or a form names; None where it names none. Raises CustomerUnknown."""
    customer_id = named_identifier(request, "customer")
    if customer_id is None:
        return None
    customer = customer_details(customer_id)
    return Narrowed(customer.id, customer.name, with_merged([customer.id]))
