"""Which debits are made of what is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from openbill.direct_debits.policies.collection_date import earliest_collection_date
from openbill.primitives.money import Money


@dataclass(frozen=True, slots=True)
class CollectableItem:
    """What of an item may be collected under a mandate: neither disputed nor promised; `attempt` counts from 1.

    `from_date` is the due date, or the day from which it may be collected again.
    """

    item_id: UUID
    mandate_id: UUID
    customer_id: UUID
    document_number: str
    due_date: date
    from_date: date
    amount: Money
    attempt: int


@dataclass(frozen=True, slots=True)
class PlannedDebit:
    """What is collected under a mandate at once; its shares come to it."""

    mandate_id: UUID
    customer_id: UUID
    collection_date: date
    amount: Money
    shares: tuple[tuple[UUID, Money], ...]
    text: str
    attempt: int


def plan_debits(
    items: Iterable[CollectableItem],
    credits_of: Mapping[UUID, Money],
    notice_days_of: Mapping[UUID, int],
    *,
    today: date,
) -> list[PlannedDebit]:
    """One debit for each mandate, on the first day on which all of it may be collected.

    What a customer has in credit lessens the oldest debts first; where nothing is left of them, there is no debit.
    Debts of one due date are taken in order of their identifiers, so that the same inputs give the same debits.
    """
    left = dict(credits_of)
    shares: list[tuple[CollectableItem, Money]] = []
    for item in sorted(items, key=lambda item: (item.due_date, item.item_id)):
        credit = left.get(item.customer_id, Money.zero(item.amount.currency))
        used = min(credit, item.amount)
        left[item.customer_id] = credit - used
        if used < item.amount:
            shares.append((item, item.amount - used))
    shares.sort(key=lambda share: share[0].mandate_id)
    return [
        _debit(mandate_id, list(group), today, notice_days_of[mandate_id])
        for mandate_id, group in groupby(shares, key=lambda share: share[0].mandate_id)
    ]


def _debit(
    mandate_id: UUID, shares: list[tuple[CollectableItem, Money]], today: date, notice_days: int
) -> PlannedDebit:
    first = shares[0][0]
    return PlannedDebit(
        mandate_id=mandate_id,
        customer_id=first.customer_id,
        collection_date=earliest_collection_date(
            due_date=max(item.from_date for item, _ in shares), today=today, notice_days=notice_days
        ),
        amount=Money.total((amount for _, amount in shares), first.amount.currency),
        shares=tuple((item.item_id, amount) for item, amount in shares),
        text=" ".join(dict.fromkeys(item.document_number for item, _ in shares if item.document_number)),
        attempt=max(item.attempt for item, _ in shares),
    )
