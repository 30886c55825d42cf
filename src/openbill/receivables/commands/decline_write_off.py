"""Turn a write-off down."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.receivables.commands.read_write_off_request import read_undecided_request
from openbill.receivables.events import WriteOffWasDeclined
from openbill.receivables.models import OpenItem


@command(permission="receivables.approve_write_off", personal=("reason",), subject="request_id")
def decline_write_off(*, request_id: UUID, reason: str = "", context: Context) -> None:
    """Decline a requested write-off, for a reason that may be said; the debt stays open.

    Raises WriteOffUnknown and WriteOffAlreadyDecided.
    """
    request = read_undecided_request(request_id, context=context)
    request.state = "declined"
    request.decided_by = context.responsible
    request.decided_at = context.at
    request.decided_because = reason
    request.save(update_fields=["state", "decided_by", "decided_at", "decided_because"])
    item = OpenItem.objects.get(organization_id=context.organization_id, id=request.item_id)
    publish(WriteOffWasDeclined(request.id, item.id, item.customer_id), context=context)
