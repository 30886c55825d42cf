"""Have a person look after money that a gateway did not give back, until it is given."""

from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.commands.void_tasks import void_tasks
from openbill.collections.models import Task
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.primitives.money import Money


@command(permission="collections.run")
def note_failed_refund(*, refund_id: UUID, customer_id: UUID, amount: Money, context: Context) -> int:
    """Make a task of a refund that failed in the end, once: the customer waits for it, and it is unapplied again."""
    return create_tasks(
        [
            NewTask(
                key=f"{_key_of(refund_id)}in the end",
                kind="failed_refund",
                customer_id=customer_id,
                due_date=context.today(),
                reason=f"The gateway could not give {amount} back: it is the customer's again, unapplied. Ask where"
                " it is to go, and refund it another way.",
            )
        ],
        context=context,
    )


@command(permission="collections.run")
def note_refused_refund(*, refund_id: UUID, customer_id: UUID, amount: Money, because: str, context: Context) -> int:
    """Make a task of a refund that a gateway keeps refusing, once; it is asked every day all the same."""
    return create_tasks(
        [
            NewTask(
                key=f"{_key_of(refund_id)}refused",
                kind="failed_refund",
                customer_id=customer_id,
                due_date=context.today(),
                reason=f"The gateway does not give {amount} back, and is asked every day: {because} Look at the payment"
                " there.",
            )
        ],
        context=context,
    )


@command(permission="collections.run")
def end_refund_tasks(*, refund_id: UUID, context: Context) -> int:
    """End the tasks about a refund that the gateway took on after all, and count them."""
    tasks = Task.objects.filter(organization_id=context.organization_id, key=f"{_key_of(refund_id)}refused")
    return void_tasks(tasks, "the gateway gives it back now", context.today())


def _key_of(refund_id: UUID) -> str:
    return f"refund {refund_id} at the gateway "
