"""Items that settled each other get their values together, and what follows another item is worth its part."""

from datetime import date
from fractions import Fraction
from uuid import UUID

from openbill.receivables.policies.worths_of_group import worths_of_group
from openbill.receivables.types import GroupWorths, UnvaluedGroup, UnvaluedItem, UnvaluedUse

DEBT, PAYMENT, CLEARING, CANCELLATION = (UUID(int=number) for number in range(1, 5))


def a_use(number: int, debit: UUID, credit: UUID, amount: int, day: int, undoes: int | None = None) -> UnvaluedUse:
    return UnvaluedUse(
        UUID(int=number), debit, credit, amount, date(2026, 1, day), None if undoes is None else UUID(int=undoes)
    )


def test_a_withdrawn_clearing_and_its_cancellation_are_worth_the_part_of_the_debt() -> None:
    """100.00 of 33.33 each: a payment took a third, and a clearing of the next third was withdrawn again."""
    group = UnvaluedGroup(
        (
            UnvaluedItem(CANCELLATION, 33_33, 40_00, CLEARING),
            UnvaluedItem(CLEARING, 33_33, 35_00, DEBT),
            UnvaluedItem(DEBT, 100_00, 90_01),
            UnvaluedItem(PAYMENT, 33_33, 31_00),
        ),
        (
            a_use(10, DEBT, PAYMENT, 33_33, 5),
            a_use(11, DEBT, CLEARING, 33_33, 6),
            a_use(12, DEBT, CLEARING, -33_33, 9, undoes=11),
            a_use(13, CANCELLATION, CLEARING, 33_33, 9),
        ),
    )

    assert worths_of_group(group) == GroupWorths(
        items={DEBT: 90_01, PAYMENT: 31_00, CLEARING: 30_00, CANCELLATION: 30_00},
        parts={
            UUID(int=10): (30_00, 31_00),
            UUID(int=11): (30_00, 30_00),
            UUID(int=12): (-30_00, -30_00),
            UUID(int=13): (30_00, 30_00),
        },
    )


def test_one_missing_rate_keeps_the_whole_group_waiting_unless_another_stands_in() -> None:
    group = UnvaluedGroup(
        (UnvaluedItem(DEBT, 100_00, None), UnvaluedItem(PAYMENT, 50_00, 47_50)),
        (a_use(10, DEBT, PAYMENT, 50_00, 5),),
    )

    assert worths_of_group(group) is None
    assert worths_of_group(group, else_at=Fraction(9, 10)) == GroupWorths(
        items={DEBT: 90_00, PAYMENT: 47_50}, parts={UUID(int=10): (45_00, 47_50)}
    )
