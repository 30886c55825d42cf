"""Write a try down before the gateway hears of it, and what the gateway calls it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from openbill.disputes.types import DisputeReason
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.gateways.commands.note_attempt import note_attempt
from openbill.gateways.commands.request_payment import lock_request
from openbill.gateways.errors import AttemptUnknown, LinkNotGood, RequestIsNotOpen
from openbill.gateways.models import AttemptPart, PaymentAttempt, SavedMethod
from openbill.gateways.policies.parts_of_payment import Chosen, parts_of_payment
from openbill.gateways.queries.access_of_account import account_for
from openbill.gateways.queries.payable_debts import payable_debts
from openbill.gateways.types import AttemptBegun, RequestState
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.payments.types import Way
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items


@dataclass(frozen=True, slots=True)
class PaidShort:
    """Why a debt is not paid whole: a reason has the rest contested, None says that it follows."""

    item_id: UUID
    reason: DisputeReason | None
    note: str = ""


@command(permission="gateways.request", personal=("short",), subject="request_id")
def begin_attempt(
    *,
    request_id: UUID,
    chosen: Sequence[Chosen],
    short: Sequence[PaidShort] = (),
    consent: str = "",
    saved_method_id: UUID | None = None,
    context: Context,
) -> AttemptBegun:
    """Begin a try over what is chosen of a request, at the amounts that are due today.

    With the payer's words of `consent` the way of paying is kept for later. Why less is paid than is due is kept with
    the try, and contested once it succeeded. Raises RequestUnknown, LinkNotGood where it expired, RequestIsNotOpen,
    GatewayMissing, GatewayIsForTests, CollectedAlready where a saved method is to pay what is being collected, and the
    refusals of parts_of_payment.
    """
    request = lock_request(request_id, context=context)
    if request.state != RequestState.OPEN.value:
        raise RequestIsNotOpen(state=request.state)
    if request.expires_at <= context.at:
        raise LinkNotGood
    account = account_for(request.legal_entity_id, saved_method_id)
    today = context.today(organization_in_force().time_zone)
    # What is due is asked once more when nobody else changes it.
    lock_items([debt.item_id for debt in payable_debts(request.id, today)], context=context)
    debts = payable_debts(request.id, today)
    explained = {each.item_id for each in short}
    parts = parts_of_payment(debts, [Chosen(each.item_id, each.amount, each.item_id in explained) for each in chosen])
    why = {each.item_id: each for each in short if each.reason is not None}
    amount = Money.total((part.amount for part in parts if part.amount is not None), request.currency)
    attempt = PaymentAttempt(
        organization_id=context.organization_id,
        request_id=request.id,
        customer_id=request.customer_id,
        account_id=account.id,
        saved_method_id=saved_method_id,
        round=request.round,
        amount_minor=amount.minor_units,
        currency=amount.currency,
        consent=consent,
        began_at=context.at,
        command_id=context.running_command_id,
    )
    attempt.save(force_insert=True)
    AttemptPart.objects.bulk_create(
        AttemptPart(
            organization_id=context.organization_id,
            attempt_id=attempt.id,
            item_id=part.item_id,
            amount_minor=part.amount.minor_units,
            **_kept_for(why.get(part.item_id)),
        )
        for part in parts
        if part.amount is not None
    )
    if saved_method_id is not None:
        note_attempt(attempt, Way.SAVED_METHOD, context=context)
    return AttemptBegun(attempt.id, amount, parts)


def _kept_for(why: PaidShort | None) -> dict[str, str]:
    return {} if why is None or why.reason is None else {"short_reason": why.reason.value, "short_note": why.note}


@command(permission="gateways.request")
def name_attempt(*, attempt_id: UUID, gateway_id: str, context: Context) -> None:
    """Keep what the gateway calls a try. Raises AttemptUnknown."""
    attempts = PaymentAttempt.objects.filter(organization_id=context.organization_id, id=attempt_id)
    if not attempts.filter(gateway_id=None).update(gateway_id=gateway_id) and not attempts.exists():
        raise AttemptUnknown(attempt_id=attempt_id)


def token_of(saved_method_id: UUID, *, context: Context) -> str:
    """The encrypted token of an active saved method."""
    methods = SavedMethod.objects.filter(organization_id=context.organization_id, state="active")
    return methods.values_list("token", flat=True).get(id=saved_method_id)
