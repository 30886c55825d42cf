"""To whom reminders go: the people at customers who have an address."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class Recipient:
    contact_id: UUID
    name: str
    role: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class RemindedCustomer:
    """A customer with its people who can be written to by e-mail, in the order in which they were added.

    Whose address is on the suppression list is left out.
    """

    customer_id: UUID
    number: str
    name: str
    language: str
    country: str
    recipients: tuple[Recipient, ...]

    def recipient(self, roles: Sequence[str]) -> Recipient | None:
        """The first person of the first of the roles that somebody has."""
        for role in roles:
            for recipient in self.recipients:
                if recipient.role == role:
                    return recipient
        return self.recipients[0] if self.recipients else None


def reminded_customers(customer_ids: Sequence[UUID]) -> dict[UUID, RemindedCustomer]:
    """Customers by identifier. People of a customer that was merged are those of the surviving one."""
    parameters: dict[str, Any] = {
        "organization": current_organization_id(),
        "customers": identifier_array(customer_ids),
        "family": identifier_array(with_merged(customer_ids)),
    }
    people: dict[UUID, list[Recipient]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(owner.merged_into_id, owner.id), contact.id, contact.name, contact.role, contact.email,
                   contact.language
            FROM contact
            JOIN customer owner ON owner.organization_id = contact.organization_id AND owner.id = contact.customer_id
            WHERE contact.organization_id = %(organization)s AND contact.is_active AND contact.email <> ''
              AND NOT EXISTS (
                  SELECT FROM suppression
                  WHERE suppression.organization_id = contact.organization_id AND suppression.lifted_at IS NULL
                    AND suppression.address = lower(contact.email))
              AND contact.customer_id = ANY(%(family)s::uuid[])
            ORDER BY contact.id
            """,
            parameters,
        )
        for customer_id, *recipient in cursor.fetchall():
            people[customer_id].append(Recipient(*recipient))
        cursor.execute(
            "SELECT id, number, name, language, country FROM customer"
            " WHERE organization_id = %(organization)s AND id = ANY(%(customers)s::uuid[])",
            parameters,
        )
        return {
            customer_id: RemindedCustomer(
                customer_id, number, name, language, country, tuple(people.get(customer_id, ()))
            )
            for customer_id, number, name, language, country in cursor.fetchall()
        }
