"""Give money of a try back at its gateway: what was approved, and what was paid a second time."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.gateways.models import GatewayRefund, PaymentAttempt
from openbill.gateways.ports import open_gateway
from openbill.gateways.queries.access_of_account import access_to_move_money
from openbill.payments.models import Payment, RefundRequest
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money


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
    refunds.update(gateway_id=gateway_id)


def give_money_back(*, context: Context) -> int:
    """Ask the gateways for every refund that they have not taken on yet, and count them.

    Outside of any act, as it goes over the network: the refund's own identifier keeps it from being done twice. One
    that fails stops no other, and is asked for again at the next time. Raises the first GatewayNotReached.
    """
    with scope(context.organization_id):
        asked = [
            (refund.id, refund.attempt_id, refund.amount_minor)
            for refund in GatewayRefund.objects.filter(
                organization_id=context.organization_id, state="asked", gateway_id=None
            ).order_by("id")
        ]
    failures: list[Refusal] = []
    for refund_id, attempt_id, minor in asked:
        with scope(context.organization_id):
            attempt = PaymentAttempt.objects.get(organization_id=context.organization_id, id=attempt_id)
        amount, ref = Money(minor, attempt.currency), attempt.payment_ref or attempt.gateway_id or ""
        try:
            with scope(context.organization_id):
                access = access_to_move_money(attempt_id)
            name = open_gateway(access).refund(ref, amount, str(refund_id))
        except Refusal as refusal:
            failures.append(refusal)
            continue
        name_refund(refund_id=refund_id, gateway_id=name, context=context)
    if failures:
        raise failures[0]
    return len(asked)
