"""Lock a remittance advice whose state is to change."""

from uuid import UUID

from openbill.cash_application.errors import RemittanceUnknown
from openbill.cash_application.models import Remittance
from openbill.foundation.context import Context


def lock_remittance(remittance_id: UUID, *, context: Context) -> Remittance:
    """The advice, locked: who changes its state at the same time waits. Raises RemittanceUnknown."""
    rows = Remittance.objects.filter(organization_id=context.organization_id, id=remittance_id)
    found = rows.select_for_update(no_key=True).first()
    if found is None:
        raise RemittanceUnknown(remittance_id=remittance_id)
    return found
