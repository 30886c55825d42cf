"""Book the shares of one credit, however they were decided."""

import json
from collections.abc import Sequence
from datetime import date

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.identifiers import new_identifiers
from openbill.primitives.money import Money
from openbill.receivables.commands.book_allocations import ALLOCATION_COLUMNS, book_allocations
from openbill.receivables.events import CreditWasAllocated
from openbill.receivables.models import OpenItem
from openbill.receivables.types import CreditAllocation, OpenDebit, Share


def share_credit(credit: OpenItem, shares: Sequence[Share], *, on: date | None, context: Context) -> CreditAllocation:
    """Book shares of a locked credit on locked debts; effective on the credit's own day unless said otherwise."""
    identifiers = new_identifiers(len(shares))
    rows = [
        {
            "allocation_id": str(identifier),
            "debit_item_id": str(share.item_id),
            "credit_item_id": str(credit.id),
            "amount_minor": share.amount.minor_units,
            "economic_date": (on or credit.document_date).isoformat(),
        }
        for identifier, share in zip(identifiers, shares, strict=True)
    ]
    if rows:
        book_allocations(
            f"(SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS row ({ALLOCATION_COLUMNS}))",
            {"rows": json.dumps(rows)},
            context=context,
        )
    spent = Money.total((share.amount for share in shares), credit.currency)
    publish(
        CreditWasAllocated(
            credit.id,
            credit.customer_id,
            spent.minor_units,
            credit.currency,
            tuple(share.item_id for share in shares),
        ),
        context=context,
    )
    return CreditAllocation(credit.id, tuple(identifiers), tuple(shares), open_amount(credit) - spent)


def open_amount(item: OpenItem) -> Money:
    """What is open on an item."""
    return Money(item.open_minor, item.currency)


def as_open_debit(item: OpenItem) -> OpenDebit:
    """An item as the policies see it."""
    return OpenDebit(item.id, item.due_date, open_amount(item), Money(item.disputed_minor, item.currency))
