"""Take a handing over back: its credits are their owners' again."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.cash_application.commands.expect_at_bank import no_longer_expect
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.errors import ExpectationIsCleared
from openbill.cash_application.types.decisions import Source
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged_rows
from openbill.ledger.commands.reverse_entries import reverse_entries
from openbill.ledger.queries.posting_dates import BOOKS_OPEN_ON, posting_date_sql
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.commands.cancel_items import cancel_items
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.undo_allocations import undo_allocations
from openbill.receivables.models import Allocation
from openbill.unclaimed.commands.pay_hand_over import SOURCE_KIND
from openbill.unclaimed.commands.read_hand_over import decide, read_hand_over
from openbill.unclaimed.commands.time_credits import take_turn, time_again
from openbill.unclaimed.errors import HandOverIsAtTheBank, ReasonMissing
from openbill.unclaimed.events import HandingOverWasTakenBack, HandOverWasUndone
from openbill.unclaimed.models import HandOver, HandOverCredit, UnclaimedCredit


@command(permission="unclaimed.approve", personal=("reason",), subject="hand_over_id")
def undo_hand_over(*, hand_over_id: UUID, reason: str, context: Context) -> None:
    """Undo a handing over, paid or not, from its own day on, or from the first open day after it.

    The credits are open again and their clocks run on. Raises HandOverUnknown, HandOverAlreadyDecided, ReasonMissing,
    and HandOverIsAtTheBank where the bank has told of the money.
    """
    take_turn(context)
    if not reason.strip():
        raise ReasonMissing
    row = read_hand_over(hand_over_id, "undo", context=context)
    assert row.handed_over_on is not None, "What is approved was handed over on a day."
    if row.state == "paid":
        _refuse_paid_at_bank(row, context)
    parts = HandOverCredit.objects.filter(organization_id=context.organization_id, hand_over_id=row.id)
    credit_ids = list(parts.values_list("credit_id", flat=True))
    debit_ids = [part.debit_item_id for part in parts if part.debit_item_id is not None]
    owed = list(UnclaimedCredit.objects.filter(organization_id=context.organization_id, id__in=credit_ids))
    row.reason = reason.strip()
    decide(row, "undo")
    _give_items_back(debit_ids, row.handed_over_on, context)
    _reverse_transfers(row, context)
    for line_id in sorted(credit.line_id for credit in owed if credit.line_id is not None):
        undo_posting(line_id=line_id, reason=row.reason, context=context)
    time_again(credit_ids, context=context)
    publish(HandOverWasUndone(row.id, row.jurisdiction), context=context)
    for credit in owed:
        if credit.customer_id is not None:
            publish(HandingOverWasTakenBack(credit.id, credit.customer_id), context=context)


def _refuse_paid_at_bank(row: HandOver, context: Context) -> None:
    try:
        no_longer_expect(sources=[Source(SOURCE_KIND, row.id)], context=context)
    except ExpectationIsCleared:
        raise HandOverIsAtTheBank from None


def _give_items_back(debit_ids: Sequence[UUID], on: date, context: Context) -> None:
    if not debit_ids:
        return
    uses = list(
        Allocation.objects.filter(
            organization_id=context.organization_id, debit_item_id__in=debit_ids, undoes_id=None
        ).order_by("id")
    )
    lock_items([*debit_ids, *(use.credit_item_id for use in uses)], context=context)
    undoings = [(new_identifier(), use.id, on) for use in uses]
    with staged_rows("taken_back", "undoing_id uuid, allocation_id uuid, economic_date date", undoings) as undone:
        undo_allocations(undone, {}, context=context)
    rows = [(debit_id, on) for debit_id in sorted(debit_ids)]
    with staged_rows("never_handed", "item_id uuid, economic_date date", rows) as cancelled:
        cancel_items(cancelled, {}, context=context)


def _reverse_transfers(row: HandOver, context: Context) -> None:
    reverse_entries(
        f"""(
            SELECT entry.id AS entry_id,
                   greatest(entry.posting_date, {posting_date_sql("entry.posting_date", "books.opens_on")})
                       AS posting_date
            FROM journal_entry entry
            JOIN {BOOKS_OPEN_ON} AS books USING (legal_entity_id)
            WHERE entry.organization_id = %(organization)s AND entry.source_id = %(hand_over)s
        )""",
        {"organization": context.organization_id, "hand_over": row.id},
        context=context,
    )
