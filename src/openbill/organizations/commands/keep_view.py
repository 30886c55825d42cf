"""Keep how a person looks at a list."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import ActorKind, Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.errors import TooManyViews, ViewIsOfPersons, ViewTooLong
from openbill.organizations.events import ViewWasKept
from openbill.organizations.models import SavedView
from openbill.organizations.policies.required_text import required_text

MOST_OF_A_LIST = 30
LONGEST_ADDRESS = 1500


@in_plain_text("list_name", "name", "address")
@command(permission="customers.view")
def keep_view(*, list_name: str, name: str, address: str, context: Context) -> UUID:
    """Keep filters, order and columns of a list under a name, for the person who acts; the same name is written over.

    `address` is what follows the "?" of the list's address. Whoever sees lists may, so the permission is the least.

    Raises ViewIsOfPersons, NameMissing, UnseenCharacter, ViewTooLong and TooManyViews.
    """
    person = acting_person(context)
    name = required_text("name", name)[:60]
    if len(address) > LONGEST_ADDRESS:
        raise ViewTooLong(most=LONGEST_ADDRESS)
    own = SavedView.objects.filter(organization_id=context.organization_id, user_id=person, list_name=list_name)
    same = own.filter(name=name)
    if same.update(address=address):
        view_id: UUID = same.get().id
    elif own.count() >= MOST_OF_A_LIST:
        raise TooManyViews(most=MOST_OF_A_LIST)
    else:
        view_id = SavedView.objects.create(
            organization_id=context.organization_id,
            user_id=person,
            list_name=list_name,
            name=name,
            address=address,
        ).id
    publish(ViewWasKept(view_id, person), context=context)
    return view_id


def acting_person(context: Context) -> UUID:
    """The person who acts. Raises ViewIsOfPersons for anything else."""
    if context.actor.kind is not ActorKind.USER or context.actor.id is None:
        raise ViewIsOfPersons
    return context.actor.id
