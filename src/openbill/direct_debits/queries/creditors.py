"""As whom the legal entities collect."""

from dataclasses import dataclass
from uuid import UUID

from openbill.direct_debits.models import Creditor
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class CreditorDetails:
    """A legal entity with its creditor identifier, and the account on which it collects."""

    legal_entity_id: UUID
    bank_account_id: UUID
    identifier: str
    name: str
    is_batch_booked: bool
    marks_first: bool
    notice_days: int
    version: str


def creditors() -> list[CreditorDetails]:
    """Every legal entity that collects, by name."""
    rows = Creditor.objects.filter(organization_id=current_organization_id()).order_by("name", "id")
    return [CreditorDetails(*row) for row in rows.values_list(*CreditorDetails.__slots__)]
