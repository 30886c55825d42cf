"""Take what a gateway tells: prove that it is the gateway's, keep it, and answer; it is understood by a job."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter

from openbill.foundation import clock
from openbill.foundation.command import command
from openbill.foundation.context import Context, system_context
from openbill.foundation.jobs import queue_job
from openbill.foundation.secrets import hash_token
from openbill.foundation.tenancy import scope
from openbill.gateways.models import GatewayNotice
from openbill.gateways.ports import open_gateway
from openbill.gateways.queries.access_of_account import access_of_account
from openbill.gateways.types import Notice, NoticeKind, NoticesKept, NoticeState

QUEUE = "gateways"
NOTICES = TypeAdapter(Notice)
"""How a notice is written into its row, and read again."""


def take_message(
    *, organization_id: UUID, account_id: UUID, headers: Mapping[str, str], body: bytes, at: datetime | None = None
) -> NoticesKept:
    """Keep the notices of a message that is the account's gateway's own, each once.

    Raises GatewayAccountUnknown and NoticeNotGenuine; then nothing is kept.
    """
    at = at or clock.now()
    with scope(organization_id):
        access = access_of_account(account_id)
    notices = open_gateway(access).read_notices(headers, body, at)
    return keep_notices(account_id=account_id, notices=notices, context=system_context(organization_id, at=at))


@command(permission="gateways.manage", summarised=("notices",))
def keep_notices(*, account_id: UUID, notices: Sequence[Notice], context: Context) -> NoticesKept:
    """Keep notices that were proven, each once by its name, and have a job understand those that are new."""
    rows = [
        GatewayNotice(
            organization_id=context.organization_id,
            account_id=account_id,
            notice_id=notice.id,
            kind=notice.kind.value,
            told_as=notice.told_as,
            facts=NOTICES.dump_python(notice, mode="json"),
            attempt_ref=notice.attempt_id,
            gateway_id=notice.gateway_id,
            payment_ref=_payment_ref(notice),
            refund_ref=notice.refund_ref,
            state=NoticeState.KEPT.value,
            happened_at=notice.happened_at,
            received_at=context.at,
            command_id=context.running_command_id,
        )
        for notice in {notice.id: notice for notice in notices}.values()
    ]
    known = set(
        GatewayNotice.objects.filter(
            organization_id=context.organization_id,
            account_id=account_id,
            notice_id__in=[row.notice_id for row in rows],
        ).values_list("notice_id", flat=True)
    )
    new = [row for row in rows if row.notice_id not in known]
    # Two messages that say the same at once: the database keeps the first.
    GatewayNotice.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        read_notices_later(context.organization_id, account_id)
    return NoticesKept(len(new), len(notices) - len(new))


def _payment_ref(notice: Notice) -> str:
    """By which it waits: what is told of a method waits for that to be kept."""
    if notice.kind is NoticeKind.METHOD_TOLD and notice.method is not None:
        return hash_token(notice.method.token)
    return notice.payment_ref


def read_notices_later(organization_id: UUID, account_id: UUID) -> None:
    """Queue the job that understands what is kept, in the running transaction; one at a time for each account."""
    queue_job(
        "process_gateway_notices",
        queue=QUEUE,
        lock=f"process_gateway_notices {organization_id} {account_id}",
        organization_id=str(organization_id),
        account_id=str(account_id),
    )
