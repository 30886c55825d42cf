"""Book the shares of one credit, however they were decided."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.identifiers import new_identifiers
from openbill.primitives.money import Money
from openbill.receivables.commands.book_allocations import ALLOCATION_COLUMNS, book_allocations
from openbill.receivables.commands.take_discounts import Taken, offers_on, take_discounts
from openbill.receivables.events import CreditWasAllocated
from openbill.receivables.models import OpenItem
from openbill.receivables.policies.earned_discount import EarnedDiscount, Offer
from openbill.receivables.policies.share_less_discounts import discounts_of_shares
from openbill.receivables.types import CreditAllocation, OpenDebit, Share


def share_credit(
    credit: OpenItem,
    shares: Sequence[Share],
    debts: Sequence[OpenItem],
    offers: Mapping[UUID, Sequence[Offer]],
    *,
    on: date | None,
    context: Context,
) -> CreditAllocation:
    """Book shares of a locked credit on locked debts; effective on the credit's own day unless said otherwise.

    What the credit earns of the offers on these debts settles the rest of them.
    """
    identifiers = new_identifiers(len(shares))
    day = on or credit.document_date
    rows = [
        {
            "allocation_id": str(identifier),
            "debit_item_id": str(share.item_id),
            "credit_item_id": str(credit.id),
            "amount_minor": share.amount.minor_units,
            "economic_date": day.isoformat(),
        }
        for identifier, share in zip(identifiers, shares, strict=True)
    ]
    if rows:
        book_allocations(
            f"(SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS row ({ALLOCATION_COLUMNS}))",
            {"rows": json.dumps(rows)},
            context=context,
        )
    open_debits = {debt.id: as_open_debit(debt) for debt in debts}
    earned = discounts_of_shares(shares, credit.document_date, open_debits, offers)
    _take(earned, credit, day, context)
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
    return CreditAllocation(
        credit.id,
        tuple(identifiers),
        tuple(shares),
        open_amount(credit) - spent,
        tuple(Share(item_id, discount.amount) for item_id, discount in earned.items()),
    )


def offers_to(credit: OpenItem, debts: Sequence[OpenItem], *, context: Context) -> Mapping[UUID, Sequence[Offer]]:
    """The discounts that a credit can earn on locked debts: only who pays is early."""
    return offers_on([debt.id for debt in debts], context=context) if credit.kind == "payment" else {}


def _take(earned: Mapping[UUID, EarnedDiscount], credit: OpenItem, day: date, context: Context) -> None:
    fresh = OpenItem.objects.filter(organization_id=context.organization_id, id__in=list(earned))
    since = max(credit.posting_date, credit.last_undoing_date or date.min)
    take_discounts([Taken(debt, credit.id, day, earned[debt.id], since) for debt in fresh], context=context)


def open_amount(item: OpenItem) -> Money:
    """What is open on an item."""
    return Money(item.open_minor, item.currency)


def as_open_debit(item: OpenItem) -> OpenDebit:
    """An item as the policies see it."""
    return OpenDebit(item.id, item.due_date, open_amount(item), Money(item.disputed_minor, item.currency))
