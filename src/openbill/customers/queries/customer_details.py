"""Everything that is known of a customer."""

from uuid import UUID

from django.db.models import QuerySet

from openbill.customers.errors import CustomerUnknown
from openbill.customers.models import Address, Contact, Customer, CustomerExternalId
from openbill.customers.types import (
    AddressDetails,
    ContactDetails,
    CustomerDetails,
    CustomerSummary,
    ExternalId,
)
from openbill.foundation.tenancy import current_organization_id


def customer_details(customer_id: UUID) -> CustomerDetails:
    """The parts of a customer, or of the one that it was merged into. Raises CustomerUnknown.

    Contacts that were removed come last.
    """
    customers = Customer.objects.filter(organization_id=current_organization_id())
    customer = customers.filter(id=customer_id).first()
    if customer is not None and customer.merged_into_id is not None:
        customer = customers.filter(id=customer.merged_into_id).first()
    if customer is None:
        raise CustomerUnknown(customer=customer_id)
    parents = _summaries(customers.filter(id__in=[customer.parent_id])) if customer.parent_id else ()
    return CustomerDetails(
        id=customer.id,
        number=customer.number,
        name=customer.name,
        is_natural_person=customer.is_natural_person,
        parent=parents[0] if parents else None,
        children=_summaries(customers.filter(parent_id=customer.id)),
        merged=_summaries(customers.filter(merged_into_id=customer.id)),
        language=customer.language,
        time_zone=customer.time_zone,
        country=customer.country,
        currency=customer.currency,
        vat_number=customer.vat_number,
        terms_days=customer.terms_days,
        salesperson_id=customer.salesperson_id,
        created_at=customer.created_at,
        contacts=_contacts(customer.id),
        addresses=_addresses(customer.id),
        external_ids=_external_ids(customer.id),
    )


def _summaries(customers: QuerySet[Customer]) -> tuple[CustomerSummary, ...]:
    fields = ("id", "number", "name", "country", "currency", "parent_id")
    return tuple(CustomerSummary(*row) for row in customers.order_by("number").values_list(*fields))


def _contacts(customer_id: UUID) -> tuple[ContactDetails, ...]:
    fields = (
        *("id", "name", "role", "language", "time_zone", "email", "phone", "mobile"),
        *("preferred_channel", "is_active"),
    )
    contacts = Contact.objects.filter(organization_id=current_organization_id(), customer_id=customer_id)
    rows = contacts.order_by("-is_active", "id").values_list(*fields)
    return tuple(ContactDetails(*row) for row in rows)


def _addresses(customer_id: UUID) -> tuple[AddressDetails, ...]:
    fields = ("purpose", "name", "street", "postal_code", "city", "region", "country")
    addresses = Address.objects.filter(organization_id=current_organization_id(), customer_id=customer_id)
    return tuple(AddressDetails(*row) for row in addresses.order_by("purpose").values_list(*fields))


def _external_ids(customer_id: UUID) -> tuple[ExternalId, ...]:
    numbers = CustomerExternalId.objects.filter(organization_id=current_organization_id(), customer_id=customer_id)
    rows = numbers.order_by("source", "external_id").values_list("source", "external_id")
    return tuple(ExternalId(*row) for row in rows)
