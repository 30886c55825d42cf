"""Set bank lines aside that are nothing of receivables: fees, salaries, what was bought."""

from collections.abc import Sequence
from uuid import UUID

from openbill.cash_application.commands.lock_lines import lock_lines
from openbill.cash_application.events import LineWasPosted
from openbill.cash_application.models import LinePosting, LineToDo
from openbill.cash_application.types import PostingKind
from openbill.foundation import clock
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.identifiers import new_identifier


@command(permission="cash_application.post", summarised=("line_ids",))
def set_lines_aside(*, line_ids: Sequence[UUID], is_by_itself: bool = False, context: Context) -> int:
    """Say that lines are none of receivables, all of them or none; how many. Raises LineUnknown and LineIsDecided."""
    lines = lock_lines(line_ids, context=context)
    now = clock.now()
    rows = [
        LinePosting(
            organization_id=context.organization_id,
            id=new_identifier(),
            line_id=line_id,
            kind=PostingKind.ASIDE.value,
            is_by_itself=is_by_itself,
            evidence=[],
            posted_at=now,
            command_id=context.running_command_id,
        )
        for line_id in lines
    ]
    LinePosting.objects.bulk_create(rows, batch_size=1_000)
    LineToDo.objects.filter(organization_id=context.organization_id, line_id__in=list(lines)).delete()
    for row in rows:
        publish(LineWasPosted(row.line_id, row.id, is_by_itself), context=context)
    return len(rows)
