"""See to it that an organization never loses its last owner."""

from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.organizations.commands.read_role import read_role
from openbill.organizations.errors import LastOwner
from openbill.organizations.types import OWNER


def keep_an_owner(without_user_id: UUID, *, context: Context) -> None:
    """Make sure that somebody else with an open account is an owner before this user ceases to be one.

    The role of owner is locked: two owners who remove each other at once wait, and the second is refused.
    Nothing is asked where the user is not an owner. Raises LastOwner.
    """
    role = read_role(OWNER, context=context)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(bool_or(membership.user_id = %(user)s), false),
                   coalesce(bool_or(membership.user_id <> %(user)s AND person.is_active), false)
            FROM membership JOIN user_account person ON person.id = membership.user_id
            WHERE membership.organization_id = %(organization)s AND membership.role_id = %(role)s
            """,
            {"user": without_user_id, "organization": context.organization_id, "role": role.id},
        )
        row = cursor.fetchone()
    assert row is not None
    is_owner, somebody_else_is = row
    if is_owner and not somebody_else_is:
        raise LastOwner
