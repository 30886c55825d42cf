"""Record what the owner of a credit answered, and take it back."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.unclaimed.commands.read_credit import read_unclaimed_credit
from openbill.unclaimed.commands.record_contact import keep_contact, not_of_the_future, time_credits_of_customer
from openbill.unclaimed.commands.time_credits import take_turn
from openbill.unclaimed.errors import AnswerMissing, NothingWasAsked
from openbill.unclaimed.events import OwnerAnswered, OwnerContactWasWithdrawn
from openbill.unclaimed.models import OwnerContact, UnclaimedLetter
from openbill.unclaimed.types import Answer, ContactHow


@in_plain_text("note")
@command(permission="unclaimed.manage", personal=("note",), subject="credit_id")
def record_owner_answer(
    *, credit_id: UUID, wants: Answer, on: date | None = None, note: str = "", context: Context
) -> UUID:
    """Record that the owner answered on a day (today if not said), and what the owner wants; the contact's identifier.

    All credits of the owner rest anew from then on. Applying it, or paying it back, is an act of its own. Raises
    UnclaimedCreditUnknown, NothingWasAsked and ContactOfTheFuture.
    """
    take_turn(context)
    credit = read_unclaimed_credit(credit_id, context=context)
    letters = UnclaimedLetter.objects.filter(organization_id=context.organization_id, credit_id=credit_id)
    if credit.customer_id is None or credit.state in ("ended", "handed_over") or not letters.exists():
        raise NothingWasAsked(number=credit.number or credit.arose_on, state=credit.state.replace("_", " "))
    day = not_of_the_future(on, context)
    contact_id = keep_contact(
        credit.customer_id,
        ContactHow.LETTER_ANSWERED,
        day,
        note=note,
        credit_id=credit_id,
        wants=wants.value,
        context=context,
    )
    publish(OwnerAnswered(credit_id, credit.customer_id, day, wants.value), context=context)
    return contact_id


@command(permission="unclaimed.manage")
def withdraw_owner_answer(*, credit_id: UUID, context: Context) -> None:
    """Take back the last answer about a credit: it never came. Raises UnclaimedCreditUnknown and AnswerMissing."""
    take_turn(context)
    read_unclaimed_credit(credit_id, context=context)
    answers = OwnerContact.objects.filter(
        organization_id=context.organization_id, credit_id=credit_id, is_withdrawn=False
    )
    answer = answers.order_by("-id").first()
    if answer is None:
        raise AnswerMissing
    answer.is_withdrawn = True
    answer.save(update_fields=["is_withdrawn"])
    time_credits_of_customer(answer.customer_id, context)
    publish(OwnerContactWasWithdrawn(answer.id, answer.customer_id), context=context)
