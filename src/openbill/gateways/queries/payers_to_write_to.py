"""Who at customers is written to about paying online."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from openbill.collections.queries.recipients import reminded_customers
from openbill.organizations.queries.organization_in_force import organization_in_force

ROLES = ("accounts_payable", "finance")
"""Who is told first; else the first person with an address."""


@dataclass(frozen=True, slots=True)
class PayerToWriteTo:
    """A person at a customer; `language` is the person's own, else the customer's, else the organization's."""

    contact_id: UUID
    name: str
    email: str
    language: str


def payers_to_write_to(customer_ids: Sequence[UUID]) -> dict[UUID, PayerToWriteTo]:
    """By customer the person who is written to; customers of whom nobody can be are left out."""
    organization = organization_in_force()
    found = {}
    for customer_id, customer in reminded_customers(customer_ids).items():
        recipient = customer.recipient(ROLES)
        if recipient is not None:
            language = recipient.language or customer.language or organization.language
            found[customer_id] = PayerToWriteTo(recipient.contact_id, recipient.name, recipient.email, language)
    return found
