"""Which customers are one with others."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id

_WITH_MERGED = """
    WITH surviving AS (
        SELECT DISTINCT coalesce(merged_into_id, id) AS id FROM customer
        WHERE organization_id = %(organization)s AND id = ANY(%(customers)s::uuid[])
    )
    SELECT id FROM surviving
    UNION
    SELECT id FROM customer
    WHERE organization_id = %(organization)s AND merged_into_id IN (SELECT id FROM surviving)
"""

_SHOWN = """
    SELECT id, coalesce(merged_into_id, id) FROM customer
    WHERE organization_id = %(organization)s AND id = ANY(%(customers)s::uuid[])
"""


def with_merged(customer_ids: Iterable[UUID]) -> set[UUID]:
    """These customers, those that they were merged into, and all that were merged into one of them."""
    return {row[0] for row in _asked(_WITH_MERGED, customer_ids)}


def shown_customers(customer_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of each customer the one under whose name it is shown: that which it was merged into, else itself."""
    return dict(_asked(_SHOWN, customer_ids))


def _asked(statement: str, customer_ids: Iterable[UUID]) -> list[Any]:
    customers = identifier_array(customer_ids)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": current_organization_id(), "customers": customers})
        return [*cursor.fetchall()]
