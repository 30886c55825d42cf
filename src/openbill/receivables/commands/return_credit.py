"""Take a credit back with everything that it settled."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from openbill.foundation.context import Context
from openbill.foundation.overtaken import ActOvertaken
from openbill.foundation.staging import staged_rows
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.cancel_items import cancel_items
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.undo_allocations import undo_allocations
from openbill.receivables.errors import CreditWasCancelled, CreditWasRefunded
from openbill.receivables.models import Allocation, DiscountTaken, OpenItem


def return_credit(item_id: UUID, *, on: date, context: Context) -> None:
    """Undo from a day on what a credit settled, and the discounts on these debts, and cancel these credits.

    A discount is for who has paid all of the debt in time: without a part of it nothing was earned. What a bank kept
    of this credit, and what it was short of, goes with it. Inside the running command. Raises CreditWasRefunded where a
    part of it was given back to the customer, and CreditWasCancelled.
    """
    if OpenItem.objects.filter(organization_id=context.organization_id, counters_id=item_id).exists():
        raise CreditWasCancelled
    settled = {use.debit_item_id for use in _live_uses([item_id], context)}
    cancelled_before = OpenItem.objects.filter(organization_id=context.organization_id, counters_id__isnull=False)
    discounts = DiscountTaken.objects.filter(
        Q(earned_by_id=item_id) | Q(debit_item_id__in=settled, discount_item__kind="discount"),
        organization_id=context.organization_id,
    ).exclude(discount_item_id__in=cancelled_before.values("counters_id"))
    credit_ids = [item_id, *discounts.values_list("discount_item_id", flat=True)]
    uses = _live_uses(credit_ids, context)
    debit_ids = {use.debit_item_id for use in uses}
    locked = lock_items([*credit_ids, *debit_ids], context=context)
    uses = _live_uses(credit_ids, context)
    if {use.debit_item_id for use in uses} - debit_ids:
        raise ActOvertaken("The credit settled something else before it was locked.")
    refunded = [use for use in uses if locked[use.debit_item_id].kind == "refund"]
    if refunded:
        amount = sum(use.amount_minor for use in refunded)
        raise CreditWasRefunded(amount=Money(amount, refunded[0].currency))
    undoings = [(new_identifier(), use.id, on) for use in uses]
    with staged_rows("undone", "undoing_id uuid, allocation_id uuid, economic_date date", undoings) as undone:
        undo_allocations(undone, {}, context=context)
    # What another system had used of it provisionally goes with it: it was never owed here.
    uses_elsewhere = [item.id for item in locked.values() if item.kind == "external_use"]
    wholly_open = OpenItem.objects.filter(
        organization_id=context.organization_id, id__in=[*credit_ids, *uses_elsewhere], open_minor__gt=0
    ).values_list("id", flat=True)
    cancelled = [(credit_id, on) for credit_id in sorted(wholly_open)]
    with staged_rows("returned", "item_id uuid, economic_date date", cancelled) as returned:
        cancel_items(returned, {}, context=context)


def _live_uses(credit_ids: list[UUID], context: Context) -> list[Allocation]:
    """The allocations of credits that were not undone."""
    allocations = Allocation.objects.filter(organization_id=context.organization_id)
    undone = allocations.filter(undoes_id=OuterRef("id"))
    return list(allocations.filter(credit_item_id__in=credit_ids, undoes_id=None).exclude(Exists(undone)))
