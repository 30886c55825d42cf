"""Finding the debits that came back, in a worker."""

import logging
from contextlib import suppress
from uuid import UUID

from django.db import DatabaseError, connections, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from openbill.direct_debits.commands.take_returned_line import take_returned_line
from openbill.direct_debits.queries.returned_lines import returned_lines
from openbill.foundation.context import system_context
from openbill.foundation.jobs import RetryUnlessRefused
from openbill.foundation.tenancy import scope
from openbill.primitives.errors import Refusal

logger = logging.getLogger(__name__)

QUEUE = "direct_debits"


@app.task(name="take_returns", queue=QUEUE, retry=RetryUnlessRefused())
def take_returns(*, organization_id: str) -> int:
    """Return the debits of all lines that came back; how many. A line that is refused is left to a person."""
    context = system_context(UUID(organization_id))
    with scope(context.organization_id):
        line_ids = [line.line_id for line in returned_lines()]
    taken, faults = 0, []
    for line_id in line_ids:
        try:
            taken += take_returned_line(line_id=line_id, context=context)
        except Refusal as refusal:
            logger.warning("A line that came back waits for a person.", extra={"line": line_id, "why": str(refusal)})
        except DatabaseError as fault:
            # Those after it do not wait for it; it is tried again with the job.
            faults.append(fault)
    if faults:
        raise faults[0]
    return taken


def take_returns_later(organization_id: UUID) -> None:
    """Queue it in the running transaction; one at a time for each organization."""
    name = f"take_returns {organization_id}"
    job = take_returns.configure(lock=name, queueing_lock=name)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(organization_id=str(organization_id))


def organizations_with_mandates() -> list[UUID]:
    """Those with a mandate that is in use, or was; of all organizations, for the clock."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT organization_id FROM mandate WHERE state IN ('active', 'suspended') ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]
