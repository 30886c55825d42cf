"""Ask for credits to be handed over to a state, and decline it."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.numbering import take_number
from openbill.organizations.commands.read_legal_entity import read_legal_entity
from openbill.organizations.models import LegalEntity
from openbill.organizations.queries.legal_entities import default_legal_entity_id
from openbill.primitives.money import Money
from openbill.unclaimed.commands.read_hand_over import decide, read_hand_over
from openbill.unclaimed.commands.time_credits import take_turn, time_again
from openbill.unclaimed.errors import BooksAreKeptElsewhere, NothingToHandOver, NotToBeHandedOver, TooManyCredits
from openbill.unclaimed.events import HandOverWasDeclined, HandOverWasRequested
from openbill.unclaimed.models import HandOver, HandOverCredit, UnclaimedCredit
from openbill.unclaimed.policies.jurisdiction import checked_jurisdiction
from openbill.unclaimed.types import HandOverAsked

SERIES = "HO"
MOST_CREDITS = 5_000


@command(permission="unclaimed.manage", summarised=("credit_ids",))
def request_hand_over(
    *,
    jurisdiction: str,
    legal_entity_id: UUID | None = None,
    currency: str = "",
    credit_ids: Sequence[UUID] | None = None,
    context: Context,
) -> HandOverAsked:
    """Ask for what is to be handed over to a jurisdiction to go there; nothing moves before it is approved.

    Those of one legal entity (the default one) in one currency (the entity's): all of them, 5,000 at a time, or these.
    Raises JurisdictionWrong, LegalEntityUnknown, BooksAreKeptElsewhere, NothingToHandOver, NotToBeHandedOver and
    TooManyCredits.
    """
    take_turn(context)
    name = checked_jurisdiction(jurisdiction)
    entity = read_legal_entity(legal_entity_id or default_legal_entity_id(context.organization_id), context=context)
    if entity.books == "mirror":
        raise BooksAreKeptElsewhere(name=entity.name)
    if credit_ids is not None and len(credit_ids) > MOST_CREDITS:
        raise TooManyCredits(count=len(credit_ids), most=MOST_CREDITS)
    owed = _credits(name, entity, currency.strip().upper() or entity.currency, credit_ids, context)
    row = HandOver(
        organization_id=context.organization_id,
        jurisdiction=name,
        legal_entity_id=entity.id,
        number=take_number(legal_entity_id=entity.id, series=SERIES, context=context),
        currency=owed[0].currency,
        amount_minor=sum(credit.amount_minor for credit in owed),
        credit_count=len(owed),
        requested_by=context.responsible,
        requested_at=context.at,
        command_id=context.running_command_id,
    )
    row.save(force_insert=True)
    HandOverCredit.objects.bulk_create(
        [
            HandOverCredit(
                organization_id=context.organization_id,
                hand_over_id=row.id,
                credit_id=credit.id,
                amount_minor=credit.amount_minor,
            )
            for credit in owed
        ],
        batch_size=1_000,
    )
    time_again([credit.id for credit in owed], context=context)
    publish(HandOverWasRequested(row.id, name, len(owed), row.amount_minor, row.currency), context=context)
    return HandOverAsked(row.id, len(owed), Money(row.amount_minor, row.currency))


@command(permission="unclaimed.approve")
def decline_hand_over(*, hand_over_id: UUID, reason: str = "", context: Context) -> None:
    """Decline a handing over, for a reason that may be said: its credits are to be handed over still.

    Raises HandOverUnknown and HandOverAlreadyDecided.
    """
    take_turn(context)
    row = read_hand_over(hand_over_id, "decline", context=context)
    owed = HandOverCredit.objects.filter(organization_id=context.organization_id, hand_over_id=row.id)
    row.reason = reason.strip()
    row.decided_by, row.decided_at = context.responsible, context.at
    decide(row, "decline")
    time_again(list(owed.values_list("credit_id", flat=True)), context=context)
    publish(HandOverWasDeclined(row.id, row.jurisdiction), context=context)


def _credits(
    jurisdiction: str, entity: LegalEntity, currency: str, credit_ids: Sequence[UUID] | None, context: Context
) -> list[UnclaimedCredit]:
    """The credits, in the order of their identifiers; of the chosen ones each must fit.

    Their clocks are set before: a refund may have been asked for since the night.
    """
    owed = UnclaimedCredit.objects.filter(organization_id=context.organization_id).order_by("id")
    fitting = owed.filter(
        state="to_hand_over", jurisdiction=jurisdiction, legal_entity_id=entity.id, currency=currency
    ).exclude(because="asked_for")
    chosen = fitting if credit_ids is None else fitting.filter(id__in=credit_ids)
    wanted = list(chosen.values_list("id", flat=True)[:MOST_CREDITS])
    time_again(wanted, context=context)
    found = list(fitting.filter(id__in=wanted))
    if credit_ids is not None:
        for other in owed.filter(id__in=set(credit_ids) - {credit.id for credit in found}):
            raise NotToBeHandedOver(number=other.number or other.arose_on, state=other.state.replace("_", " "))
    if not found:
        raise NothingToHandOver(jurisdiction=jurisdiction)
    return found
