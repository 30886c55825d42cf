"""Take an allocation back."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.refuse_future import refuse_future
from openbill.receivables.commands.return_credit import return_credit
from openbill.receivables.commands.undo_allocations import undo_allocations
from openbill.receivables.errors import AllocationAlreadyUndone, AllocationHasItsOwnAct, AllocationUnknown
from openbill.receivables.events import AllocationWasUndone
from openbill.receivables.models import Allocation, DiscountTaken, OpenItem
from openbill.receivables.policies.undoing_acts import UNDOING_ACTS


@command(permission="receivables.allocate")
def undo_allocation(*, allocation_id: UUID, on: date | None = None, context: Context) -> UUID:
    """Undo one allocation by a mirrored one; debt and credit are open again.

    It takes effect on the day of the allocation itself, as if that had never been, or from `on`; in a closed
    period on the first open day. Returns the identifier of the undoing.
    Raises AllocationUnknown, AllocationAlreadyUndone, and AllocationHasItsOwnAct where it is a write-off, a
    cancellation or a provisional clearing.
    """
    refuse_future(on, context)
    allocation = Allocation.objects.filter(organization_id=context.organization_id, id=allocation_id).first()
    if allocation is None:
        raise AllocationUnknown(allocation_id=allocation_id)
    items = lock_items([allocation.debit_item_id, allocation.credit_item_id], context=context)
    is_undone = Allocation.objects.filter(organization_id=context.organization_id, undoes_id=allocation_id).exists()
    if is_undone or allocation.undoes_id is not None:
        raise AllocationAlreadyUndone(allocation_id=allocation_id)
    for item in items.values():
        if item.kind in UNDOING_ACTS:
            raise AllocationHasItsOwnAct(
                allocation_id=allocation_id, kind=item.kind.replace("_", " "), act=UNDOING_ACTS[item.kind]
            )

    undoing_id = new_identifier()
    undo_allocations(
        "(SELECT %(undoing)s::uuid AS undoing_id, %(allocation)s::uuid AS allocation_id,"
        " %(on)s::date AS economic_date)",
        {"undoing": undoing_id, "allocation": allocation_id, "on": on},
        context=context,
    )
    is_paid = items[allocation.credit_item_id].kind == "payment"
    _lose_discounts(allocation, on, context, whoever_earned=is_paid)
    publish(
        AllocationWasUndone(
            allocation.id,
            allocation.debit_item_id,
            allocation.credit_item_id,
            items[allocation.debit_item_id].customer_id,
            allocation.amount_minor,
            allocation.currency,
        ),
        context=context,
    )
    return undoing_id


def _lose_discounts(allocation: Allocation, on: date | None, context: Context, *, whoever_earned: bool) -> None:
    """A discount that the credit had earned on the debt is lost with it; of a payment each: it was for paying all."""
    lost = Q(earned_by_id=allocation.credit_item_id)
    if whoever_earned:
        lost |= Q(discount_item__kind="discount")
    taken = DiscountTaken.objects.filter(
        lost, organization_id=context.organization_id, debit_item_id=allocation.debit_item_id
    )
    cancelled = OpenItem.objects.filter(organization_id=context.organization_id, counters_id__isnull=False)
    for discount_item_id in taken.exclude(discount_item_id__in=cancelled.values("counters_id")).values_list(
        "discount_item_id", flat=True
    ):
        return_credit(discount_item_id, on=on or allocation.effective_date, context=context)
