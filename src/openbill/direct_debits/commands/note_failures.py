"""Have a person look after a debit or a refund that the bank did not move, or took back."""

from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.direct_debits.models import Debit, RefundTransfer
from openbill.direct_debits.policies.return_decision import return_decision
from openbill.direct_debits.policies.what_follows import what_follows
from openbill.direct_debits.types import Decision
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.primitives.money import Money


@command(permission="collections.run")
def note_failed_debit(*, debit_id: UUID, context: Context) -> int:
    """Make a task of a debit that was rejected or came back, once: what the bank's code asks for."""
    debits = Debit.objects.filter(organization_id=context.organization_id, id=debit_id, decision__gt="")
    tasks = []
    for debit in debits:
        assert debit.ended_on is not None, "What came back did so on a day."
        amount = Money(debit.amount_minor, "EUR")
        meaning = return_decision(debit.reason).meaning
        follows = what_follows(Decision(debit.decision), debit.retry_date)
        tasks.append(
            NewTask(
                key=f"failed debit {debit.id}",
                kind="failed_debit",
                customer_id=debit.customer_id,
                due_date=debit.ended_on,
                reason=f"A direct debit of {amount} was not paid on {debit.ended_on}: {meaning}. {follows}",
            )
        )
    return create_tasks(tasks, context=context)


@command(permission="collections.run")
def note_failed_transfer(*, transfer_id: UUID, customer_id: UUID, context: Context) -> int:
    """Make a task of a refund that the bank did not send, once: it may be sent again."""
    transfers = RefundTransfer.objects.filter(organization_id=context.organization_id, id=transfer_id)
    tasks = []
    for transfer in transfers:
        amount = Money(transfer.amount_minor, "EUR")
        meaning = return_decision(transfer.reason).meaning
        tasks.append(
            NewTask(
                key=f"failed transfer {transfer.id}",
                kind="failed_transfer",
                customer_id=customer_id,
                due_date=transfer.ended_on or context.today(),
                reason=f"The bank did not send a refund of {amount}: {meaning}. Check the account, and send it again.",
            )
        )
    return create_tasks(tasks, context=context)
