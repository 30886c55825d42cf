"""Say which bank line a remittance advice tells about, or that it tells about none."""

from uuid import UUID

from openbill.cash_application.commands.lock_remittance import lock_remittance
from openbill.cash_application.errors import (
    LineOfRemittanceWentOut,
    LineUnknown,
    RemittanceIsLinked,
    RemittanceIsNotLinked,
    RemittanceIsWithdrawn,
)
from openbill.cash_application.models import BankLine
from openbill.cash_application.types.remittances import RemittanceState
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="cash_application.post")
def link_remittance(*, remittance_id: UUID, line_id: UUID, context: Context) -> None:
    """Link an advice to the bank line by which its money came; a line may have several advices, an advice one line.

    The same link again changes nothing. Raises RemittanceUnknown, RemittanceIsWithdrawn, RemittanceIsLinked,
    LineUnknown and LineOfRemittanceWentOut.
    """
    remittance = lock_remittance(remittance_id, context=context)
    line = BankLine.objects.filter(organization_id=context.organization_id, id=line_id).first()
    if line is None:
        raise LineUnknown(line_id=line_id)
    if remittance.state == RemittanceState.WITHDRAWN.value:
        raise RemittanceIsWithdrawn(remittance_id=remittance_id)
    if remittance.line_id == line_id:
        return
    if remittance.state == RemittanceState.LINKED.value:
        raise RemittanceIsLinked(remittance_id=remittance_id)
    if line.amount_minor <= 0:
        raise LineOfRemittanceWentOut(line_id=line_id)
    remittance.line_id = line_id
    remittance.state = RemittanceState.LINKED.value
    remittance.save(update_fields=["line_id", "state"])


@command(permission="cash_application.post")
def unlink_remittance(*, remittance_id: UUID, context: Context) -> None:
    """Let an advice wait for its money again. Raises RemittanceUnknown and RemittanceIsNotLinked."""
    remittance = lock_remittance(remittance_id, context=context)
    if remittance.state != RemittanceState.LINKED.value:
        raise RemittanceIsNotLinked(remittance_id=remittance_id)
    remittance.line_id = None
    remittance.state = RemittanceState.WAITING.value
    remittance.save(update_fields=["line_id", "state"])
