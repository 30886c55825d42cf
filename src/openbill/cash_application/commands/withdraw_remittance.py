"""Withdraw a remittance advice that the payer took back, or that was read wrongly."""

from uuid import UUID

from openbill.cash_application.commands.lock_remittance import lock_remittance
from openbill.cash_application.errors import RemittanceIsLinked, RemittanceIsWithdrawn
from openbill.cash_application.types.remittances import RemittanceState
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="cash_application.post")
def withdraw_remittance(*, remittance_id: UUID, reason: str = "", context: Context) -> None:
    """Let an advice count for nothing; it stays to be read. Its file brought in again does not bring it back.

    Raises RemittanceUnknown, RemittanceIsWithdrawn, and RemittanceIsLinked where it is to be unlinked first.
    """
    remittance = lock_remittance(remittance_id, context=context)
    if remittance.state == RemittanceState.WITHDRAWN.value:
        raise RemittanceIsWithdrawn(remittance_id=remittance_id)
    if remittance.state == RemittanceState.LINKED.value:
        raise RemittanceIsLinked(remittance_id=remittance_id)
    remittance.state = RemittanceState.WITHDRAWN.value
    remittance.withdrawn_reason = reason.strip()
    remittance.save(update_fields=["state", "withdrawn_reason"])
