"""Have people ask for certificates of withheld taxes that do not come."""

from datetime import date, timedelta
from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.commands.void_tasks import void_tasks
from openbill.collections.models import Task
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.payments.queries.certificates_awaited import certificates_awaited

PATIENCE = timedelta(days=60)
"""Many tax offices certify by the month or the quarter; a payer hands it on after that."""

KIND = "missing_certificate"


@command(permission="collections.run")
def follow_certificates(*, day: date, context: Context) -> int:
    """Make a task for each tax whose certificate is awaited longer than PATIENCE, and end those that came; how many.

    A tax has one task, however often a day is run.
    """
    awaited = certificates_awaited(withheld_by=day - PATIENCE)
    open_tasks = Task.objects.filter(organization_id=context.organization_id, kind=KIND, state="open")
    wanted = {_key_of(each.withheld_id) for each in awaited}
    came = [task.id for task in open_tasks if task.key not in wanted]
    ended = void_tasks(open_tasks.filter(id__in=came), "the certificate is awaited no more", day) if came else 0
    tasks = [
        NewTask(
            key=_key_of(each.withheld_id),
            kind=KIND,
            customer_id=each.customer_id,
            due_date=day,
            reason=f"The certificate for {each.amount} tax withheld of {each.number} on {each.withheld_on} has not"
            " come. Ask for it, or have it owed again.",
        )
        for each in awaited
    ]
    return ended + create_tasks(tasks, context=context)


def _key_of(withheld_id: UUID) -> str:
    return f"certificate of {withheld_id}"
