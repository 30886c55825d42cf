"""Items are in one group where a chain of settlements leads from the one to the other."""

from datetime import date
from uuid import UUID

from openbill.receivables.policies.settled_groups import settled_groups
from openbill.receivables.types import UnvaluedGroup, UnvaluedItem, UnvaluedUse

A, B, C, D, E = (UnvaluedItem(UUID(int=number), 100, None) for number in range(1, 6))
ITEMS = (A, B, C, D, E)


def a_use(debit: UnvaluedItem, credit: UnvaluedItem) -> UnvaluedUse:
    return UnvaluedUse(
        UUID(int=debit.item_id.int * 10 + credit.item_id.int), debit.item_id, credit.item_id, 1, date(2026, 1, 1)
    )


def test_a_chain_is_one_group_with_all_its_settlements() -> None:
    uses = (a_use(A, D), a_use(C, D), a_use(C, E))

    assert settled_groups(ITEMS, uses) == [UnvaluedGroup((A, C, D, E), uses), UnvaluedGroup((B,), ())]


def test_what_is_about_to_settle_each_other_is_in_one_group() -> None:
    use = a_use(A, D)

    groups = settled_groups((A, B, D), (use,), [(B.item_id, D.item_id), (B.item_id, E.item_id)])

    assert groups == [UnvaluedGroup((A, B, D), (use,))]


def test_without_settlements_each_item_is_by_itself() -> None:
    assert [group.items for group in settled_groups(ITEMS, ())] == [(item,) for item in ITEMS]
    assert settled_groups((), ()) == []
