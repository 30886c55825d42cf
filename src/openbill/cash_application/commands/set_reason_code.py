"""Say what a payer's reason code means, or take it back."""

from uuid import UUID

from openbill.cash_application.errors import ReasonCodeIsNotPossible
from openbill.cash_application.models import ReasonCode
from openbill.cash_application.policies.reason_of_deduction import LONGEST_CODE, normal_code
from openbill.customers.commands.lock_customers import lock_customers
from openbill.disputes.types import DisputeReason
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="cash_application.configure")
def set_reason_code(*, code: str, reason: DisputeReason, customer_id: UUID | None = None, context: Context) -> None:
    """Say for which reason a payer keeps something who writes a code: one customer, or all without a word of their own.

    Raises CustomerUnknown and ReasonCodeIsNotPossible.
    """
    if customer_id is not None:
        lock_customers([customer_id], context=context)
    ReasonCode.objects.update_or_create(
        organization_id=context.organization_id,
        customer_id=customer_id,
        code=_checked(code),
        defaults={"reason": reason.value, "command_id": context.running_command_id},
    )


@command(permission="cash_application.configure")
def forget_reason_code(*, code: str, customer_id: UUID | None = None, context: Context) -> None:
    """Have a code mean nothing of its own any more; nothing happens where it did not."""
    ReasonCode.objects.filter(
        organization_id=context.organization_id, customer_id=customer_id, code=normal_code(code)
    ).delete()


def _checked(code: str) -> str:
    if len(code.strip()) > LONGEST_CODE or "\0" in code or not (found := normal_code(code)):
        raise ReasonCodeIsNotPossible(code=code[:LONGEST_CODE], most=LONGEST_CODE)
    return found
