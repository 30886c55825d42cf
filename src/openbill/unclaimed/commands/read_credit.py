"""Find the credit that an act is about."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.unclaimed.errors import UnclaimedCreditUnknown
from openbill.unclaimed.models import UnclaimedCredit


def read_unclaimed_credit(credit_id: UUID, *, context: Context) -> UnclaimedCredit:
    """One credit with a clock, inside the running command, which has the turn. Raises UnclaimedCreditUnknown."""
    credit = UnclaimedCredit.objects.filter(organization_id=context.organization_id, id=credit_id).first()
    if credit is None:
        raise UnclaimedCreditUnknown(credit_id=credit_id)
    return credit
