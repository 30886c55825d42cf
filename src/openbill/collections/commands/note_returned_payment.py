"""Have a person call whose payment was returned."""

from datetime import date
from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.primitives.money import Money


@command(permission="collections.run")
def note_returned_payment(
    *, payment_id: UUID, customer_id: UUID, amount: Money, returned_date: date, context: Context
) -> int:
    """Make a task of a returned payment, once: what it had settled is owed again."""
    return create_tasks(
        [
            NewTask(
                key=f"returned {payment_id}",
                kind="returned_payment",
                customer_id=customer_id,
                due_date=returned_date,
                reason=f"A payment of {amount} was returned on {returned_date}. Call, and agree how it will be paid.",
            )
        ],
        context=context,
    )
