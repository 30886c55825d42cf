"""The try that a payment came of, and what of it goes or went back at the gateway."""

from dataclasses import dataclass
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.errors import AttemptUnknown
from openbill.gateways.models import GatewayRefund, PaymentAttempt


@dataclass(frozen=True, slots=True)
class RefundAtGateway:
    """One refund, in minor units; `state` is asked, done or failed, `refused_because` what the gateway said last.

    One that was made at the gateway itself, or goes back as it was paid twice, nobody asked for here.
    """

    id: UUID
    state: str
    amount_minor: int
    refused_because: str
    was_asked_for: bool


@dataclass(frozen=True, slots=True)
class AttemptOfPayment:
    """A try with its payment; `gateway` is the kind of the gateway, `payment_ref` what that calls the payment."""

    id: UUID
    request_id: UUID
    gateway: str
    payment_ref: str
    state: str
    currency: str
    amount_minor: int
    refunded_minor: int
    disputed_minor: int
    is_surplus: bool
    payment_id: UUID | None
    refunds: tuple[RefundAtGateway, ...]


def attempt_of_payment(payment_id: UUID) -> AttemptOfPayment | None:
    """The try of a payment; None where it came another way."""
    return _attempt(payment_id=payment_id)


def attempt_of(attempt_id: UUID) -> AttemptOfPayment:
    """One try. Raises AttemptUnknown."""
    found = _attempt(id=attempt_id)
    if found is None:
        raise AttemptUnknown(attempt_id=attempt_id)
    return found


def _attempt(**wanted: UUID) -> AttemptOfPayment | None:
    attempts = PaymentAttempt.objects.filter(organization_id=current_organization_id(), **wanted)
    row = attempts.select_related("account").first()
    if row is None:
        return None
    refunds = GatewayRefund.objects.filter(organization_id=current_organization_id(), attempt_id=row.id)
    return AttemptOfPayment(
        id=row.id,
        request_id=row.request_id,
        gateway=row.account.kind,
        payment_ref=row.payment_ref or "",
        state=row.state,
        currency=row.currency,
        amount_minor=row.amount_minor,
        refunded_minor=row.refunded_minor,
        disputed_minor=row.disputed_minor,
        is_surplus=row.payment_id is not None and not row.settles,
        payment_id=row.payment_id,
        refunds=tuple(
            RefundAtGateway(
                each.id, each.state, each.amount_minor, each.refused_because, each.refund_request_id is not None
            )
            for each in refunds.order_by("id")
        ),
    )
