"""Which items without a value settled each other, directly or by way of others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from openbill.receivables.types import UnvaluedGroup, UnvaluedItem, UnvaluedUse


def settled_groups(
    items: Sequence[UnvaluedItem], uses: Sequence[UnvaluedUse], about_to_settle: Iterable[tuple[UUID, UUID]] = ()
) -> list[UnvaluedGroup]:
    """The items in groups that no allocation leads out of, each with its allocations, in the order of the items.

    An allocation that was undone counts too: on some day, or to somebody who asks what was known, it stood. The
    pairs that are about to settle each other count as if they had; of these an item that is not among
    the items has a value already, and joins nothing.
    """
    leader = {item.item_id: item.item_id for item in items}

    def leader_of(item_id: UUID) -> UUID:
        while leader[item_id] != item_id:
            leader[item_id] = leader[leader[item_id]]
            item_id = leader[item_id]
        return item_id

    for one, other in (*((use.debit_item_id, use.credit_item_id) for use in uses), *about_to_settle):
        if one in leader and other in leader:
            leader[leader_of(other)] = leader_of(one)
    members: dict[UUID, list[UnvaluedItem]] = defaultdict(list)
    for item in items:
        members[leader_of(item.item_id)].append(item)
    settlements: dict[UUID, list[UnvaluedUse]] = defaultdict(list)
    for use in uses:
        settlements[leader_of(use.debit_item_id)].append(use)
    return [UnvaluedGroup(tuple(group), tuple(settlements[first])) for first, group in members.items()]
