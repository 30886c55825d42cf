"""Cancel one item that should never have been."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.money import Money
from openbill.receivables.commands.cancel_items import cancel_items
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.refuse_future import refuse_future
from openbill.receivables.errors import (
    ItemAlreadyCancelled,
    ItemHasAllocations,
    ItemHasItsOwnDocument,
    ReasonMissing,
)
from openbill.receivables.events import ItemWasCancelled
from openbill.receivables.models import OpenItem
from openbill.receivables.types import OWN_DOCUMENT


@command(permission="receivables.record_items", personal=("reason",), subject="item_id")
def cancel_item(*, item_id: UUID, reason: str, on: date | None = None, context: Context) -> None:
    """Cancel an item by a counter-item, from its own day on, or from `on`; the books keep both.

    Raises ItemUnknown, ItemAlreadyCancelled, ItemHasAllocations, ItemHasItsOwnDocument and ReasonMissing.
    """
    refuse_future(on, context)
    if not reason.strip():
        raise ReasonMissing
    item = lock_items([item_id], context=context)[item_id]
    is_cancelled = OpenItem.objects.filter(organization_id=context.organization_id, counters_id=item_id).exists()
    if is_cancelled or item.counters_id is not None:
        raise ItemAlreadyCancelled(document_number=item.document_number)
    if item.source == OWN_DOCUMENT:
        raise ItemHasItsOwnDocument(document_number=item.document_number)
    if item.open_minor != item.amount_minor:
        raise ItemHasAllocations(
            amount=Money(item.amount_minor - item.open_minor, item.currency),
            document_number=item.document_number,
        )
    cancel_items(
        "(SELECT %(item)s::uuid AS item_id, %(on)s::date AS economic_date)",
        {"item": item_id, "on": on},
        context=context,
    )
    publish(ItemWasCancelled(item_id, item.customer_id), context=context)
