"""Which payments are those of direct debits."""

from uuid import UUID

from openbill.direct_debits.models import Debit
from openbill.foundation.tenancy import current_organization_id


def is_of_debit(payment_id: UUID) -> bool:
    """Whether a payment came by a direct debit that was prepared here."""
    return Debit.objects.filter(organization_id=current_organization_id(), payment_id=payment_id).exists()
