"""Understand one notice that was kept: once, and whatever else was told before it."""

from uuid import UUID

from django.db.models import Q

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.gateways.commands.fail_attempt import keep_failure
from openbill.gateways.commands.keep_notices import NOTICES
from openbill.gateways.commands.note_attempt import note_attempt
from openbill.gateways.commands.note_refused_notice import lock_notice
from openbill.gateways.commands.request_payment import lock_request
from openbill.gateways.commands.save_method import end_method_of_token, keep_method, learn_of_method
from openbill.gateways.commands.settle_attempt import settle_attempt
from openbill.gateways.commands.take_money_back import take_dispute, take_dispute_won, take_refund
from openbill.gateways.errors import NoticeDoesNotFit
from openbill.gateways.models import GatewayNotice, GatewayRefund, PaymentAttempt
from openbill.gateways.policies.attempt_lifecycle import ATTEMPT_LIFECYCLE
from openbill.gateways.types import AttemptState, DeclineReason, Notice, NoticeKind, NoticeState
from openbill.payments.types import Way
from openbill.primitives.money import Money

_MEANS_SUCCESS = (NoticeKind.SUCCEEDED, NoticeKind.REFUNDED, NoticeKind.DISPUTED, NoticeKind.DISPUTE_WON)
"""What cannot be without a success, whose own notice may be late."""


@command(permission="gateways.manage")
def process_notice(*, notice_id: UUID, context: Context) -> NoticeState:
    """Do what a notice tells of a try, and what waited for it; one that was understood before changes nothing.

    States of a try go only forward, but that a payer who was declined may begin anew. A failure that comes after the
    success is old news, and a refund or a dispute that comes before it tells of the success too. A notice of a try
    whose name is not known yet waits. Raises NoticeUnknown and NoticeDoesNotFit.
    """
    row = lock_notice(notice_id, context=context)
    if row.processed_at is not None:
        return NoticeState(row.state)
    notice = NOTICES.validate_python(row.facts, strict=False)
    if notice.kind is NoticeKind.METHOD_ENDED and notice.method is not None:
        end_method_of_token(row.account_id, notice.method.token, because=notice.code, context=context)
        return _end(row, NoticeState.PROCESSED, context)
    if notice.kind is NoticeKind.METHOD_TOLD and notice.method is not None:
        is_ours = learn_of_method(row.account_id, notice.method, context=context)
        return _end(row, NoticeState.PROCESSED, context) if is_ours else _wait(row)
    if notice.kind is NoticeKind.OTHER:
        return _end(row, NoticeState.IGNORED, context)
    if notice.kind is NoticeKind.PAID_OUT:
        # The job has asked the gateway what it is made of, and had it recorded.
        return _end(row, NoticeState.PROCESSED, context)
    attempt = _locked_attempt(row.account_id, notice, context)
    if attempt is None:
        # What was told with a name of ours that is none of ours is about somebody else's payment.
        return _end(row, NoticeState.IGNORED, context) if notice.attempt_id else _wait(row)
    _learn_names(attempt, notice)
    _act(attempt, notice, context)
    _end(row, NoticeState.PROCESSED, context)
    _take_up_waiting(attempt, context)
    return NoticeState.PROCESSED


def _act(attempt: PaymentAttempt, notice: Notice, context: Context) -> None:
    if notice.amount is not None and notice.amount.currency != attempt.currency:
        own = Money(attempt.amount_minor, attempt.currency)
        raise NoticeDoesNotFit(told=notice.amount, attempt_id=attempt.id, amount=own)
    if notice.kind in _MEANS_SUCCESS and attempt.state in (AttemptState.BEGUN.value, AttemptState.FAILED.value):
        amount = notice.amount if notice.kind is NoticeKind.SUCCEEDED else None
        settle_attempt(attempt, amount, at=notice.happened_at, context=context)
    if notice.method is not None and notice.kind in (NoticeKind.SUCCEEDED, NoticeKind.METHOD_SAVED):
        keep_method(attempt, notice.method, context=context)
    if notice.kind is NoticeKind.BEGAN:
        _begin_anew(attempt, notice)
        if attempt.state == AttemptState.BEGUN.value:
            # A bank may take days to answer: until then nobody asks the payer again.
            note_attempt(attempt, Way.PAYER, context=context)
    if notice.kind is NoticeKind.FAILED:
        reason = notice.reason or DeclineReason.DECLINED
        keep_failure(attempt, reason, notice.code, at=notice.happened_at, context=context)
    elif notice.kind in (NoticeKind.REFUNDED, NoticeKind.REFUND_FAILED):
        take_refund(attempt, notice, context=context)
    elif notice.kind is NoticeKind.DISPUTED:
        take_dispute(attempt, notice, context=context)
    elif notice.kind is NoticeKind.DISPUTE_WON:
        take_dispute_won(attempt, notice, context=context)


def _begin_anew(attempt: PaymentAttempt, notice: Notice) -> None:
    """A try whose payer was declined, and has begun it once more since; a beginning that is told late is old news."""
    failed_at = attempt.ended_at if attempt.state == AttemptState.FAILED.value else None
    if failed_at is not None and notice.happened_at > failed_at:
        attempt.state = ATTEMPT_LIFECYCLE.after(attempt.state, "resume")
        attempt.reason = attempt.code = ""
        attempt.ended_at = attempt.retry_at = None
        attempt.save(update_fields=["state", "reason", "code", "ended_at", "retry_at"])


def _locked_attempt(account_id: UUID, notice: Notice, context: Context) -> PaymentAttempt | None:
    """The try that a notice is about, its request locked before it."""
    named = Q()
    if notice.attempt_id is not None:
        named |= Q(id=notice.attempt_id)
    if notice.gateway_id:
        named |= Q(gateway_id=notice.gateway_id)
    if notice.payment_ref:
        named |= Q(payment_ref=notice.payment_ref)
    if notice.refund_ref:
        refunds = GatewayRefund.objects.filter(organization_id=context.organization_id, gateway_id=notice.refund_ref)
        named |= Q(id__in=refunds.values("attempt_id"))
    if not named:
        return None
    attempts = PaymentAttempt.objects.filter(named, organization_id=context.organization_id, account_id=account_id)
    found = attempts.order_by("id").first()
    if found is None:
        return None
    lock_request(found.request_id, context=context)
    return attempts.select_for_update(no_key=True).get(id=found.id)


def _learn_names(attempt: PaymentAttempt, notice: Notice) -> None:
    if notice.gateway_id and attempt.gateway_id is None:
        attempt.gateway_id = notice.gateway_id
    if notice.payment_ref and attempt.payment_ref is None:
        attempt.payment_ref = notice.payment_ref
    attempt.save(update_fields=["gateway_id", "payment_ref"])


def _take_up_waiting(attempt: PaymentAttempt, context: Context) -> None:
    """What came before the try had its name is understood after it, each by itself: a wrong one spoils nothing."""
    waiting = GatewayNotice.objects.filter(
        organization_id=context.organization_id, account_id=attempt.account_id, state=NoticeState.WAITING.value
    )
    names = Q()
    if attempt.payment_ref:
        names |= Q(payment_ref=attempt.payment_ref)
    if attempt.gateway_id:
        names |= Q(gateway_id=attempt.gateway_id)
    if names:
        waiting.filter(names).update(state=NoticeState.KEPT.value, read_again_at=None)


def _end(row: GatewayNotice, state: NoticeState, context: Context) -> NoticeState:
    row.state, row.processed_at = state.value, context.at
    row.save(update_fields=["state", "processed_at"])
    return state


def _wait(row: GatewayNotice) -> NoticeState:
    row.state = NoticeState.WAITING.value
    row.save(update_fields=["state"])
    return NoticeState.WAITING
