"""What a bank told is not taken for a mistake of somebody who typed."""

from uuid import UUID

from openbill.cash_application.errors import PaymentIsOfALine
from openbill.cash_application.models import LineClearing, LineSplit
from openbill.foundation.context import Context


def refuse_withdrawing(payment_id: UUID, *, context: Context) -> None:
    """Inside the running command. Raises PaymentIsOfALine where a posted bank line told of the payment."""
    standing = LineSplit.objects.filter(
        organization_id=context.organization_id, payment_id=payment_id, posting__undone_at__isnull=True
    )
    cleared = LineClearing.objects.filter(
        organization_id=context.organization_id, source_kind="payment", source_id=payment_id, is_undone=False
    )
    if standing.exists() or cleared.exists():
        raise PaymentIsOfALine
