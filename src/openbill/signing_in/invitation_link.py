"""The one-time link that whoever invites somebody may see, and hand over."""

from uuid import UUID

from django.contrib.auth import get_user_model

from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.organizations.policies.acting_on_others import refuse_person_with_more
from openbill.organizations.queries.organizations_of_user import organizations_of_user
from openbill.organizations.queries.permissions_held import permissions_held_by
from openbill.signing_in.password_link import link_to_set_password


def link_for_newcomer(user_id: UUID, *, context: Context) -> str | None:
    """A link to choose the first password; None for who has signed in before, or has a part in another organization.

    Whoever holds such a link becomes that person. So a firm gets it only for an account that nobody uses yet, and
    that opens nothing but the firm itself; and whoever asks gets it only for somebody who may do no more than they.
    Raises PersonHoldsMore.
    """
    with scope(context.organization_id):
        refuse_person_with_more(permissions_held_by(user_id), context.permissions)
    user = get_user_model()._default_manager.filter(pk=user_id).first()
    if user is None or not user.is_active or user.last_login or user.has_usable_password():
        return None
    if any(each.id != context.organization_id for each in organizations_of_user(user_id)):
        return None
    return link_to_set_password(user.email)
