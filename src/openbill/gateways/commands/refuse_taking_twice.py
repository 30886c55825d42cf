"""What a gateway holds, or gives back already, is not taken back beside it."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.gateways.errors import PaymentIsOfGateway, RefundIsOnItsWay
from openbill.gateways.models import GatewayRefund, PaymentAttempt


def refuse_withdrawing_of_gateway(payment_id: UUID, *, context: Context) -> None:
    """Inside the running command. Raises PaymentIsOfGateway where a gateway took the payment."""
    if PaymentAttempt.objects.filter(organization_id=context.organization_id, payment_id=payment_id).exists():
        raise PaymentIsOfGateway


def refuse_refunding_twice(item_id: UUID, *, context: Context) -> None:
    """Inside the running command. Raises RefundIsOnItsWay where what was paid twice goes back by itself already."""
    running = GatewayRefund.objects.filter(
        organization_id=context.organization_id,
        attempt__payment__item_id=item_id,
        state="asked",
        is_booked=False,
    )
    if running.exists():
        raise RefundIsOnItsWay
