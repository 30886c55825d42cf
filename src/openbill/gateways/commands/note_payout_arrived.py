"""Keep what the bank says of a payout: that it has arrived, or that its line was something else."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.gateways.models import Payout


@command(permission="gateways.manage")
def note_payout_arrived(*, payout_id: UUID, on: date | None, context: Context) -> bool:
    """Keep the day on which the bank booked a payout, None where it did not after all; whether there is such one."""
    payouts = Payout.objects.filter(organization_id=context.organization_id, id=payout_id)
    return bool(payouts.update(arrived_date=on))
