"""Forget a view of a list."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.keep_view import acting_person
from openbill.organizations.errors import ViewUnknown
from openbill.organizations.events import ViewWasForgotten
from openbill.organizations.models import SavedView


@command(permission="customers.view")
def forget_view(*, view_id: UUID, context: Context) -> None:
    """Forget one view of the person who acts. Raises ViewIsOfPersons and ViewUnknown."""
    person = acting_person(context)
    own = SavedView.objects.filter(organization_id=context.organization_id, user_id=person, id=view_id)
    if not own.delete()[0]:
        raise ViewUnknown(view_id=view_id)
    publish(ViewWasForgotten(view_id, person), context=context)
