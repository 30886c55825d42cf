"""Record that the owner of credits was in contact, and take it back."""

from datetime import date
from uuid import UUID

from openbill.customers.commands.lock_customers import lock_customer
from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.unclaimed.commands.time_credits import take_turn, time_again
from openbill.unclaimed.errors import ContactIsNotYours, ContactOfTheFuture, ContactUnknown, ContactWasWithdrawn
from openbill.unclaimed.events import OwnerContactWasWithdrawn, OwnerWasInContact
from openbill.unclaimed.models import OwnerContact, UnclaimedCredit
from openbill.unclaimed.types import TOLD_BY_PEOPLE, ContactHow


@in_plain_text("note")
@command(permission="unclaimed.manage", personal=("note",), subject="customer_id")
def record_owner_contact(
    *, customer_id: UUID, how: ContactHow, on: date | None = None, note: str = "", context: Context
) -> UUID:
    """Record an act of a customer with the firm on a day (today if not said): its credits rest anew from then on.

    What Openbill knows itself (payments, calls, promises, disputes) need not be recorded. Raises CustomerUnknown,
    CustomerIsMerged, ContactOfTheFuture and ContactIsNotYours.
    """
    take_turn(context)
    lock_customer(customer_id, context=context)
    day = not_of_the_future(on, context)
    if how not in TOLD_BY_PEOPLE:
        raise ContactIsNotYours
    return keep_contact(customer_id, how, day, note=note, context=context)


@command(permission="unclaimed.manage")
def note_owner_contact(*, customer_id: UUID, how: ContactHow, on: date, event_id: UUID, context: Context) -> None:
    """Record an act of a customer that an event told of, on its day; an event is noted once."""
    take_turn(context)
    if OwnerContact.objects.filter(organization_id=context.organization_id, event_id=event_id).exists():
        return
    keep_contact(customer_id, how, on, event_id=event_id, context=context)


@command(permission="unclaimed.manage")
def withdraw_owner_contact(*, owner_contact_id: UUID, context: Context) -> None:
    """Take back a contact that never was: the clocks are what they were.

    Raises ContactUnknown, ContactWasWithdrawn and ContactIsNotYours.
    """
    take_turn(context)
    contact = OwnerContact.objects.filter(organization_id=context.organization_id, id=owner_contact_id).first()
    if contact is None:
        raise ContactUnknown(contact_id=owner_contact_id)
    if contact.is_withdrawn:
        raise ContactWasWithdrawn
    if contact.event_id is not None:
        raise ContactIsNotYours
    contact.is_withdrawn = True
    contact.save(update_fields=["is_withdrawn"])
    time_credits_of_customer(contact.customer_id, context)
    publish(OwnerContactWasWithdrawn(contact.id, contact.customer_id), context=context)


def keep_contact(
    customer_id: UUID,
    how: ContactHow,
    day: date,
    *,
    note: str = "",
    event_id: UUID | None = None,
    credit_id: UUID | None = None,
    wants: str = "",
    context: Context,
) -> UUID:
    """Keep a contact inside the running command, which has the turn, and set the clocks of the customer's credits."""
    contact = OwnerContact(
        organization_id=context.organization_id,
        customer_id=customer_id,
        contact_on=day,
        how=how.value,
        note=note.strip(),
        credit_id=credit_id,
        wants=wants,
        event_id=event_id,
        recorded_by=context.responsible,
        command_id=context.running_command_id,
    )
    contact.save(force_insert=True)
    time_credits_of_customer(customer_id, context)
    if credit_id is None:
        publish(OwnerWasInContact(contact.id, customer_id, day, how.value), context=context)
    return contact.id


def time_credits_of_customer(customer_id: UUID, context: Context) -> None:
    """Set the clocks of all credits of a customer, and of those merged with it."""
    owed = UnclaimedCredit.objects.filter(
        organization_id=context.organization_id, customer_id__in=with_merged([customer_id])
    )
    running = owed.exclude(state__in=["ended", "handed_over"])
    time_again(list(running.order_by("id").values_list("id", flat=True)), context=context)


def not_of_the_future(on: date | None, context: Context) -> date:
    """The day of a contact, today if none is said. Raises ContactOfTheFuture."""
    today = read_latest_day(context=context)
    if on is not None and on > today:
        raise ContactOfTheFuture(on=on, today=today)
    return on or context.today()
