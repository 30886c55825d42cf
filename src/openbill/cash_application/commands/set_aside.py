"""Set bank lines aside that are nothing of receivables: fees, salaries, what was bought."""

from collections.abc import Sequence
from uuid import UUID

from openbill.cash_application.commands.book_statement import UNIDENTIFIED
from openbill.cash_application.commands.lock_lines import lock_lines
from openbill.cash_application.events import LineWasPosted
from openbill.cash_application.models import LinePosting, LineToDo
from openbill.cash_application.types.decisions import AsideOn, PostingKind
from openbill.foundation import clock
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.ledger.commands.post_transfers import post_transfers
from openbill.ledger.types import Transfer
from openbill.primitives.identifiers import new_identifier


@command(permission="cash_application.post", summarised=("line_ids",))
def set_lines_aside(
    *, line_ids: Sequence[UUID], account: AsideOn = AsideOn.OTHER, is_by_itself: bool = False, context: Context
) -> int:
    """Say that lines are none of receivables, all of them or none; how many.

    In the books they stand on `account`, from where the general ledger takes them. Raises LineUnknown, LineIsDecided.
    """
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
    told = [(row, lines[row.line_id]) for row in rows]
    post_transfers(
        [
            Transfer(
                line.legal_entity_id, line.booked_date, "line_aside", row.id, UNIDENTIFIED, account.value,
                line.amount.currency, line.amount.minor_units,
            )
            for row, line in told
        ],
        context=context,
    )  # fmt: skip
    for row in rows:
        publish(LineWasPosted(row.line_id, row.id, is_by_itself), context=context)
    return len(rows)
