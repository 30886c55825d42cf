"""An advice tells about a line by the payment's reference, or by amount, day and payer; never by an amount alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.cash_application.policies.remittance_fits import (
    DAYS_AFTER,
    DAYS_BEFORE,
    AdviceToFit,
    LineToFit,
    remittance_fits,
)

DAY = 740_000
ADVICE = AdviceToFit(
    "EUR", 50_00, DAY, "TRACE-77001", "Anna Handels GmbH", "K-10042", "DE02120300000000202051", ("R-1234",)
)
LINE = LineToFit("EUR", 50_00, DAY + 1, "payment")


def fits(line: LineToFit, advice: AdviceToFit = ADVICE) -> list[str] | None:
    found = remittance_fits(advice, line)
    return None if found is None else [str(each) for each in found]


@pytest.mark.parametrize(
    "line",
    [
        replace(LINE, text="ACH TRACE 77001 ANNA"),
        replace(LINE, references=("TRACE-77001",)),
        replace(LINE, text="TRACE77001", amount=49_00),
        replace(LINE, text="trace-77001", day=DAY + 300),
    ],
)
def test_the_reference_says_so_alone(line: LineToFit):
    found = fits(line)
    assert found is not None
    assert found[0] == "reference"


def test_leading_zeros_of_a_reference_do_not_count():
    cheque = AdviceToFit("EUR", 50_00, DAY, "000882104")
    assert fits(replace(LINE, text="CHECK 882104", amount=1), cheque) == ["reference", "day"]
    assert fits(replace(LINE, text="CHECK 0000882104", amount=1), replace(cheque, reference="882104"))


def test_a_part_of_a_number_and_a_short_one_are_none():
    assert fits(replace(LINE, text="CHECK 98821041"), AdviceToFit("EUR", 50_00, DAY, "882104")) is None
    assert fits(replace(LINE, text="CHECK 104"), AdviceToFit("EUR", 50_00, DAY, "104")) is None


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        (replace(LINE, party_account="DE02 1203 0000 0000 2020 51"), ["payer_account", "amount", "day"]),
        (replace(LINE, text="customer K-10042"), ["payer_number", "amount", "day"]),
        (replace(LINE, text="for R-1234"), ["document", "amount", "day"]),
        (replace(LINE, party_name="ANNA HANDELS"), ["payer_name", "amount", "day"]),
        (replace(LINE, party_name="Anna Handels GmbH Abt. Einkauf"), ["payer_name", "amount", "day"]),
    ],
)
def test_amount_day_and_payer_say_so_together(line: LineToFit, evidence: list[str]):
    assert fits(line) == evidence


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        replace(LINE, party_name="Bert Ltd"),
        replace(LINE, party_name="ANNA HANDELS", amount=49_99),
        replace(LINE, party_name="ANNA HANDELS", currency="USD"),
        replace(LINE, party_name="ANNA HANDELS", day=DAY + DAYS_AFTER + 1),
        replace(LINE, party_name="ANNA HANDELS", day=DAY - DAYS_BEFORE - 1),
        replace(LINE, text="TRACE-77001", currency="USD"),
        replace(LINE, text="TRACE-77001", amount=-50_00),
    ],
)
def test_anything_less_says_nothing(line: LineToFit):
    assert fits(line) is None


@given(amount=st.integers(1, 10**12), days=st.integers(-30, 30), text=st.text(max_size=40))
def test_an_amount_alone_never_says_so(amount: int, days: int, text: str):
    bare = AdviceToFit("EUR", amount, DAY)
    assert fits(LineToFit("EUR", amount, DAY + days, text, party_name=text), bare) is None
