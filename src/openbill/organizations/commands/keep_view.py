"""Keep how a person looks at a list."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import ActorKind, Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.errors import TooManyViews, ViewIsOfPersons, ViewNameTooLong, ViewTooLong
from openbill.organizations.events import ViewWasKept
from openbill.organizations.models import SavedView
from openbill.organizations.policies.required_text import required_text

MOST_OF_A_LIST = 30
LONGEST_ADDRESS = 1500
LONGEST_NAME = 60


@in_plain_text("list_name", "name", "address")
@command(permission="customers.view")
def keep_view(*, list_name: str, name: str, address: str, context: Context) -> UUID:
    """Keep filters, order and columns of a list under a name, for the person who acts; the same name is written over.

    `address` is what follows the "?" of the list's address. Whoever sees lists may, so the permission is the least.

    Raises ViewIsOfPersons, NameMissing, UnseenCharacter, ViewNameTooLong, ViewTooLong and TooManyViews.
    """
    person = acting_person(context)
    name = required_text("name", name)
    if len(name) > LONGEST_NAME:
        raise ViewNameTooLong(most=LONGEST_NAME)
    if len(address) > LONGEST_ADDRESS:
        raise ViewTooLong(most=LONGEST_ADDRESS)
    own = SavedView.objects.filter(organization_id=context.organization_id, user_id=person, list_name=list_name)
    if own.exclude(name=name).count() >= MOST_OF_A_LIST:
        raise TooManyViews(most=MOST_OF_A_LIST)
    view = SavedView(
        organization_id=context.organization_id, user_id=person, list_name=list_name, name=name, address=address
    )
    # In one statement, so that the same name kept twice at once is written over as well.
    SavedView.objects.bulk_create(
        [view],
        update_conflicts=True,
        unique_fields=["organization_id", "user_id", "list_name", "name"],
        update_fields=["address"],
    )
    view_id: UUID = own.get(name=name).id
    publish(ViewWasKept(view_id, person), context=context)
    return view_id


def acting_person(context: Context) -> UUID:
    """The person who acts. Raises ViewIsOfPersons for anything else."""
    if context.actor.kind is not ActorKind.USER or context.actor.id is None:
        raise ViewIsOfPersons
    return context.actor.id
