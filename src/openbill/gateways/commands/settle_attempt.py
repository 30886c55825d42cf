"""Record the payment of a try that succeeded, and settle what it is for; the second success of a round goes back."""

from datetime import datetime
from uuid import UUID

from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.clock import business_date
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.commands.claim_entries import claim_entries
from openbill.gateways.commands.request_payment import lock_request
from openbill.gateways.events import AttemptSucceeded
from openbill.gateways.models import (
    AttemptPart,
    GatewayAccount,
    GatewayRefund,
    PaymentAttempt,
    PaymentRequest,
    RequestedItem,
)
from openbill.gateways.policies.parts_of_payment import parts_still_open
from openbill.gateways.types import AttemptState, GatewayKind, RequestState
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.organizations.queries.legal_entities import legal_entity_of
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import MoneyOn, NewPayment, PaymentMethod, Spread
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.models import OpenItem
from openbill.receivables.types import Designation

_METHODS = {GatewayKind.GOCARDLESS.value: PaymentMethod.DIRECT_DEBIT}


def settle_attempt(attempt: PaymentAttempt, told: Money | None, *, at: datetime, context: Context) -> None:
    """Inside the running command, with the request and the try locked; `told` is what the gateway says it took.

    What a debt has left of what the try was for is settled; a part that was settled otherwise meanwhile stays
    unapplied. Where another try has paid all of it already the whole is unapplied, and given back. The payer had paid
    when the try began: a bank that takes days to say so costs no discount.
    """
    request = lock_request(attempt.request_id, context=context)
    amount = Money(attempt.amount_minor, attempt.currency) if told is None else told
    parts = _parts(attempt, amount, context)
    is_surplus = not parts and _was_paid_by_another(attempt, context)
    paid_at = min(attempt.began_at, at)
    payment_id = _record(attempt, request, amount, parts, paid_at, context)
    # Two tries that began in one round may be for different debts.
    attempt.round = request.round
    attempt.state, attempt.ended_at, attempt.settles = AttemptState.SUCCEEDED.value, at, not is_surplus
    attempt.payment_id, attempt.amount_minor, attempt.retry_at = payment_id, amount.minor_units, None
    attempt.reason, attempt.code = "", ""
    attempt.save()
    if is_surplus:
        GatewayRefund(
            organization_id=context.organization_id,
            attempt_id=attempt.id,
            amount_minor=amount.minor_units,
            command_id=context.running_command_id,
        ).save(force_insert=True)
    else:
        _contest_rest(attempt, context)
        _end_round(request, context)
    claim_entries(attempt, context=context)
    publish(
        AttemptSucceeded(
            attempt.id, request.id, request.customer_id, payment_id, amount.minor_units, amount.currency, is_surplus
        ),
        context=context,
    )


def payment_anew(attempt: PaymentAttempt, *, at: datetime, context: Context) -> UUID:
    """Record what came again after a dispute was won, for what the try was for; inside the running command."""
    request = lock_request(attempt.request_id, context=context)
    amount = Money(attempt.disputed_minor, attempt.currency)
    payment_id = _record(attempt, request, amount, _parts(attempt, amount, context), at, context)
    _end_round(request, context)
    return payment_id


def record_unapplied(attempt: PaymentAttempt, amount: Money, *, at: datetime, context: Context) -> None:
    """Record money of a try that is with the gateway again, as its customer's; inside the running command."""
    request = lock_request(attempt.request_id, context=context)
    _record(attempt, request, amount, (), at, context)


def _was_paid_by_another(attempt: PaymentAttempt, context: Context) -> bool:
    meant = AttemptPart.objects.filter(organization_id=context.organization_id, attempt_id=attempt.id)
    others = AttemptPart.objects.filter(
        organization_id=context.organization_id,
        item_id__in=meant.values("item_id"),
        attempt__state=AttemptState.SUCCEEDED.value,
    )
    return others.exclude(attempt_id=attempt.id).exists()


def _contest_rest(attempt: PaymentAttempt, context: Context) -> None:
    """What its payer kept for a reason is contested, as far as nobody has contested it yet."""
    parts = AttemptPart.objects.filter(organization_id=context.organization_id, attempt_id=attempt.id)
    for part in parts.exclude(short_reason="").order_by("id"):
        item = OpenItem.objects.get(organization_id=context.organization_id, id=part.item_id)
        missing = Money(item.open_minor - item.disputed_minor, item.currency)
        if missing.is_positive:
            open_dispute(
                contested=[Contested(part.item_id, missing)],
                reason=DisputeReason(part.short_reason),
                note=part.short_note,
                context=context,
            )


def _parts(attempt: PaymentAttempt, amount: Money, context: Context) -> tuple[Designation, ...]:
    rows = AttemptPart.objects.filter(organization_id=context.organization_id, attempt_id=attempt.id).order_by("id")
    meant = [Designation(row.item_id, Money(row.amount_minor, attempt.currency)) for row in rows]
    items = lock_items([part.item_id for part in meant], context=context)
    return parts_still_open(meant, amount, {item.id: Money(item.open_minor, item.currency) for item in items.values()})


def _record(
    attempt: PaymentAttempt,
    request: PaymentRequest,
    amount: Money,
    parts: tuple[Designation, ...],
    at: datetime,
    context: Context,
) -> UUID:
    account = GatewayAccount.objects.get(organization_id=context.organization_id, id=attempt.account_id)
    zone = legal_entity_of(request.legal_entity_id).time_zone or "UTC"
    day = min(business_date(at, zone), read_latest_day(context=context))
    (recorded,) = record_payments(
        payments=[
            NewPayment(
                customer_id=request.customer_id,
                amount=amount,
                received_date=day,
                method=_METHODS.get(account.kind, PaymentMethod.CARD),
                reference=attempt.payment_ref or attempt.gateway_id or "",
                legal_entity_id=request.legal_entity_id,
                designations=parts,
                spread=Spread.AS_DESIGNATED if parts else Spread.UNAPPLIED,
                account=MoneyOn.GATEWAY,
            )
        ],
        context=context,
    )
    return recorded.payment_id


def _end_round(request: PaymentRequest, context: Context) -> None:
    item_ids = RequestedItem.objects.filter(organization_id=context.organization_id, request_id=request.id)
    items = lock_items(item_ids.values_list("item_id", flat=True), context=context)
    request.round += 1
    if request.state == RequestState.OPEN.value and not any(item.open_minor for item in items.values()):
        request.state = RequestState.PAID.value
    request.save(update_fields=["round", "state"])
