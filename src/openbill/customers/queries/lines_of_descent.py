"""Who stands above and below whom."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id

_UP = """
    above AS (
        SELECT id, parent_id FROM customer
        WHERE organization_id = %(organization)s AND id = ANY(%(customers)s::uuid[])
        UNION
        SELECT parent.id, parent.parent_id FROM above
        JOIN customer parent ON parent.organization_id = %(organization)s AND parent.id = above.parent_id
    )
"""

_DOWN = """
    below AS (
        SELECT id, parent_id FROM customer
        WHERE organization_id = %(organization)s AND id = ANY(%(customers)s::uuid[])
        UNION
        SELECT child.id, child.parent_id FROM below
        JOIN customer child ON child.organization_id = %(organization)s AND child.parent_id = below.id
    )
"""


def ancestors_of(customer_ids: Collection[UUID]) -> set[UUID]:
    """The customers themselves and everybody above them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE {_UP} SELECT id FROM above",
            {"organization": current_organization_id(), "customers": list(customer_ids)},
        )
        return {row[0] for row in cursor.fetchall()}


def parents_around(customer_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The parent of each customer above and below these, and of these themselves, where there is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE {_UP}, {_DOWN}
            SELECT id, parent_id FROM above WHERE parent_id IS NOT NULL
            UNION
            SELECT id, parent_id FROM below WHERE parent_id IS NOT NULL
            """,
            {"organization": current_organization_id(), "customers": list(customer_ids)},
        )
        return dict(cursor.fetchall())
