"""Who belongs to the organization, and in which roles."""

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.types import Member


def members_with_roles() -> list[Member]:
    """Every member, by e-mail address, with the names of the member's roles."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT person.id, person.email, person.name, person.is_active,
                   array_agg(role.name ORDER BY role.name)
            FROM membership
            JOIN user_account person ON person.id = membership.user_id
            JOIN role ON role.organization_id = membership.organization_id AND role.id = membership.role_id
            WHERE membership.organization_id = %s
            GROUP BY person.id, person.email, person.name, person.is_active
            ORDER BY lower(person.email)
            """,
            [current_organization_id()],
        )
        return [
            Member(user_id, email, name, is_active, tuple(roles))
            for user_id, email, name, is_active, roles in cursor.fetchall()
        ]
