"""Record that the owner of a credit came back after it was handed over, and take it back."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.unclaimed.commands.read_credit import read_unclaimed_credit
from openbill.unclaimed.commands.record_contact import not_of_the_future
from openbill.unclaimed.commands.time_credits import take_turn
from openbill.unclaimed.errors import ContactUnknown, NotHandedOver, OwnerCameBackAlready
from openbill.unclaimed.events import OwnerCameBack
from openbill.unclaimed.models import OwnerReturn


@in_plain_text("note")
@command(permission="unclaimed.manage", personal=("note",), subject="credit_id")
def record_owner_return(*, credit_id: UUID, on: date | None = None, note: str = "", context: Context) -> UUID:
    """Record that somebody claims on a day (today if not said) what a state has; the note says who, and what was said.

    The state pays it out to its owner; in the books here nothing changes. Raises UnclaimedCreditUnknown, NotHandedOver,
    OwnerCameBackAlready and ContactOfTheFuture.
    """
    take_turn(context)
    credit = read_unclaimed_credit(credit_id, context=context)
    number = credit.number or credit.arose_on
    if credit.state != "handed_over":
        raise NotHandedOver(number=number, state=credit.state.replace("_", " "))
    returns = OwnerReturn.objects.filter(organization_id=context.organization_id, credit_id=credit_id)
    if returns.filter(is_withdrawn=False).exists():
        raise OwnerCameBackAlready(number=number)
    row = OwnerReturn(
        organization_id=context.organization_id,
        credit_id=credit_id,
        came_on=not_of_the_future(on, context),
        note=note.strip(),
        recorded_by=context.responsible,
        command_id=context.running_command_id,
    )
    row.save(force_insert=True)
    if credit.customer_id is not None:
        publish(OwnerCameBack(credit_id, credit.customer_id, row.came_on), context=context)
    return row.id


@command(permission="unclaimed.manage")
def withdraw_owner_return(*, credit_id: UUID, context: Context) -> None:
    """Take back that an owner came. Raises UnclaimedCreditUnknown and ContactUnknown."""
    take_turn(context)
    read_unclaimed_credit(credit_id, context=context)
    returns = OwnerReturn.objects.filter(organization_id=context.organization_id, credit_id=credit_id)
    if not returns.filter(is_withdrawn=False).update(is_withdrawn=True):
        raise ContactUnknown(contact_id=credit_id)
