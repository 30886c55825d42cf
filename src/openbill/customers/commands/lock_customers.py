"""Find the customer that an act is about."""

from collections.abc import Iterable
from uuid import UUID

from openbill.customers.errors import CustomerIsMerged, CustomerUnknown
from openbill.customers.models import Customer
from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows


def lock_customers(customer_ids: Iterable[UUID], *, context: Context) -> dict[UUID, Customer]:
    """Lock customers in key order and read them as they are then. Raises CustomerUnknown."""
    wanted = set(customer_ids)
    for missing in sorted(wanted - set(lock_rows(Customer, wanted))):
        raise CustomerUnknown(customer=missing)
    rows = Customer.objects.filter(organization_id=context.organization_id, id__in=wanted)
    return {customer.id: customer for customer in rows}


def lock_customer(customer_id: UUID, *, context: Context) -> Customer:
    """Lock one customer that goes by its own name. Raises CustomerUnknown and CustomerIsMerged."""
    customer = lock_customers([customer_id], context=context)[customer_id]
    refuse_merged(customer)
    return customer


def refuse_merged(customer: Customer) -> None:
    """Raise CustomerIsMerged where another customer took this one's place."""
    if customer.merged_into_id is not None:
        into = Customer.objects.get(organization_id=customer.organization_id, id=customer.merged_into_id)
        raise CustomerIsMerged(number=customer.number, into_number=into.number)
