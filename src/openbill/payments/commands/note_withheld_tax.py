"""Note which credits are taxes that payers kept, and await their certificates."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.payments.events import TaxWasWithheld
from openbill.payments.models import WithheldTax
from openbill.receivables.models import OpenItem


def note_withheld_tax(item_ids: Sequence[UUID], *, context: Context) -> None:
    """Inside the running command that booked the credits."""
    if not item_ids:
        return
    items = OpenItem.objects.filter(organization_id=context.organization_id, id__in=item_ids).order_by("id")
    rows = [
        WithheldTax(
            organization_id=context.organization_id,
            item_id=item.id,
            customer_id=item.customer_id,
            command_id=context.running_command_id,
        )
        for item in items
    ]
    WithheldTax.objects.bulk_create(rows, batch_size=1_000)
    for row, item in zip(rows, items, strict=True):
        publish(TaxWasWithheld(row.id, item.id, item.customer_id, item.amount_minor, item.currency), context=context)
