"""What is done about gateways in a worker."""

import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, connections, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from standardwebhooks.webhooks import Webhook as Signer

from openbill.foundation import clock
from openbill.foundation.context import Context, system_context
from openbill.foundation.jobs import RetryUnlessRefused
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.keep_notices import QUEUE, keep_notices, read_notices_later
from openbill.gateways.commands.note_refused_notice import note_refused_notice
from openbill.gateways.commands.pay_automatically import pay_what_is_due, retry_failed
from openbill.gateways.commands.process_notice import process_notice
from openbill.gateways.commands.record_payout import record_payout
from openbill.gateways.commands.refund_attempt import give_money_back
from openbill.gateways.commands.sort_out_notices import sort_out_notices
from openbill.gateways.commands.tell_of_expiry import tell_of_expiry
from openbill.gateways.errors import GatewayNotReached
from openbill.gateways.ports import connected_post_notice, open_gateway
from openbill.gateways.queries.access_of_account import access_of_account, access_of_attempt, notices_path
from openbill.gateways.queries.left_to_do import DAYS_UNTIL_GIVEN_UP, KeptNotice, attempts_to_ask_about, kept_notices
from openbill.gateways.types import NoticeKind
from openbill.primitives.errors import Refusal

logger = logging.getLogger(__name__)

MINUTES_UNTIL_ASKED = 30

OUR_FAULT = "Something went wrong here: the log of the machine says what."


@app.task(name="process_gateway_notices", queue=QUEUE, retry=RetryUnlessRefused())
def process_gateway_notices(*, organization_id: str, account_id: str) -> int:
    """Understand what an account told, in the order in which it happened, and count it.

    One that is refused stops no other, and is read again after a pause. What a payout is made of, and refunds, are
    asked of the gateway between the acts.
    """
    context = system_context(UUID(organization_id))
    read: set[UUID] = set()
    sort_out_notices(account_id=UUID(account_id), context=context)
    # A notice that is understood may let others be, which had waited for it.
    while fresh := _kept(context, UUID(account_id), read):
        for notice in fresh:
            read.add(notice.id)
            _read(notice, UUID(account_id), context)
    give_money_back(context=context)
    return len(read)


def _read(notice: KeptNotice, account_id: UUID, context: Context) -> None:
    """Understand one notice, or keep why it was not."""
    try:
        if notice.kind is NoticeKind.PAID_OUT:
            _read_payout(context.organization_id, account_id, notice.payout_id)
        process_notice(notice_id=notice.id, context=context)
    except (OperationalError, InterfaceError):
        # The database is away, not the notice wrong: the whole job is tried again.
        raise
    except Refusal as refusal:
        logger.warning("A notice of a gateway was refused.", extra={"notice": str(notice.id)}, exc_info=True)
        note_refused_notice(notice_id=notice.id, because=str(refusal), context=context)
    except Exception:
        logger.exception("A notice of a gateway was not understood.", extra={"notice": str(notice.id)})
        note_refused_notice(notice_id=notice.id, because=OUR_FAULT, context=context)


def _kept(context: Context, account_id: UUID, read: Collection[UUID]) -> list[KeptNotice]:
    with scope(context.organization_id):
        return [notice for notice in kept_notices(account_id, context.at) if notice.id not in read]


def _read_payout(organization_id: UUID, account_id: UUID, payout_id: str) -> None:
    with scope(organization_id):
        access = access_of_account(account_id)
    told = open_gateway(access).payout(payout_id)
    record_payout(account_id=account_id, told=told, context=system_context(organization_id))


@app.task(name="give_refunds_back", queue=QUEUE, retry=RetryUnlessRefused())
def give_refunds_back(*, organization_id: str) -> int:
    """Ask the gateways for refunds that were approved."""
    return give_money_back(context=system_context(UUID(organization_id)))


def give_back_later(organization_id: UUID) -> None:
    """Queue it; one at a time for each organization."""
    name = f"give_refunds_back {organization_id}"
    job = give_refunds_back.configure(lock=name, queueing_lock=name)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(organization_id=str(organization_id))


@app.task(name="send_test_notice", queue=QUEUE, retry=RetryUnlessRefused())
def send_test_notice(*, organization_id: str, account_id: str, notice_id: str, body: str) -> int:
    """Send a message of the test gateway to our own address, signed as Standard Webhooks says; the status answered."""
    with scope(UUID(organization_id)):
        access, path = access_of_account(UUID(account_id)), notices_path(UUID(account_id))
    now = clock.now()
    headers = {
        "content-type": "application/json",
        "webhook-id": notice_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(access.secrets["notice_secret"]).sign(notice_id, now, body),
    }
    status = connected_post_notice()(path, headers, body.encode())
    if not 200 <= status < 300:
        raise GatewayNotReached(reason=f"our own address of notices answered {status}.")
    return status


def look_after_gateways(at: datetime) -> int:
    """Read what is kept and was not read, ask about tries of which nothing was told, pay what is due; count them.

    For every organization that has a gateway. One that fails stops no other.
    """
    count = 0
    for organization_id in organizations_with_gateways():
        try:
            count += _look_after(organization_id, at)
        except Exception:
            logger.exception("The gateways of an organization cannot be looked after.", extra={"of": organization_id})
    return count


def _look_after(organization_id: UUID, at: datetime) -> int:
    """One thing that cannot be done keeps nothing else from being done."""
    context = system_context(organization_id, at=at)
    count = 0
    looks: tuple[Callable[[], int], ...] = (
        lambda: _read_what_is_left(organization_id, at),
        lambda: _ask_about_attempts(organization_id, at),
        lambda: retry_failed(context=context),
        lambda: pay_what_is_due(context=context),
        lambda: tell_of_expiry(context=context),
        lambda: give_money_back(context=context),
    )
    for look in looks:
        try:
            count += look()
        except Exception:
            logger.exception("A part of what gateways need was not done.", extra={"of": organization_id})
    return count


def _read_what_is_left(organization_id: UUID, at: datetime) -> int:
    """A job may have been lost with its worker: whatever is kept is read in the end."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT account_id FROM gateway_notice WHERE organization_id = %s AND state = 'kept'"
            " AND received_at < now() - interval '1 minute' AND (read_again_at IS NULL OR read_again_at <= %s)",
            [organization_id, at],
        )
        accounts = [account_id for (account_id,) in cursor.fetchall()]
    with scope(organization_id):
        for account_id in accounts:
            read_notices_later(organization_id, account_id)
    return len(accounts)


def _ask_about_attempts(organization_id: UUID, at: datetime) -> int:
    """Notices get lost: what was begun half an hour ago, and nothing was heard of, is asked about."""
    before, since = at - timedelta(minutes=MINUTES_UNTIL_ASKED), at - timedelta(days=DAYS_UNTIL_GIVEN_UP)
    with scope(organization_id):
        asked = attempts_to_ask_about(before=before, since=since)
    count = 0
    for attempt in asked:
        try:
            with scope(organization_id):
                access = access_of_attempt(attempt.id)
            notice = open_gateway(access).fetch(attempt.gateway_id)
        except Refusal:
            # Its gateway may be disconnected, or not answer: the others are asked about all the same.
            logger.warning("A try cannot be asked about.", extra={"attempt": str(attempt.id)}, exc_info=True)
            continue
        if notice is not None:
            keep_notices(account_id=access.account_id, notices=[notice], context=system_context(organization_id))
            count += 1
    return count


def organizations_with_gateways() -> list[UUID]:
    """Those with a connected gateway; asked as the maintenance role."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT organization_id FROM gateway_account WHERE is_connected")
        return [organization_id for (organization_id,) in cursor.fetchall()]
