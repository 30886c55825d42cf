"""A credit note settles what is disputed first, and never more than is open or credited."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.invoicing.policies.spend_credit_note import CorrectedPart, spend_credit_note

FIRST, SECOND = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("credit", "parts", "settled", "answered"),
    [
        # Nothing is disputed: what falls due first.
        (70, [(50, 0), (50, 0)], {FIRST: 50, SECOND: 20}, {}),
        # The second part is disputed: it is meant.
        (20, [(50, 0), (50, 20)], {SECOND: 20}, {}),
        (30, [(50, 0), (50, 20)], {FIRST: 10, SECOND: 20}, {}),
        # What is disputed was paid: the rest settles what is open, and what is left answers.
        (20, [(0, 0), (0, 20)], {}, {SECOND: 20}),
        (70, [(50, 0), (0, 30)], {FIRST: 50}, {SECOND: 20}),
        # More than all: the rest stays a credit.
        (200, [(50, 50), (50, 0)], {FIRST: 50, SECOND: 50}, {}),
    ],
)
def test_spends_a_credit_note(
    credit: int, parts: list[tuple[int, int]], settled: dict[UUID, int], answered: dict[UUID, int]
):
    corrected = [CorrectedPart(item_id, *part) for item_id, part in zip((FIRST, SECOND), parts, strict=True)]
    assert spend_credit_note(credit, corrected) == (settled, answered)


amounts = st.integers(0, 1_000)


@given(amounts, st.lists(st.tuples(amounts, amounts), min_size=1, max_size=6))
def test_never_more_than_there_is(credit: int, parts: list[tuple[int, int]]):
    corrected = [CorrectedPart(UUID(int=number), *part) for number, part in enumerate(parts)]
    spent = spend_credit_note(credit, corrected)
    open_before, disputed_before = (sum(part[place] for part in parts) for place in (0, 1))
    assert sum(spent.settled.values()) == min(credit, open_before)
    assert sum(spent.settled.values()) + sum(spent.answered.values()) <= credit
    assert sum(part.open_minor for part in corrected) == open_before - sum(spent.settled.values())
    assert sum(spent.answered.values()) <= disputed_before
    assert all(part.disputed_minor >= 0 for part in corrected)
