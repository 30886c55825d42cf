"""Book a write-off that was decided."""

from datetime import date

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.events import ItemWasWrittenOff
from openbill.receivables.models import OpenItem, WriteOffRequest
from openbill.receivables.policies.share_functional_amount import functional_part
from openbill.receivables.types import Designation, NewItem, WriteOff


def settle_write_off(request: WriteOffRequest, item: OpenItem, *, context: Context) -> WriteOff:
    """Settle the requested part of a locked debt with a credit against bad debt, worth the same."""
    amount = Money(request.amount_minor, item.currency)
    # Not before the debt stands in the books, or the credit would lie about unapplied until then.
    day: date = max(request.economic_date, item.posting_date)
    (credit_item_id,) = record_items(
        items=[
            NewItem(
                customer_id=item.customer_id,
                kind="write_off",
                amount=amount,
                document_date=day,
                due_date=day,
                legal_entity_id=item.legal_entity_id,
                reference=item.document_number,
                worth_minor=_worth(item, amount),
            )
        ],
        context=context,
    )
    allocate_as_designated(
        credit_item_id=credit_item_id, designations=[Designation(item.id, amount)], on=day, context=context
    )
    request.state = "approved"
    request.write_off_item_id = credit_item_id
    request.decided_by = context.responsible
    request.decided_at = context.at
    request.save(update_fields=["state", "write_off_item_id", "decided_by", "decided_at"])
    publish(
        ItemWasWrittenOff(item.id, item.customer_id, amount.minor_units, amount.currency),
        context=context,
    )
    return WriteOff(request.id, "approved", credit_item_id)


def _worth(item: OpenItem, amount: Money) -> int | None:
    if not item.is_valued:
        return None
    return functional_part(item.open_minor, item.open_functional_minor, amount.minor_units)
