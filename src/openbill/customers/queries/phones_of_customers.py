"""Whom to ask for on the telephone, and at which number."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from openbill.customers.types import PhoneOfCustomer
from openbill.foundation.tenancy import current_organization_id


def phones_of_customers(customer_ids: Sequence[UUID]) -> dict[UUID, PhoneOfCustomer]:
    """For each customer that has one: who pays first, then anybody else, at the telephone before the mobile."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (customer_id) customer_id, name, coalesce(nullif(phone, ''), mobile)
            FROM contact
            WHERE organization_id = %s AND customer_id = ANY(%s) AND is_active AND (phone <> '' OR mobile <> '')
            ORDER BY customer_id, role <> 'accounts_payable', name, id
            """,
            [current_organization_id(), list(customer_ids)],
        )
        return {customer_id: PhoneOfCustomer(name, phone) for customer_id, name, phone in cursor.fetchall()}
