"""Which part of an item's value in the entity's own currency a partial allocation uses up."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from openbill.primitives.rounding import multiply_and_divide


def functional_part(open_minor: int, open_functional_minor: int, amount_minor: int) -> int:
    """The functional-currency part of `amount_minor` out of what is open on one item.

    `open_minor` and `amount_minor` are in the item's currency, `open_functional_minor` is what
    the books carry the open part at; all in minor units and none negative. The part is in
    proportion, rounded half away from zero; the last part takes the whole remainder, so that
    nothing is carried for an item that is settled. Store the part with the allocation: an undo
    gives back the stored part and computes nothing.
    """
    assert 0 < amount_minor <= open_minor, "An allocation uses more than zero and at most what is open."
    assert open_functional_minor >= 0, "A carrying amount is not negative."

    if amount_minor == open_minor:
        return open_functional_minor
    return multiply_and_divide(open_functional_minor, amount_minor, open_minor)


def functional_parts(open_minor: int, open_functional_minor: int, amounts_minor: Sequence[int]) -> list[int]:
    """The functional-currency parts of several allocations of one item that are made together.

    Each running total is rounded as one allocation of that total would be, and each part is what it adds: so
    the parts together are exactly what one allocation of their sum would use up, in whatever steps.
    """
    totals = (functional_part(open_minor, open_functional_minor, total) for total in accumulate(amounts_minor))
    return [after - before for before, after in pairwise((0, *totals))]
