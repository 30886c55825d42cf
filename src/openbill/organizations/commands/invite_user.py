"""Let a person take part in the organization."""

from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import ActorKind, Context
from openbill.organizations.commands.add_membership import add_membership
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_role import read_role
from openbill.organizations.errors import EmailWrong, PersonIsElsewhere
from openbill.organizations.policies.acting_on_others import refuse_person_with_more
from openbill.organizations.policies.email_address import email_address
from openbill.organizations.queries.permissions_held import permissions_held_by
from openbill.organizations.types import UserInvited
from openbill.primitives.identifiers import new_identifier


@in_plain_text("name", "role")
@command(permission="organizations.manage_people", personal=("email", "name"), subject="user_id")
def invite_user(
    *, email: str, role: str, name: str = "", is_known_elsewhere: bool = False, context: Context
) -> UserInvited:
    """Make a person a member in a role.

    Who has no account in this installation yet gets one without a password; an account that exists keeps
    the name and the password that it has.

    An account that another organization made may be in that one's hands, which saw its first link. Only the operator,
    who can ask the person, lets it in: by `is_known_elsewhere`.

    Who is a member already is not invited by somebody who may do less: the one-time link belongs to the invitation.

    Raises UnseenCharacter, EmailWrong, RoleUnknown, PersonIsElsewhere, PersonHoldsMore, PermissionNotHeld and
    RoleAlreadyGranted.
    """
    address = email_address(email)
    if not address:
        raise EmailWrong
    granted = read_role(role, context=context)
    user_id = _find_or_create_user(address, name.strip(), context)
    is_vouched_for = is_known_elsewhere and context.actor.kind is ActorKind.OPERATOR
    if not (is_vouched_for or _is_made_here(user_id)):
        raise PersonIsElsewhere(email=address)
    refuse_person_with_more(permissions_held_by(user_id), context.permissions)
    add_membership(user_id, granted, context=context)
    return UserInvited(user_id)


def _find_or_create_user(email: str, name: str, context: Context) -> UUID:
    # Accounts of other organizations are invisible here, so the database looks with the owner's eyes.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT find_or_create_user(%s, %s, %s, %s, %s)",
            [new_identifier(), email, name, make_password(None), context.at],
        )
        row = cursor.fetchone()
    assert row is not None
    user_id: UUID = row[0]
    return user_id


def _is_made_here(user_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_is_made_here(%s)", [user_id])
        row = cursor.fetchone()
    return bool(row and row[0])
