"""Bring a debt back that was written off and is paid after all."""

from datetime import date
from uuid import UUID

from django.db.models import Max, Sum

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.commands.refuse_future import refuse_future
from openbill.receivables.errors import AmountIsNotPositive, NothingWrittenOff, RecoveryBeforeWriteOff
from openbill.receivables.events import WriteOffWasRecovered
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.types import NewItem


@command(permission="receivables.write_off")
def recover_write_off(*, item_id: UUID, amount: Money, on: date, context: Context) -> UUID:
    """Make an amount that was written off on a debt owed again, as an item of its own against recoveries.

    The write-off itself stays in the books as it was. Returns the new debt, which the late payment settles.
    Raises ItemUnknown, AmountIsNotPositive, CurrencyMismatch, NothingWrittenOff and
    RecoveryBeforeWriteOff.
    """
    refuse_future(on, context)
    item = lock_items([item_id], context=context)[item_id]
    if not amount.is_positive:
        raise AmountIsNotPositive(amount=amount)
    left = _written_off(item, context) - _recovered(item, context)
    if amount > left:
        raise NothingWrittenOff(amount=amount, written_off=left, document_number=item.document_number)
    _refuse_before_the_write_off(item, on, context)
    (recovery_id,) = record_items(
        items=[
            NewItem(
                customer_id=item.customer_id,
                kind="recovery",
                amount=amount,
                document_date=on,
                due_date=on,
                legal_entity_id=item.legal_entity_id,
                reference=item.document_number,
                corrects_id=item.id,
            )
        ],
        context=context,
    )
    publish(WriteOffWasRecovered(item.id, item.customer_id, amount.minor_units, amount.currency), context=context)
    return recovery_id


def _refuse_before_the_write_off(item: OpenItem, on: date, context: Context) -> None:
    last = Allocation.objects.filter(
        organization_id=context.organization_id, debit_item_id=item.id, credit_item__kind="write_off"
    ).aggregate(last=Max("effective_date"))["last"]
    if last is not None and on < last:
        raise RecoveryBeforeWriteOff(document_number=item.document_number, write_off_date=last)


def _written_off(item: OpenItem, context: Context) -> Money:
    total = Allocation.objects.filter(
        organization_id=context.organization_id, debit_item_id=item.id, credit_item__kind="write_off"
    ).aggregate(total=Sum("amount_minor"))["total"]
    return Money(int(total or 0), item.currency)


def _recovered(item: OpenItem, context: Context) -> Money:
    recoveries = OpenItem.objects.filter(
        organization_id=context.organization_id, corrects_id=item.id, kind="recovery"
    ).exclude(id__in=OpenItem.objects.filter(
        organization_id=context.organization_id, counters_id__isnull=False
    ).values("counters_id"))  # fmt: skip
    total = recoveries.aggregate(total=Sum("amount_minor"))["total"]
    return Money(int(total or 0), item.currency)
