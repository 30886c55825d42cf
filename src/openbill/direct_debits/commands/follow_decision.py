"""Decide what follows where a debit came back, and do what of it is ours."""

from openbill.direct_debits.commands.end_mandate import suspend
from openbill.direct_debits.commands.lock_mandates import lock_mandate
from openbill.direct_debits.models import Debit
from openbill.direct_debits.policies.return_decision import retry_date, return_decision
from openbill.direct_debits.types import Decision
from openbill.foundation.context import Context


def follow_decision(debit: Debit, *, context: Context) -> Decision:
    """Put the decision and the day of the next attempt into a locked debit that ended for a reason.

    But for a reason to collect again, its mandate is suspended. Inside the running command; the debit is not saved.
    """
    assert debit.ended_on is not None, "It ended on a day."
    decision = return_decision(debit.reason).decision
    debit.decision = decision.value
    debit.retry_date = retry_date(debit.reason, attempts=debit.attempt, returned_on=debit.ended_on)
    mandate = lock_mandate(debit.mandate_id, context=context)
    if decision is not Decision.RETRY and mandate.state == "active":
        suspend(mandate, decision, context=context)
    return decision
