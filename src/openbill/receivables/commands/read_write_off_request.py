"""Find a write-off request that waits for a decision."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.receivables.errors import WriteOffAlreadyDecided, WriteOffUnknown
from openbill.receivables.models import WriteOffRequest


def read_undecided_request(request_id: UUID, *, context: Context) -> WriteOffRequest:
    """Lock and read a request. Raises WriteOffUnknown and WriteOffAlreadyDecided."""
    request = (
        WriteOffRequest.objects.select_for_update(no_key=True)
        .filter(organization_id=context.organization_id, id=request_id)
        .first()
    )
    if request is None:
        raise WriteOffUnknown(request_id=request_id)
    if request.state != "requested":
        raise WriteOffAlreadyDecided(state=request.state)
    return request
