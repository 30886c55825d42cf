"""Mark how much of a debt its customer contests."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.errors import ItemIsNotADebt, MoreThanIsOpen
from openbill.receivables.events import DisputedPartWasMarked
from openbill.receivables.models import OpenItem
from openbill.receivables.types import Side


def mark_disputed_part(item_id: UUID, disputed: Money, *, context: Context) -> None:
    """Set the contested part of a debt inside the running command; zero where nothing is contested any more.

    Disputes alone do so, each of which knows what it contests. Credits are not spent on the part unless the payer says
    so. What was contested stays so while it is paid into, as the payment may be returned: only to contest more needs as
    much to be open. Raises ItemUnknown, ItemIsNotADebt, MoreThanIsOpen.
    """
    item = lock_items([item_id], context=context)[item_id]
    if item.side != Side.DEBIT:
        raise ItemIsNotADebt(document_number=item.document_number)
    is_open = Money(item.open_minor, item.currency)
    is_more = disputed.minor_units > item.disputed_minor
    if (is_more and disputed > is_open) or disputed.is_negative:
        raise MoreThanIsOpen(amount=disputed, open_amount=is_open, document_number=item.document_number)
    OpenItem.objects.filter(organization_id=context.organization_id, id=item_id).update(
        disputed_minor=disputed.minor_units
    )
    publish(
        DisputedPartWasMarked(item.id, item.customer_id, disputed.minor_units, disputed.currency),
        context=context,
    )
