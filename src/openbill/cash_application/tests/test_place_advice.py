"""What a receipt pays as its payer wrote: all of it, or nothing."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from openbill.cash_application.policies.place_advice import AdvisedPart, AsAdvised, NamedItem, place_advice
from openbill.cash_application.types.decisions import CreditUse, Deduction
from openbill.disputes.types import DisputeReason
from openbill.payments.types import Shortfall, ShortfallKind
from openbill.primitives.money import Money
from openbill.receivables.types import Designation

ANNA, BEN = uuid4(), uuid4()
ITEMS: dict[str, UUID] = {number: uuid4() for number in ("A1", "A2", "A3", "B1", "CN")}


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def item(number: str, minor: int, customer: UUID = ANNA, *, discount: int = 0, disputed: int = 0) -> NamedItem:
    return NamedItem(ITEMS[number], number, customer, "", date(2026, 3, 1), minor, discount, disputed)


def placed(received: int, parts: list[AdvisedPart], *items: NamedItem) -> AsAdvised | None:
    return place_advice(eur(received), parts, {each.number: [each] for each in items})


def designated(number: str, minor: int) -> Designation:
    return Designation(ITEMS[number], eur(minor))


def test_each_document_gets_what_the_payer_says():
    found = placed(150, [AdvisedPart("A1", 100), AdvisedPart("A2", 50)], item("A1", 120), item("A2", 50))
    assert found is not None
    (placing,) = found.placings
    assert placing.designations == (designated("A1", 100), designated("A2", 50))
    assert (placing.shortfalls, placing.deductions, found.is_plain) == ((), (), True)


def test_a_document_without_an_amount_is_paid_in_full():
    found = placed(90, [AdvisedPart("A1", None, deduction=10, reason=DisputeReason.PRICE)], item("A1", 100))
    assert found is not None
    (placing,) = found.placings
    assert placing.designations == (designated("A1", 90),)
    assert placing.deductions == (Deduction(ITEMS["A1"], eur(10), DisputeReason.PRICE),)


def test_several_reasons_on_one_short_payment():
    parts = [
        AdvisedPart("A1", 850, discount=20, deduction=100, reason=DisputeReason.QUALITY),
        AdvisedPart("A1", 0, deduction=30, reason=DisputeReason.PRICE),
    ]
    found = placed(850, parts, item("A1", 1000, discount=20))
    assert found is not None
    (placing,) = found.placings
    assert placing.shortfalls == (Shortfall(ITEMS["A1"], eur(20), ShortfallKind.DISCOUNT),)
    assert placing.deductions == (
        Deduction(ITEMS["A1"], eur(100), DisputeReason.QUALITY),
        Deduction(ITEMS["A1"], eur(30), DisputeReason.PRICE),
    )


def test_a_discount_that_settles_the_rest_is_granted_unasked_and_a_late_one_is_disputed():
    parts = [AdvisedPart("A1", 98, discount=2), AdvisedPart("A2", 98, discount=2)]
    found = placed(196, parts, item("A1", 100, discount=2), item("A2", 100))
    assert found is not None
    (placing,) = found.placings
    assert placing.shortfalls == ()
    assert placing.deductions == (Deduction(ITEMS["A2"], eur(2), DisputeReason.UNEARNED_DISCOUNT),)


def test_a_credit_is_taken_off_and_each_customer_has_a_placing():
    parts = [AdvisedPart("A1", 100), AdvisedPart("CN", -30), AdvisedPart("B1", 40)]
    found = placed(110, parts, item("A1", 100), item("CN", -30), item("B1", 40, BEN))
    assert found is not None
    annas, bens = found.placings
    assert annas.designations == (designated("A1", 70),)
    assert annas.credit_uses == (CreditUse(ITEMS["CN"], ITEMS["A1"], eur(30)),)
    assert (bens.customer_id, bens.amount) == (BEN, eur(40))


def test_a_debit_note_of_the_payer_is_kept_of_the_largest_debt():
    parts = [AdvisedPart("A1", 50), AdvisedPart("A2", 100), AdvisedPart("DN-9", -12, reason=DisputeReason.QUALITY)]
    found = placed(138, parts, item("A1", 50), item("A2", 100))
    assert found is not None
    (placing,) = found.placings
    assert placing.designations == (designated("A1", 50), designated("A2", 88))
    assert placing.deductions == (Deduction(ITEMS["A2"], eur(12), DisputeReason.QUALITY),)


def test_a_deduction_beside_amounts_that_are_less_it_says_why_something_is_missing():
    parts = [AdvisedPart("A1", 50), AdvisedPart("A2", 88), AdvisedPart("", None, deduction=12)]
    found = placed(138, parts, item("A1", 50), item("A2", 100))
    assert found is not None
    (placing,) = found.placings
    assert placing.deductions == (Deduction(ITEMS["A2"], eur(12), DisputeReason.OTHER),)
    assert not found.is_plain


def test_tax_that_was_withheld_is_not_disputed():
    part = AdvisedPart("A1", 85, deduction=15, reason=ShortfallKind.WITHHOLDING_TAX)
    found = placed(85, [part], item("A1", 100))
    assert found is not None
    (placing,) = found.placings
    assert placing.shortfalls == (Shortfall(ITEMS["A1"], eur(15), ShortfallKind.WITHHOLDING_TAX),)
    assert (placing.deductions, found.is_plain) == ((), True)


def test_what_is_disputed_already_is_not_disputed_again():
    part = AdvisedPart("A1", 80, deduction=20, reason=DisputeReason.PRICE)
    found = placed(80, [part], item("A1", 100, disputed=15))
    assert found is not None
    assert found.placings[0].deductions == (Deduction(ITEMS["A1"], eur(5), DisputeReason.PRICE),)


@pytest.mark.parametrize(
    ("received", "parts"),
    [
        (100, [AdvisedPart("A1", 100), AdvisedPart("A9", 20)]),
        (120, [AdvisedPart("A1", 120)]),
        (90, [AdvisedPart("A1", 100)]),
        (100, [AdvisedPart("", 100)]),
        (95, [AdvisedPart("A1", 95, deduction=10)]),
        (100, [AdvisedPart("A1", 100), AdvisedPart("DN", -200)]),
        (1, [AdvisedPart("A1", 31), AdvisedPart("CN", -30)]),
        (-30, [AdvisedPart("CN", -30)]),
        (100, []),
    ],
    ids=[
        "unknown",
        "beyond",
        "less",
        "nameless",
        "kept-too-much",
        "note-too-large",
        "part-credit",
        "credit",
        "nothing",
    ],
)
def test_what_does_not_add_up_is_no_answer(received: int, parts: list[AdvisedPart]):
    found = placed(received, parts, item("A1", 100), item("CN", -25))
    assert found is None


def test_a_number_of_two_customers_is_no_answer():
    both = [item("A1", 100), item("B1", 100, BEN)]
    assert place_advice(eur(100), [AdvisedPart("A1", 100)], {"A1": both}) is None


@pytest.mark.parametrize(
    ("part", "paid"),
    [
        (AdvisedPart("A1", 150), [100, 50]),
        (AdvisedPart("A1", 90, deduction=10, reason=DisputeReason.PRICE), [90]),
        (AdvisedPart("A1", None), [100, 100]),
        (AdvisedPart("A1", 200), [100, 100]),
    ],
)
def test_instalments_of_a_number_are_paid_in_their_order(part: AdvisedPart, paid: list[int]):
    found = place_advice(eur(sum(paid)), [part], {"A1": [item("A1", 100), item("A2", 100)]})
    assert found is not None
    assert [each.taken.minor_units for each in found.items] == paid
    (placing,) = found.placings
    assert [each.item_id for each in placing.deductions] == ([ITEMS["A1"]] if part.deduction else [])


def test_more_than_all_instalments_is_no_answer():
    both = [item("A1", 100), item("A2", 100)]
    assert place_advice(eur(201), [AdvisedPart("A1", 201)], {"A1": both}) is None
