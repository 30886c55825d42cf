"""Which accounts a posted bank line teaches, and whose customers pay from them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID


class ToldPart(NamedTuple):
    """A payment of a bundle as the bank tells it: the account it came from, blank where none is named."""

    account: str
    amount_minor: int


class PlacedPart(NamedTuple):
    """A part of what a line was said to be: whose it is, and how much."""

    customer_id: UUID
    amount_minor: int


class Payer(NamedTuple):
    """An account, and a customer for whom it paid."""

    account: str
    customer_id: UUID


def taught_payers(account: str, told: Sequence[ToldPart], placed: Sequence[PlacedPart]) -> list[Payer]:
    """What is learned from a line of `account` whose payments are `placed` in their order.

    A line of one payment teaches its account. The account of a bundle may be the bank's or a collector's and teaches
    nothing; its payments teach theirs where each of them names one and was placed by itself, in the order of the bank.
    One from which a bundle pays for several customers is a collector's too.
    """
    if not told:
        return [Payer(account, each.customer_id) for each in placed if account]
    if not all(part.account for part in told) or [part.amount_minor for part in told] != [
        part.amount_minor for part in placed
    ]:
        return []
    payers = [Payer(part.account, each.customer_id) for part, each in zip(told, placed, strict=True)]
    paid_for: dict[str, set[UUID]] = defaultdict(set)
    for payer in payers:
        paid_for[payer.account].add(payer.customer_id)
    return [payer for payer in payers if len(paid_for[payer.account]) == 1]
