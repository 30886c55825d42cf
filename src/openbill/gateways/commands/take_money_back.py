"""Book that money of a try went back: refunded, or taken back by the payer's bank; and that it came again."""

from datetime import date

from openbill.foundation.clock import business_date
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.commands.settle_attempt import payment_anew, record_unapplied
from openbill.gateways.errors import DisputeDoesNotFit
from openbill.gateways.events import AttemptWasDisputed, AttemptWasRefunded, RefundFailed
from openbill.gateways.models import GatewayRefund, PaymentAttempt, PaymentRequest
from openbill.gateways.policies.attempt_lifecycle import is_forward
from openbill.gateways.types import AttemptState, Notice, NoticeKind, RequestState
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.payments.commands.record_refund import record_refund
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.models import Payment
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem


def take_refund(attempt: PaymentAttempt, notice: Notice, *, context: Context) -> None:
    """What the gateway says of a refund: ours is done or failed, one that was made at the gateway itself is booked.

    Inside the running command, with the try locked. A refund that was approved here is in the books since then. What
    has gone back already, by a dispute or because somebody returned the payment, does not go back again.
    """
    refund = _refund_of(attempt, notice, context)
    if notice.kind is NoticeKind.REFUND_FAILED:
        if refund is not None and refund.state != "failed":
            _fail_refund(attempt, refund, notice, context)
        return
    left = _left_of(attempt, context)
    if refund is None:
        amount = left if notice.amount is None else min(notice.amount, left)
        if not amount.is_positive:
            return
        refund = GatewayRefund(
            organization_id=context.organization_id,
            attempt_id=attempt.id,
            amount_minor=amount.minor_units,
            gateway_id=notice.refund_ref or None,
            command_id=context.running_command_id,
        )
        refund.save(force_insert=True)
    if refund.state == "done":
        return
    amount = Money(refund.amount_minor, attempt.currency)
    if not refund.is_booked:
        amount = min(amount, left)
        if not amount.is_positive:
            refund.state = "failed"
            refund.save(update_fields=["state", "gateway_id"])
            return
        assert attempt.payment_id is not None, "What is refunded was paid."
        record_refund(payment_id=attempt.payment_id, amount=amount, on=_day(attempt, notice, context), context=context)
    refund.state, refund.is_booked, refund.amount_minor = "done", True, amount.minor_units
    refund.save(update_fields=["state", "is_booked", "gateway_id", "amount_minor"])
    attempt.refunded_minor += amount.minor_units
    if attempt.refunded_minor == attempt.amount_minor and is_forward(
        AttemptState(attempt.state), AttemptState.REFUNDED
    ):
        attempt.state = AttemptState.REFUNDED.value
    attempt.save(update_fields=["refunded_minor", "state"])
    publish(
        AttemptWasRefunded(attempt.id, attempt.customer_id, amount.minor_units, amount.currency),
        context=context,
    )


def _fail_refund(attempt: PaymentAttempt, refund: GatewayRefund, notice: Notice, context: Context) -> None:
    """What was booked as gone is with the gateway again: it is the customer's, and somebody decides about it anew."""
    if refund.is_booked:
        amount = Money(refund.amount_minor, attempt.currency)
        record_unapplied(attempt, amount, at=notice.happened_at, context=context)
    if refund.state == "done":
        attempt.refunded_minor -= refund.amount_minor
        attempt.save(update_fields=["refunded_minor"])
    refund.state = "failed"
    refund.refused_because = notice.code or notice.told_as
    refund.save(update_fields=["state", "gateway_id", "refused_because"])
    publish(
        RefundFailed(refund.id, attempt.id, attempt.customer_id, refund.amount_minor, attempt.currency),
        context=context,
    )


def _left_of(attempt: PaymentAttempt, context: Context) -> Money:
    """What of a payment has not gone back yet, nor was approved to; nothing of one that was returned or withdrawn."""
    assert attempt.payment_id is not None, "What goes back was paid."
    payments = Payment.objects.filter(organization_id=context.organization_id, id=attempt.payment_id)
    if payments.exclude(state="recorded").exists():
        return Money.zero(attempt.currency)
    booked = GatewayRefund.objects.filter(
        organization_id=context.organization_id, attempt_id=attempt.id, is_booked=True, state__in=["asked", "done"]
    )
    gone = sum(booked.values_list("amount_minor", flat=True)) + attempt.disputed_minor
    return Money(max(0, attempt.amount_minor - gone), attempt.currency)


def take_dispute(attempt: PaymentAttempt, notice: Notice, *, context: Context) -> None:
    """The payer's bank took the money back: what it had settled is owed again. Inside the running command.

    Where it took a part, or a part went back before, just so much is owed again as an item of its own. What came again
    after a dispute that was won may be taken again, by a dispute that happened after that. Raises DisputeDoesNotFit
    where only a part had come again, and more is taken.
    """
    is_anew = _is_anew(attempt, notice)
    if not (is_forward(AttemptState(attempt.state), AttemptState.DISPUTED) or is_anew):
        return
    assert attempt.payment_id is not None, "What is disputed was paid."
    day = _day(attempt, notice, context)
    left = _left_of(attempt, context)
    amount = left if notice.amount is None else min(notice.amount, left)
    held = _held_by(attempt, context)
    if amount > held:
        raise DisputeDoesNotFit(told=amount, left=held)
    if amount == held and amount.is_positive:
        reason = f"Taken back at the gateway: {notice.code or notice.told_as}"
        return_payment(payment_id=attempt.payment_id, on=day, reason=reason, context=context)
    elif amount.is_positive:
        record_refund(payment_id=attempt.payment_id, amount=amount, on=day, context=context)
    attempt.state, attempt.disputed_minor = AttemptState.DISPUTED.value, amount.minor_units
    attempt.disputes += 1
    attempt.save(update_fields=["state", "disputed_minor", "disputes"])
    # What was paid is owed again, and the same link pays it.
    requests = PaymentRequest.objects.filter(organization_id=context.organization_id, id=attempt.request_id)
    requests.filter(state=RequestState.PAID.value).update(state=RequestState.OPEN.value)
    publish(
        AttemptWasDisputed(attempt.id, attempt.customer_id, amount.minor_units, amount.currency),
        context=context,
    )


def take_dispute_won(attempt: PaymentAttempt, notice: Notice, *, context: Context) -> None:
    """The money came again: a payment of its own, for what the first one was for. Inside the running command."""
    if AttemptState(attempt.state) is AttemptState.SUCCEEDED:
        take_dispute(attempt, notice, context=context)
    if AttemptState(attempt.state) is not AttemptState.DISPUTED:
        return
    if attempt.disputed_minor:
        attempt.payment_id = payment_anew(attempt, at=notice.happened_at, context=context)
    attempt.state, attempt.regained_at, attempt.disputed_minor = AttemptState.REGAINED.value, notice.happened_at, 0
    attempt.save(update_fields=["payment_id", "state", "regained_at", "disputed_minor"])


def _is_anew(attempt: PaymentAttempt, notice: Notice) -> bool:
    """Whether a dispute is another one than that which was won: what is told late of the first one is old news."""
    return (
        attempt.regained_at is not None
        and notice.happened_at > attempt.regained_at
        and (attempt.state == AttemptState.REGAINED.value)
    )


def _held_by(attempt: PaymentAttempt, context: Context) -> Money:
    """What the payment is over on which a try stands; after a dispute over a part that was won, just the part."""
    assert attempt.payment_id is not None, "What is disputed was paid."
    payments = Payment.objects.filter(organization_id=context.organization_id, id=attempt.payment_id)
    amounts = OpenItem.objects.filter(organization_id=context.organization_id, id__in=payments.values("item_id"))
    return Money(amounts.values_list("amount_minor", flat=True).get(), attempt.currency)


def _refund_of(attempt: PaymentAttempt, notice: Notice, context: Context) -> GatewayRefund | None:
    """The refund that a notice is about: by its name, else the oldest one that was asked for and has none."""
    refunds = GatewayRefund.objects.filter(organization_id=context.organization_id, attempt_id=attempt.id)
    refunds = refunds.select_for_update(no_key=True).order_by("id")
    if notice.refund_ref:
        named = refunds.filter(gateway_id=notice.refund_ref).first()
        if named is not None:
            return named
    fits = refunds.filter(gateway_id=None, state="asked")
    if notice.amount is not None:
        fits = fits.filter(amount_minor=notice.amount.minor_units)
    refund = fits.first()
    if refund is not None and notice.refund_ref:
        refund.gateway_id = notice.refund_ref
    return refund


def _day(attempt: PaymentAttempt, notice: Notice, context: Context) -> date:
    assert attempt.payment_id is not None, "What goes back was paid."
    received = Payment.objects.values_list("received_date", flat=True).get(
        organization_id=context.organization_id, id=attempt.payment_id
    )
    return max(received, min(business_date(notice.happened_at, "UTC"), read_latest_day(context=context)))
