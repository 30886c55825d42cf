"""What a person does about a notice that was not understood: have it read again, or set it aside."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.commands.keep_notices import read_notices_later
from openbill.gateways.commands.note_refused_notice import lock_notice
from openbill.gateways.errors import NoticeIsSettled, ReasonMissing
from openbill.gateways.events import NoticeWasTakenUp
from openbill.gateways.types import NoticeState

_UNSETTLED = (NoticeState.KEPT.value, NoticeState.WAITING.value, NoticeState.REFUSED.value)


@command(permission="gateways.manage")
def read_notice_again(*, notice_id: UUID, context: Context) -> None:
    """Have a notice read once more, as if it had just come; one that was set aside too.

    Raises NoticeUnknown, and NoticeIsSettled where it was understood.
    """
    row = lock_notice(notice_id, context=context)
    if row.state not in (*_UNSETTLED, NoticeState.SET_ASIDE.value):
        raise NoticeIsSettled(state=row.state)
    row.state, row.processed_at, row.set_aside_because = NoticeState.KEPT.value, None, ""
    row.refusals, row.refused_because, row.read_again_at = 0, "", None
    row.save(
        update_fields=["state", "processed_at", "set_aside_because", "refusals", "refused_because", "read_again_at"]
    )
    publish(NoticeWasTakenUp(row.id, row.account_id), context=context)
    read_notices_later(context.organization_id, row.account_id)


@command(permission="gateways.manage")
def set_notice_aside(*, notice_id: UUID, reason: str, context: Context) -> None:
    """Have a notice read no more, for a reason that is kept with it; nothing of what it tells is booked.

    Raises NoticeUnknown, ReasonMissing, and NoticeIsSettled where it was understood or set aside before.
    """
    if not reason.strip():
        raise ReasonMissing
    row = lock_notice(notice_id, context=context)
    if row.state not in _UNSETTLED:
        raise NoticeIsSettled(state=row.state)
    row.state, row.processed_at = NoticeState.SET_ASIDE.value, context.at
    row.set_aside_because = reason.strip()
    row.save(update_fields=["state", "processed_at", "set_aside_because"])
    publish(NoticeWasTakenUp(row.id, row.account_id), context=context)
