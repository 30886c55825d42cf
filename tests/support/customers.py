"""Customers and their people for tests, made by the real commands."""

from uuid import UUID

from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.create_customer import create_customer
from openbill.customers.queries.customer_details import customer_details
from openbill.customers.types import CustomerDetails
from openbill.foundation.jobs import deliver_events as deliver
from openbill.foundation.models import StoredEvent
from openbill.foundation.tenancy import scope

from .organizations import AnOrganization


def a_customer(organization: AnOrganization, name: str = "Anna Ltd", **details: object) -> UUID:
    """A customer of an organization."""
    created = create_customer(name=name, context=organization.context(), **details)  # type: ignore[arg-type]
    return created.customer_id


def a_contact(organization: AnOrganization, customer_id: UUID, name: str = "Maria", **details: object) -> UUID:
    """A person at a customer."""
    added = add_contact(customer_id=customer_id, name=name, context=organization.context(), **details)  # type: ignore[arg-type]
    return added.contact_id


def details_of(organization: AnOrganization, customer_id: UUID) -> CustomerDetails:
    """Everything that is known of a customer."""
    with scope(organization.id):
        return customer_details(customer_id)


def deliver_events(organization: AnOrganization) -> None:
    """Do what a worker would do: hand every event of the organization to those who listen to it."""
    with scope(organization.id):
        events = StoredEvent.objects.filter(organization_id=organization.id).order_by("id")
        identifiers = [str(identifier) for identifier in events.values_list("id", flat=True)]
    deliver(organization_id=str(organization.id), event_ids=identifiers)
