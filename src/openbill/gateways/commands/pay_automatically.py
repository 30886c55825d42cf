"""Collect what is due by the ways of paying that customers had kept."""

import logging
from datetime import timedelta
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.key_ring import key_ring
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.begin_attempt import begin_attempt, name_attempt, token_of
from openbill.gateways.commands.fail_attempt import fail_attempt
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.request_payment import lock_request, request_payment
from openbill.gateways.errors import DebtIsBeingPaid, GatewayNotReached
from openbill.gateways.models import PaymentAttempt
from openbill.gateways.policies.parts_of_payment import Chosen
from openbill.gateways.ports import open_gateway
from openbill.gateways.queries.access_of_account import access_to_move_money
from openbill.gateways.queries.left_to_do import attempts_to_retry, being_paid, due_by_itself, held_back
from openbill.gateways.queries.payable_debts import description_of_attempt, payable_debts, under_way_of_request
from openbill.gateways.types import AttemptBegun, DeclineReason, Order
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.errors import Refusal
from openbill.receivables.commands.lock_items import lock_items

logger = logging.getLogger(__name__)

DAYS_OPEN = 30


def pay_what_is_due(*, context: Context) -> int:
    """Begin a request, and its first try, for each saved method that has something due by itself; count the tries."""
    with scope(context.organization_id):
        zone = organization_in_force().time_zone
        due = due_by_itself(context.today(zone))
    count = 0
    for each in due:
        try:
            begun = begin_automatic(item_ids=list(each.item_ids), saved_method_id=each.saved_method_id, context=context)
        except Refusal:
            # Something was paid or contested this instant: the next time knows it.
            logger.info("A saved method was not used.", extra={"method": str(each.saved_method_id)}, exc_info=True)
            continue
        _charge(begun.attempt_id, begun, context)
        count += 1
    return count


def retry_failed(*, context: Context) -> int:
    """Try again what failed and may be tried again now; count the tries."""
    with scope(context.organization_id):
        waiting = attempts_to_retry(context.at, context.today(organization_in_force().time_zone))
    count = 0
    for each in waiting:
        try:
            begun = begin_retry(
                attempt_id=each.attempt_id,
                request_id=each.request_id,
                saved_method_id=each.saved_method_id,
                context=context,
            )
        except Refusal:
            # Its gateway may be disconnected: the others are tried all the same.
            logger.info("A failed try was not tried again.", extra={"attempt": str(each.attempt_id)}, exc_info=True)
            continue
        if begun is not None:
            _charge(begun.attempt_id, begun, context)
            count += 1
    return count


@command(permission="gateways.request")
def begin_automatic(*, item_ids: list[UUID], saved_method_id: UUID, context: Context) -> AttemptBegun:
    """Ask for debts that are due, and begin to collect them by a saved method.

    Raises DebtIsBeingPaid, and as its two acts do.
    """
    # Whoever begins to pay one of them at the same time is waited for.
    lock_items(item_ids, context=context)
    if being_paid(item_ids, context.at):
        raise DebtIsBeingPaid
    requested = request_payment(item_ids=item_ids, valid_days=DAYS_OPEN, is_automatic=True, context=context)
    return begin_attempt(
        request_id=requested.request_id,
        chosen=[Chosen(item_id) for item_id in item_ids],
        saved_method_id=saved_method_id,
        context=context,
    )


@command(permission="gateways.request")
def begin_retry(*, attempt_id: UUID, request_id: UUID, saved_method_id: UUID, context: Context) -> AttemptBegun | None:
    """Begin another try of what a failed one was for, as far as it is due yet; None where nothing is.

    The failed one is not tried again after it.
    """
    request = lock_request(request_id, context=context)
    failed = PaymentAttempt.objects.filter(organization_id=context.organization_id, id=attempt_id)
    if not failed.filter(retry_at__isnull=False).update(retry_at=None):
        return None
    if request.expires_at <= context.at:
        request.expires_at = context.at + timedelta(days=DAYS_OPEN)
        request.save(update_fields=["expires_at"])
    today = context.today(organization_in_force().time_zone)
    item_ids = [debt.item_id for debt in payable_debts(request_id, today)]
    waiting = held_back(item_ids)
    chosen = [Chosen(item_id) for item_id in item_ids if item_id not in waiting]
    if not chosen:
        # What is contested, promised or being collected is looked at again tomorrow.
        is_put_off = bool(waiting or under_way_of_request(request_id, today))
        failed.filter(state="failed").update(retry_at=context.at + timedelta(days=1) if is_put_off else None)
        return None
    return begin_attempt(request_id=request_id, chosen=chosen, saved_method_id=saved_method_id, context=context)


def _charge(attempt_id: UUID, begun: AttemptBegun, context: Context) -> None:
    """Have the gateway collect, outside of any act; what it says at once is kept as a notice."""
    with scope(context.organization_id):
        attempt = PaymentAttempt.objects.get(organization_id=context.organization_id, id=attempt_id)
        assert attempt.saved_method_id is not None, "Nobody is there to pay otherwise."
        access, token = access_to_move_money(attempt_id), token_of(attempt.saved_method_id, context=context)
        description = description_of_attempt(attempt_id)
    order = Order(attempt_id, begun.amount, description, "")
    try:
        notice = open_gateway(access).charge(order, key_ring().decrypt(token).decode())
    except GatewayNotReached:
        fail_attempt(attempt_id=attempt_id, reason=DeclineReason.UNREACHABLE, context=context)
        return
    if notice.gateway_id:
        name_attempt(attempt_id=attempt_id, gateway_id=notice.gateway_id, context=context)
    keep_notices(account_id=access.account_id, notices=[notice], context=context)
