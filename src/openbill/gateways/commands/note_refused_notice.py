"""Keep that a notice was not understood: it is read again after a pause, and in the end a person looks at it."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.errors import NoticeUnknown
from openbill.gateways.events import NoticeWasRefused
from openbill.gateways.models import GatewayNotice
from openbill.gateways.policies.pause_after_refusal import notice_is_read_again_at
from openbill.gateways.types import NoticeState

LONGEST_REASON = 500


@command(permission="gateways.manage")
def note_refused_notice(*, notice_id: UUID, because: str, context: Context) -> NoticeState:
    """Keep why a notice was not understood, and when it is read again; where it is not any more, it is refused.

    One that was understood or set aside meanwhile stays as it is. Raises NoticeUnknown.
    """
    row = lock_notice(notice_id, context=context)
    if row.state != NoticeState.KEPT.value:
        return NoticeState(row.state)
    row.refusals += 1
    row.refused_because = because[:LONGEST_REASON]
    again_at = notice_is_read_again_at(row.refusals, context.at)
    if again_at is None:
        row.state = NoticeState.REFUSED.value
        publish(NoticeWasRefused(row.id, row.account_id, row.told_as, row.refused_because), context=context)
    else:
        row.read_again_at = again_at
    row.save(update_fields=["state", "refusals", "refused_because", "read_again_at"])
    return NoticeState(row.state)


def lock_notice(notice_id: UUID, *, context: Context) -> GatewayNotice:
    """The row of a notice, locked. Raises NoticeUnknown."""
    notices = GatewayNotice.objects.filter(organization_id=context.organization_id, id=notice_id)
    row = notices.select_for_update(no_key=True).first()
    if row is None:
        raise NoticeUnknown(notice_id=notice_id)
    return row
