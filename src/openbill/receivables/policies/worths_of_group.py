"""What items are worth that settled each other before a rate was known, and what their settlements took of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from uuid import UUID

from openbill.primitives.rounding import multiply_and_divide, round_half_away
from openbill.receivables.policies.parts_of_uses import parts_of_uses
from openbill.receivables.types import GroupWorths, UnvaluedGroup, UnvaluedItem, UnvaluedUse

WORTH_WHAT_THEY_SETTLE = (
    "write_off",
    "discount",
    "bank_charge",
    "small_difference",
    "withholding_tax",
    "handed_over",
    "cancellation",
    "external_clearing",
    "external_use",
)
"""The kinds of items that exist for the sake of another one, and no money moves with them.

Booked on an item that has a value, they are worth the part that they settle of it; on one that has none yet,
they are valued by the same rule later.
"""


def worths_of_group(group: UnvaluedGroup, *, else_at: Fraction | None = None) -> GroupWorths | None:
    """The value of each item of one group (see `settled_groups`), and both parts of each of its settlements.

    An item is worth what the rate of its own day makes of it. One of WORTH_WHAT_THEY_SETTLE is worth the very
    part that it settles of the other, so that no difference arises between the two.

    None where the rate of an item's day is missing: a settlement between one with a value and one without would
    not balance, so the group waits as a whole. `else_at`, the worth of one minor unit, stands in for missing rates
    where the group cannot wait, as one of its items meets another one that has a value.
    """
    if else_at is None and any(item.worth_minor is None and item.settles_id is None for item in group.items):
        return None
    by_id = {item.item_id: item for item in group.items}
    uses_of: dict[UUID, list[UnvaluedUse]] = defaultdict(list)
    for use in group.uses:
        uses_of[use.debit_item_id].append(use)
        uses_of[use.credit_item_id].append(use)
    worths: dict[UUID, int] = {}
    parts: dict[UUID, dict[UUID, int]] = {}

    def value(item: UnvaluedItem) -> None:
        if item.item_id in worths:
            return
        if item.settles_id is not None:
            value(by_id[item.settles_id])
            worth = _part_settled_by(item, uses_of[item.item_id], parts[item.settles_id])
        elif item.worth_minor is not None:
            worth = item.worth_minor
        else:
            assert else_at is not None, "A group that lacks a rate was left out above."
            worth = round_half_away(item.amount_minor * else_at)
        worths[item.item_id] = worth
        parts[item.item_id] = parts_of_uses(item.amount_minor, worth, uses_of[item.item_id])

    for item in group.items:
        value(item)
    return GroupWorths(
        items=worths,
        parts={
            use.allocation_id: (
                parts[use.debit_item_id][use.allocation_id],
                parts[use.credit_item_id][use.allocation_id],
            )
            for use in group.uses
        },
    )


def _part_settled_by(item: UnvaluedItem, uses: Sequence[UnvaluedUse], parts: Mapping[UUID, int]) -> int:
    use = next(
        use for use in uses if use.undoes_id is None and item.settles_id in (use.debit_item_id, use.credit_item_id)
    )
    return multiply_and_divide(parts[use.allocation_id], item.amount_minor, use.amount_minor)
