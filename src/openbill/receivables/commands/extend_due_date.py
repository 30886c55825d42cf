"""Give a debt another due date."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.receivables.commands.change_due_dates import change_due_dates
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.errors import DueBeforeItsDocument, ExtensionOfTheFuture, ItemIsNotADebt, ReasonMissing
from openbill.receivables.events import DueDateWasExtended
from openbill.receivables.types import Side


@command(permission="receivables.extend_due_date", personal=("reason",), subject="item_id")
def extend_due_date(*, item_id: UUID, due_date: date, reason: str, on: date | None = None, context: Context) -> None:
    """Let a debt fall due on another day, from `on` (today if not said) onwards; before it stays as it was.

    Raises ItemUnknown, ItemIsNotADebt, DueBeforeItsDocument, ExtensionOfTheFuture and ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    item = lock_items([item_id], context=context)[item_id]
    if item.side != Side.DEBIT:
        raise ItemIsNotADebt(document_number=item.document_number)
    if due_date < item.document_date:
        raise DueBeforeItsDocument(
            document_number=item.document_number, due_date=due_date, document_date=item.document_date
        )
    today = read_latest_day(context=context)
    if on is not None and on > today:
        raise ExtensionOfTheFuture(document_number=item.document_number, effective_date=on, today=today)
    change_due_dates(
        "(SELECT %(item)s::uuid AS item_id, %(due_date)s::date AS due_date, %(on)s::date AS effective_date,"
        " %(reason)s AS reason)",
        {"item": item_id, "due_date": due_date, "on": on or context.today(), "reason": reason},
        context=context,
    )
    publish(DueDateWasExtended(item.id, item.customer_id, item.due_date, due_date), context=context)
