"""Who belongs to a group of customers."""

from uuid import UUID

from django.db import connection

from openbill.customers.errors import CustomerUnknown
from openbill.customers.queries.shown_as import shown_as
from openbill.customers.types import MOST_LEVELS, GroupMember
from openbill.foundation.tenancy import current_organization_id


def group_members(customer_id: UUID) -> list[GroupMember]:
    """A customer (level 1) and everybody below it, level by level and then by number; one statement.

    A customer that was merged is in no group: its place is taken by the surviving one, with whom the answer
    begins where a merged one is asked about. Raises CustomerUnknown.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE member AS (
                SELECT shown.id, shown.number, shown.name, shown.parent_id, 1 AS level
                FROM customer
                JOIN customer shown ON shown.organization_id = customer.organization_id
                                   AND shown.id = {shown_as("customer")}
                WHERE customer.organization_id = %(organization)s AND customer.id = %(customer)s
                UNION ALL
                SELECT child.id, child.number, child.name, child.parent_id, member.level + 1
                FROM member
                JOIN customer child ON child.organization_id = %(organization)s
                                   AND child.parent_id = member.id
                WHERE member.level < %(most)s
            )
            SELECT id, number, name, parent_id, level FROM member ORDER BY level, number
            """,
            {"organization": current_organization_id(), "customer": customer_id, "most": MOST_LEVELS},
        )
        members = [GroupMember(*row) for row in cursor.fetchall()]
    if not members:
        raise CustomerUnknown(customer=customer_id)
    return members
