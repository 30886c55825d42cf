"""Which customers are one with others."""

from collections.abc import Iterable
from uuid import UUID

from openbill.customers.models import Customer
from openbill.foundation.tenancy import current_organization_id


def with_merged(customer_ids: Iterable[UUID]) -> set[UUID]:
    """These customers, those that they were merged into, and all that were merged into one of them."""
    customers = Customer.objects.filter(organization_id=current_organization_id())
    known = customers.filter(id__in=set(customer_ids)).values_list("id", "merged_into_id")
    surviving = {merged_into or customer_id for customer_id, merged_into in known}
    return {*surviving, *customers.filter(merged_into_id__in=surviving).values_list("id", flat=True)}


def shown_customers(customer_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of each customer the one under whose name it is shown: that which it was merged into, else itself."""
    customers = Customer.objects.filter(organization_id=current_organization_id(), id__in=set(customer_ids))
    return {each: merged_into or each for each, merged_into in customers.values_list("id", "merged_into_id")}
