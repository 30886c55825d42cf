"""References with check digits come back to the numbers that they were made of, and mistyped ones to nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.cash_application.policies.payment_reference import numbers_behind
from openbill.cash_application.policies.reference_tokens import structured_tokens


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        # The examples of the standards: ISO 11649, the Swiss QR-bill, the Finnish and the Norwegian guides.
        ("RF18539007547034", "539007547034"),
        ("210000000003139471430009017", "21000000000313947143000901"),
        ("12345672", "1234567"),
        ("1234561", "123456"),
    ],
)
def test_the_examples_of_the_standards(reference: str, number: str):
    assert numbers_behind(reference) == {number}


def test_zeros_that_fill_a_reference_up_are_no_part_of_the_number():
    assert numbers_behind("000000000000000000000047119") == {"4711"}


@pytest.mark.parametrize("reference", ["", "RF19539007547034", "210000000003139471430009010", "ABC-123", "12", "١٢٣٤٥"])
def test_what_has_no_right_check_digit_says_nothing(reference: str):
    assert numbers_behind(reference) == set()


@given(st.integers(10**3, 10**19))
def test_one_wrong_digit_is_noticed_by_the_qr_rule(number: int):
    body = f"{number:026}"
    right = next(body + str(check) for check in range(10) if numbers_behind(body + str(check)))
    place = number % 26
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
    assert numbers_behind(right) == {str(number)}
    assert numbers_behind(wrong) == set()


def test_what_banks_mark_as_a_reference_is_taken_for_its_number_too():
    assert structured_tokens(["RF18 5390 0754 7034"]) == {"RF18539007547034", "539007547034"}
    assert structured_tokens(["INV-4711"]) == {"INV4711"}
