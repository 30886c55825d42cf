"""Log a call, and when to call again."""

from datetime import date, timedelta
from uuid import UUID

from openbill.collections.errors import CalledAgainBefore, CalledInTheFuture, CallOutcomeUnknown
from openbill.collections.events import CallWasLogged
from openbill.collections.models.call import CALL_OUTCOMES, Call
from openbill.collections.policies.call_again import call_again
from openbill.customers.errors import CustomerUnknown
from openbill.customers.models import Customer
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish


@command(permission="collections.work", personal=("note",), subject="customer_id")
def log_call(
    *,
    customer_id: UUID,
    outcome: str,
    note: str = "",
    on: date | None = None,
    again_on: date | None = None,
    context: Context,
) -> UUID:
    """Say what came of a call; the customer is on no call list until the day to call again.

    That day is the next one where nobody was reached, a week later otherwise, if none is said. The last call of a
    customer counts. Promises and disputes are recorded by commands of their own.

    Raises CustomerUnknown, CallOutcomeUnknown, CalledInTheFuture and CalledAgainBefore.
    """
    today = context.today()
    day = on or today
    if outcome not in CALL_OUTCOMES:
        raise CallOutcomeUnknown(outcome=outcome, known=", ".join(CALL_OUTCOMES))
    # Where the organization lives it may be tomorrow already.
    if day > today + timedelta(days=1):
        raise CalledInTheFuture(day=day)
    again = again_on or call_again(outcome, day)
    if again < day:
        raise CalledAgainBefore(day=day, again_on=again)
    if not Customer.objects.filter(organization_id=context.organization_id, id=customer_id).exists():
        raise CustomerUnknown(customer=customer_id)
    call = Call.objects.create(
        organization_id=context.organization_id,
        customer_id=customer_id,
        called_on=day,
        outcome=outcome,
        note=note.strip(),
        again_on=again,
        caller=context.responsible,
        command_id=context.running_command_id,
    )
    publish(CallWasLogged(call.id, customer_id, outcome, again), context=context)
    return call.id
