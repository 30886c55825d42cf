"""Give money of a try back at its gateway: what was approved, and what was paid a second time."""

import logging
from uuid import UUID

from django.db.models import Q

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.tenancy import scope
from openbill.gateways.events import RefundWasNotTaken, RefundWasTaken
from openbill.gateways.models import GatewayRefund, PaymentAttempt
from openbill.gateways.policies.pause_after_refusal import REFUSALS_UNTIL_TOLD, refund_is_asked_again_at
from openbill.gateways.ports import open_gateway
from openbill.gateways.queries.access_of_account import access_to_move_money
from openbill.payments.models import Payment, RefundRequest
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

logger = logging.getLogger(__name__)

LONGEST_REASON, MOST_COUNTED = 500, 1_000


@command(permission="gateways.manage")
def ask_for_refund(*, refund_request_id: UUID, context: Context) -> UUID | None:
    """Have an approved refund of a payment that came by a gateway leave by it; None where it came another way.

    It is in the books since it was approved. Asked again, it is the same refund.
    """
    requests = RefundRequest.objects.filter(organization_id=context.organization_id, state="approved")
    request = requests.get(id=refund_request_id)
    payments = Payment.objects.filter(organization_id=context.organization_id, item_id=request.item_id)
    attempts = PaymentAttempt.objects.filter(
        organization_id=context.organization_id, payment_id__in=payments.values("id")
    )
    attempt = attempts.first()
    if attempt is None:
        return None
    running = GatewayRefund.objects.filter(
        organization_id=context.organization_id, attempt_id=attempt.id, state="asked", is_booked=False
    )
    surplus = running.select_for_update(no_key=True).filter(refund_request_id=None).first()
    if surplus is not None and surplus.amount_minor == request.amount_minor:
        # It is on its way back already, as it was paid twice: the same money does not leave again.
        surplus.refund_request_id, surplus.is_booked = refund_request_id, True
        surplus.save(update_fields=["refund_request_id", "is_booked"])
        return surplus.id
    refund, _ = GatewayRefund.objects.get_or_create(
        organization_id=context.organization_id,
        refund_request_id=refund_request_id,
        defaults={
            "attempt_id": attempt.id,
            "amount_minor": request.amount_minor,
            "is_booked": True,
            "command_id": context.running_command_id,
        },
    )
    return refund.id


@command(permission="gateways.manage")
def name_refund(*, refund_id: UUID, gateway_id: str, context: Context) -> None:
    """Keep what the gateway calls a refund that it took on."""
    refunds = GatewayRefund.objects.filter(organization_id=context.organization_id, id=refund_id, gateway_id=None)
    refund = refunds.select_for_update(no_key=True).first()
    if refund is None:
        return
    if refund.refusals:
        publish(RefundWasTaken(refund.id), context=context)
    refund.gateway_id, refund.refusals, refund.refused_because, refund.ask_again_at = gateway_id, 0, "", None
    refund.save(update_fields=["gateway_id", "refusals", "refused_because", "ask_again_at"])


@command(permission="gateways.manage")
def note_refund_not_taken(*, refund_id: UUID, because: str, context: Context) -> None:
    """Keep that a gateway did not take a refund on, and when it is asked again; people are told once it goes on."""
    refunds = GatewayRefund.objects.filter(
        organization_id=context.organization_id, id=refund_id, gateway_id=None, state="asked"
    )
    refund = refunds.select_for_update(no_key=True).first()
    if refund is None:
        return
    refund.refusals = min(refund.refusals + 1, MOST_COUNTED)
    refund.refused_because = because[:LONGEST_REASON]
    refund.ask_again_at = refund_is_asked_again_at(refund.refusals, context.at)
    refund.save(update_fields=["refusals", "refused_because", "ask_again_at"])
    if refund.refusals == REFUSALS_UNTIL_TOLD:
        attempt = PaymentAttempt.objects.get(organization_id=context.organization_id, id=refund.attempt_id)
        publish(
            RefundWasNotTaken(
                refund.id, attempt.id, attempt.customer_id, refund.amount_minor, attempt.currency,
                refund.refused_because,
            ),
            context=context,
        )  # fmt: skip


def give_money_back(*, context: Context) -> int:
    """Ask the gateways for every refund that they have not taken on yet, and count those that they took on.

    Outside of any act, as it goes over the network: the refund's own identifier keeps it from being done twice. One
    that is refused stops no other, and is asked for again after a pause.
    """
    with scope(context.organization_id):
        asked = [
            (refund.id, refund.attempt_id, refund.amount_minor)
            for refund in GatewayRefund.objects.filter(
                Q(ask_again_at=None) | Q(ask_again_at__lte=context.at),
                organization_id=context.organization_id,
                state="asked",
                gateway_id=None,
            ).order_by("id")
        ]
    count = 0
    for refund_id, attempt_id, minor in asked:
        with scope(context.organization_id):
            attempt = PaymentAttempt.objects.get(organization_id=context.organization_id, id=attempt_id)
        amount, ref = Money(minor, attempt.currency), attempt.payment_ref or attempt.gateway_id or ""
        try:
            with scope(context.organization_id):
                access = access_to_move_money(attempt_id)
            name = open_gateway(access).refund(ref, amount, str(refund_id))
        except Refusal as refusal:
            logger.warning("A gateway did not take a refund on.", extra={"refund": str(refund_id)}, exc_info=True)
            note_refund_not_taken(refund_id=refund_id, because=str(refusal), context=context)
            continue
        name_refund(refund_id=refund_id, gateway_id=name, context=context)
        count += 1
    return count
