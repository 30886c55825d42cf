"""Keep what a customer contests."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.customers.queries.with_merged import with_merged
from openbill.disputes.errors import (
    ContestedTwice,
    DebtsOfSeveralCustomers,
    DisputeOfTheFuture,
    MoreContestedThanOpen,
    NotADebt,
    NothingContested,
)
from openbill.disputes.events import DisputeWasOpened
from openbill.disputes.models import Dispute, DisputedItem
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.mark_disputed_part import mark_disputed_part
from openbill.receivables.models import OpenItem
from openbill.receivables.types import Side


@command(permission="disputes.manage", personal=("note",), subject="dispute_id")
def open_dispute(
    *,
    contested: Sequence[Contested],
    reason: DisputeReason,
    note: str = "",
    on: date | None = None,
    answer_by: date | None = None,
    context: Context,
) -> UUID:
    """Open a dispute over debts of one customer, or over parts of them; returns its identifier.

    The contested part is not reminded of and not settled by credits unasked; the rest of the debt is.
    Raises NothingContested, ContestedTwice, ItemUnknown, NotADebt, DebtsOfSeveralCustomers, DisputeOfTheFuture
    and MoreContestedThanOpen.
    """
    if not contested:
        raise NothingContested
    if len({each.item_id for each in contested}) < len(contested):
        raise ContestedTwice
    items = lock_items([each.item_id for each in contested], context=context)
    if len({item.currency for item in items.values()}) > 1 or not _are_one({i.customer_id for i in items.values()}):
        raise DebtsOfSeveralCustomers
    day = on or context.today()
    if day > (today := read_latest_day(context=context)):
        raise DisputeOfTheFuture(day=day, today=today)
    parts = {each.item_id: _contested_part(items[each.item_id], each.amount) for each in contested}
    some = next(iter(items.values()))
    dispute = Dispute(
        organization_id=context.organization_id,
        customer_id=some.customer_id,
        reason=reason.value,
        note=note,
        currency=some.currency,
        opened_on=day,
        answer_by=answer_by,
        command_id=context.running_command_id,
    )
    dispute.save(force_insert=True)
    for item_id, part in parts.items():
        DisputedItem(
            organization_id=context.organization_id,
            dispute_id=dispute.id,
            item_id=item_id,
            amount_minor=part.minor_units,
        ).save(force_insert=True)
        already = Money(items[item_id].disputed_minor, part.currency)
        mark_disputed_part(item_id, already + part, context=context)
    total = Money.total(parts.values(), some.currency)
    publish(
        DisputeWasOpened(dispute.id, some.customer_id, reason.value, total.minor_units, total.currency),
        context=context,
    )
    return dispute.id


def _are_one(customer_ids: set[UUID]) -> bool:
    return all(customer_ids <= with_merged([customer_id]) for customer_id in customer_ids)


def _contested_part(item: OpenItem, amount: Money | None) -> Money:
    if item.side != Side.DEBIT:
        raise NotADebt(document_number=item.document_number)
    left = Money(max(0, item.open_minor - item.disputed_minor), item.currency)
    part = left if amount is None else amount
    if not part.is_positive or part > left:
        raise MoreContestedThanOpen(amount=part, document_number=item.document_number, left=left)
    return part
