"""What was withheld is shared among the debts that the payer named, to the cent."""

from uuid import UUID

import pytest

from openbill.payments.policies.share_withheld import WithheldTaxDoesNotFit, share_withheld
from openbill.primitives.identifiers import new_identifiers
from openbill.primitives.money import Money
from openbill.receivables.types import Designation

A, B, C = new_identifiers(3)


def euros(amount: str) -> Money:
    return Money.of(amount, "EUR")


def shared(came: str, withheld: str, *named: tuple[UUID, str, str]) -> tuple[dict[UUID, str | None], dict[UUID, str]]:
    """What came and what was kept of each debt, told as (debt, open, typed)."""
    designations, shortfalls = share_withheld(
        euros(came),
        euros(withheld),
        [Designation(debt, euros(typed) if typed else None) for debt, _open, typed in named],
        {debt: euros(opened) for debt, opened, _typed in named},
    )
    return (
        {each.item_id: str(each.amount.as_decimal()) if each.amount is not None else None for each in designations},
        {each.item_id: str(each.amount.as_decimal()) for each in shortfalls},
    )


def test_one_debt_is_short_by_all_of_it_and_may_stay_open_in_part():
    assert shared("90.00", "10.00", (A, "100.00", "")) == ({A: None}, {A: "10.00"})
    assert shared("45.00", "5.00", (A, "100.00", "")) == ({A: None}, {A: "5.00"})


def test_several_are_short_by_the_same_rate_to_the_cent():
    came, kept = shared("283.50", "16.50", (A, "100.00", ""), (B, "100.01", ""), (C, "99.99", ""))
    assert kept == {A: "5.50", B: "5.50", C: "5.50"}
    assert came == {A: "94.50", B: "94.51", C: "94.49"}
    _came, kept = shared("9.99", "0.01", (A, "5.00", ""), (B, "5.00", ""))
    assert kept == {A: "0.01"}


def test_amounts_beside_the_debts_say_of_which_it_was_kept():
    came, kept = shared("190.00", "10.00", (A, "100.00", "90.00"), (B, "100.00", ""))
    assert (came, kept) == ({A: "90.00", B: "100.00"}, {A: "10.00"})
    came, kept = shared("90.00", "110.00", (A, "100.00", "90.00"), (B, "100.00", "0.00"))
    assert (came, kept) == ({A: "90.00"}, {A: "10.00", B: "100.00"})


@pytest.mark.parametrize(
    ("came", "withheld", "named", "short"),
    [
        ("190.00", "9.00", [(A, "100.00", ""), (B, "100.00", "")], "10.00"),
        ("95.00", "10.00", [(A, "100.00", "")], "5.00"),
        ("90.00", "10.00", [(A, "100.00", "95.00")], "5.00"),
        ("120.00", "10.00", [(A, "100.00", "110.00"), (B, "100.00", "80.00")], "10.00"),
    ],
)
def test_what_does_not_add_up_is_refused(came: str, withheld: str, named: list[tuple[UUID, str, str]], short: str):
    with pytest.raises(WithheldTaxDoesNotFit) as refused:
        shared(came, withheld, *named)
    assert refused.value.facts == {"withheld": euros(withheld), "short": euros(short)}
