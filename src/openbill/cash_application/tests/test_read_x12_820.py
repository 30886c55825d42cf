"""An EDI 820 becomes remittance advices, in the signs that its head names; what is broken is refused with its line."""

from datetime import date

import pytest
from tests.support.remittances import HEAD, an_820

from openbill.cash_application.errors import (
    RemittanceCannotBeRead,
    RemittanceIsNotRecognised,
    RemittanceIsTruncated,
)
from openbill.cash_application.reading.remittances.x12.read_x12_820 import read_x12_820
from openbill.cash_application.types.remittances import AdvisedLine, RemittanceAdvice
from openbill.primitives.money import Money


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def read(text: str) -> tuple[RemittanceAdvice, ...]:
    return read_x12_820(text.encode(), "advice.edi", "USD")


def only(text: str) -> RemittanceAdvice:
    (advice,) = read(text)
    return advice


def test_payer_payment_and_documents():
    advice = only(
        an_820("N1*PR*NORTHWIND RETAIL CO*91*NW-1", "N1*PE*US", "ENT*1", "RMR*IV*R-1**60.00*62.00*2.00", "REF*PO*PO-9",
               "RMR*IV*R-2**40.00")
    )  # fmt: skip
    assert (advice.payer_name, advice.payer_number, advice.payer_account) == (
        "NORTHWIND RETAIL CO",
        "NW-1",
        "123456789",
    )
    assert (advice.reference, advice.amount, advice.paid_date) == ("TRACE-77001", usd(100_00), date(2026, 9, 18))
    assert advice.lines == (
        AdvisedLine("R-1", usd(60_00), discount=usd(2_00), purchase_order="PO-9"),
        AdvisedLine("R-2", usd(40_00)),
    )
    assert advice.warnings == ()


def test_an_adjustment_that_takes_off_is_a_deduction_with_its_code_and_note():
    advice = only(an_820("ENT*1", "RMR*IV*R-1**100.00*120.00", "ADX*-20.00*04", "NTE*INV*TWO CARTONS BROKEN"))
    (line,) = advice.lines
    assert (line.amount, line.deduction, line.reason_code, line.reason) == (
        usd(100_00), usd(20_00), "04", "TWO CARTONS BROKEN",
    )  # fmt: skip


def test_an_adjustment_that_adds_up_a_document_is_none():
    (line,) = only(an_820("ENT*1", "RMR*IV*R-1**100.00", "ADX*60.00*1", "ADX*40.00*2")).lines
    assert (line.amount, line.deduction) == (usd(100_00), None)


def test_an_adjustment_of_no_document_is_a_part_of_its_own():
    lines = only(an_820("ENT*1", "ADX*-5.00*52*CM*CN-3", "RMR*IV*R-1**105.00")).lines
    assert [(line.document_number, line.amount) for line in lines] == [("CN-3", usd(-5_00)), ("R-1", usd(105_00))]
    assert lines[0].reason_code == "52"


@pytest.mark.parametrize("written", ["-20.00", "20.00"])
def test_a_credit_note_is_taken_off_however_it_is_written(written: str):
    lines = only(an_820("ENT*1", "RMR*IV*R-1**120.00", f"RMR*CM*CN-1**{written}")).lines
    assert [line.amount for line in lines] == [usd(120_00), usd(-20_00)]


def test_items_and_their_parts_are_left_out():
    lines = only(an_820("ENT*1", "RMR*IV*R-1**100.00", "IT1*1*5*EA*20", "REF*PO*NOT-THIS", "SLN*1**I")).lines
    assert lines == (AdvisedLine("R-1", usd(100_00)),)


def test_the_currency_is_the_one_that_is_told():
    advice = only(an_820("CUR*PR*JPY", "ENT*1", "RMR*IV*R-1**1000", amount="1000"))
    assert (advice.currency, advice.amount) == ("JPY", Money(1_000, "JPY"))


def test_a_document_without_what_is_paid_is_paid_less_its_discount():
    (line,) = only(an_820("ENT*1", "RMR*IV*R-1***102.00*2.00")).lines
    assert (line.amount, line.discount) == (usd(100_00), usd(2_00))


@pytest.mark.parametrize(("between", "end"), [("|", "'"), ("\x1d", "\x1c"), ("+", "\n"), ("*", "~\r\n")])
def test_any_signs_part_elements_and_segments(between: str, end: str):
    text = an_820("ENT*1", "RMR*IV*R-1**100.00").replace("\n", "").replace("*", between).replace("~", end)
    assert only(text).lines == (AdvisedLine("R-1", usd(100_00)),)


def test_several_sets_and_interchanges_are_as_many_advices():
    first, second = an_820(trace="T-1"), an_820(trace="T-2").replace("*", "|")
    assert [each.reference for each in read(first + second)] == ["T-1", "T-2"]
    both = an_820(trace="T-1").replace(
        "GE*1*7~", "ST*820*0002~\nBPR*C*7.00*C*CHK~\nREF*CK*CHECK-5~\nSE*4*0002~\nGE*2*7~"
    )
    assert [(each.reference, each.amount) for each in read(both)] == [("T-1", usd(100_00)), ("CHECK-5", usd(7_00))]


def test_another_transaction_set_beside_it_is_left_out():
    both = an_820().replace("GE*1*7~", "ST*997*0002~\nAK1*RA*7~\nSE*3*0002~\nGE*2*7~")
    assert len(read(both)) == 1


def test_a_wrong_count_is_a_warning():
    assert only(an_820(count=14)).warnings == ("SE says 14 segments, 4 are there",)
    wrong = an_820().replace("GE*1*7~", "GE*3*8~").replace("IEA*1*", "IEA*2*")
    assert only(wrong).warnings == (
        "GE says 3 transaction sets, 1 are there",
        'GE closes "8", and GS opened "7"',
        "IEA says 2 groups, 1 are there",
    )


@pytest.mark.parametrize("lost", ["SE*4*0001~\n", "GE*1*7~\n", "IEA*1*000000007~\n"])
def test_what_is_not_closed_is_truncated(lost: str):
    with pytest.raises(RemittanceIsTruncated):
        read(an_820().replace(lost, ""))


def test_every_beginning_of_a_file_is_refused():
    text = an_820("ENT*1", "RMR*IV*R-1**100.00").rstrip()
    for length in range(len(text)):
        with pytest.raises((RemittanceIsTruncated, RemittanceIsNotRecognised, RemittanceCannotBeRead)):
            read(text[:length])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (an_820("RMR*IV*R-1**12,50"), 'Line 6 of advice.edi cannot be read: "12,50" is no amount'),
        (an_820("RMR*IV*R-1**1.005"), "1.005 has more decimals than USD knows"),
        (an_820("RMR*IV*R-1**999999999999999999"), "is more than an account can hold"),
        (an_820(amount=""), "Line 4 of advice.edi cannot be read: no amount is told"),
        (an_820("CUR*PR*XXX"), '"XXX" is no currency'),
        (an_820().replace("20260918~\nTRN", "20261350~\nTRN"), '"20261350" is no date'),
        (an_820().replace("BPR*", "BPX*"), "it tells no payment (BPR)"),
        (an_820().replace("TRN*1", "??*1"), '"??" is no segment'),
        (an_820().replace("SE*4*", "SE*x*"), '"x" is no number'),
        (an_820(head=HEAD.replace("PAYER   ", "PAYER")), "not as wide as X12 says"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_line(text: str, says: str):
    with pytest.raises(RemittanceCannotBeRead) as refused:
        read(text)
    assert says in str(refused.value)


def test_a_file_without_a_set_820_is_none():
    with pytest.raises(RemittanceIsNotRecognised):
        read(an_820().replace("ST*820", "ST*810"))
