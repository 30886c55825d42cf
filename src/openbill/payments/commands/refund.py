"""Give money back to a customer: asked for by one person, approved by another."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.payments.commands.book_refund import book_refund
from openbill.payments.errors import (
    NothingToRefund,
    ReasonMissing,
    RefundAlreadyDecided,
    RefundApproverIsRequester,
    RefundOfTheFuture,
    RefundUnknown,
)
from openbill.payments.events import RefundWasApproved, RefundWasDeclined, RefundWasRequested
from openbill.payments.models import RefundRequest
from openbill.payments.policies.payment_lifecycle import REFUND_LIFECYCLE
from openbill.payments.types import Refund
from openbill.primitives.lifecycle import NotPossibleInState
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items, read_credit
from openbill.receivables.models import OpenItem


@command(permission="payments.request_refund", personal=("reason",), subject="item_id")
def request_refund(*, item_id: UUID, amount: Money, reason: str, context: Context) -> Refund:
    """Ask for an unapplied credit, or a part of it, to be given back; nothing goes out before it is approved.

    Raises ItemUnknown, NotACredit, NothingToRefund and ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    credit = read_credit(item_id, context=context)
    credit = lock_items([item_id], context=context)[item_id]
    _check_unapplied(credit, amount)
    request = RefundRequest(
        organization_id=context.organization_id,
        item_id=item_id,
        amount_minor=amount.minor_units,
        reason=reason,
        requested_by=context.responsible,
        requested_at=context.at,
    )
    request.save(force_insert=True)
    publish(
        RefundWasRequested(request.id, item_id, credit.customer_id, amount.minor_units, amount.currency),
        context=context,
    )
    return Refund(request.id, request.state, None)


@command(permission="payments.approve_refund")
def approve_refund(*, request_id: UUID, on: date | None = None, context: Context) -> Refund:
    """Approve a refund that somebody else asked for, and book the money as given back.

    Raises RefundUnknown, RefundAlreadyDecided, RefundApproverIsRequester, RefundOfTheFuture, and NothingToRefund where
    the credit was used meanwhile.
    """
    request = _undecided(request_id, "approve", context)
    if context.responsible == request.requested_by:
        raise RefundApproverIsRequester
    credit = lock_items([request.item_id], context=context)[request.item_id]
    amount = Money(request.amount_minor, credit.currency)
    _check_unapplied(credit, amount)
    today = read_latest_day(context=context)
    if on is not None and on > today:
        raise RefundOfTheFuture(number=credit.document_number, refunded_date=on, today=today)
    refund_item_id = book_refund(credit, amount, on=on or context.today(), context=context)
    _decide(request, "approve", context, refund_item_id=refund_item_id)
    publish(
        RefundWasApproved(
            request.id, credit.id, refund_item_id, credit.customer_id, amount.minor_units, amount.currency
        ),
        context=context,
    )
    return Refund(request.id, request.state, refund_item_id)


@command(permission="payments.approve_refund", personal=("reason",), subject="request_id")
def decline_refund(*, request_id: UUID, reason: str = "", context: Context) -> Refund:
    """Decline a refund, for a reason that may be said; the credit stays unapplied.

    Raises RefundUnknown and RefundAlreadyDecided.
    """
    request = _undecided(request_id, "decline", context)
    request.decided_because = reason
    _decide(request, "decline", context)
    customer_id = OpenItem.objects.get(organization_id=context.organization_id, id=request.item_id).customer_id
    publish(RefundWasDeclined(request.id, request.item_id, customer_id), context=context)
    return Refund(request.id, request.state, None)


def decline_refunds_of(item_id: UUID, *, context: Context) -> None:
    """Decline what is still asked for of a payment that is taken back, inside the running command."""
    requests = RefundRequest.objects.filter(
        organization_id=context.organization_id, item_id=item_id, state=REFUND_LIFECYCLE.initial
    )
    customer_id = OpenItem.objects.get(organization_id=context.organization_id, id=item_id).customer_id
    for request in requests.select_for_update(no_key=True).order_by("id"):
        request.decided_because = "The payment was taken back."
        _decide(request, "decline", context)
        publish(RefundWasDeclined(request.id, item_id, customer_id), context=context)


def _check_unapplied(credit: OpenItem, amount: Money) -> None:
    unapplied = Money(credit.open_minor, credit.currency)
    if not amount.is_positive or amount > unapplied:
        raise NothingToRefund(amount=amount, number=credit.document_number, unapplied=unapplied)


def _undecided(request_id: UUID, act: str, context: Context) -> RefundRequest:
    requests = RefundRequest.objects.filter(organization_id=context.organization_id, id=request_id)
    request = requests.select_for_update(no_key=True).first()
    if request is None:
        raise RefundUnknown(request_id=request_id)
    try:
        REFUND_LIFECYCLE.after(request.state, act)
    except NotPossibleInState:
        raise RefundAlreadyDecided(state=request.state) from None
    return request


def _decide(request: RefundRequest, act: str, context: Context, *, refund_item_id: UUID | None = None) -> None:
    request.state = REFUND_LIFECYCLE.after(request.state, act)
    request.refund_item_id = refund_item_id
    request.decided_by, request.decided_at = context.responsible, context.at
    request.save(update_fields=["state", "refund_item_id", "decided_by", "decided_at", "decided_because"])
