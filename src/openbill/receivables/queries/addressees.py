"""To whom sheets go: customers with their addresses, as an envelope shows them."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.customers.errors import CustomerUnknown
from openbill.documents.policies.country_name import country_name
from openbill.documents.policies.town_lines import town_lines
from openbill.documents.types import Recipient
from openbill.foundation.tenancy import current_organization_id


class Addressee(NamedTuple):
    """A customer and its billing address; every text may be blank.

    The language is that of the organization where the customer has none of its own.
    """

    name: str
    number: str
    language: str
    vat_number: str
    address_name: str
    street: str
    postal_code: str
    city: str
    region: str
    country: str

    def recipient(self, *, home_country: str, language: str, attention: str = "") -> Recipient:
        """The address as a sender in a country writes it: the country's own name is left out at home."""
        town = town_lines(self.country, postal_code=self.postal_code, city=self.city, region=self.region)
        country = "" if self.country == home_country else country_name(self.country, language)
        return Recipient(
            name=self.address_name or self.name,
            address_lines=tuple(line for line in (self.street, *town, country) if line),
            # Of a sole trader the person is the firm.
            attention="" if attention in (self.name, self.address_name) else attention,
            customer_number=self.number,
            vat_number=self.vat_number,
        )


def addressees(customer_ids: Iterable[UUID]) -> dict[UUID, Addressee]:
    """Customers as addressees, by identifier."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT customer.id, customer.name, customer.number,
                   coalesce(nullif(customer.language, ''), organization.language), customer.vat_number,
                   coalesce(address.name, ''), coalesce(address.street, ''), coalesce(address.postal_code, ''),
                   coalesce(address.city, ''), coalesce(address.region, ''), coalesce(address.country, '')
            FROM customer
            JOIN organization ON organization.id = customer.organization_id
            LEFT JOIN address ON address.organization_id = customer.organization_id
             AND address.customer_id = customer.id AND address.purpose = 'billing'
            WHERE customer.organization_id = %(organization)s AND customer.id = ANY(%(customers)s)
            """,
            {"organization": current_organization_id(), "customers": list(customer_ids)},
        )
        return {customer_id: Addressee(*row) for customer_id, *row in cursor.fetchall()}


def addressee(customer_id: UUID) -> Addressee:
    """One customer as an addressee. Raises CustomerUnknown."""
    found = addressees([customer_id])
    if customer_id not in found:
        raise CustomerUnknown(customer=customer_id)
    return found[customer_id]
