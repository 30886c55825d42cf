"""A BAI2 file says what came in and went out, and is read as the bank means it."""

from datetime import date

import pytest
from tests.support.bai2 import ACCOUNT, BOOKING, WHOLE, a_bai2, amounts_of, line_of, statement_of, usd

from openbill.cash_application.reading.bai2.read_bai2 import read_bai2
from openbill.cash_application.types.statements import Balance, Remittance, Statement, StatementKind, StatementLine
from openbill.primitives.money import Money


def test_a_statement_with_one_payment():
    assert statement_of(a_bai2(ACCOUNT, BOOKING)) == Statement(
        place="statement 1",
        account="0123456789",
        currency="USD",
        kind=StatementKind.FINAL,
        reference="7",
        bank="121000358",
        opening=Balance(date(2026, 3, 2), usd("10")),
        closing=Balance(date(2026, 3, 2), usd("110")),
        lines=(
            StatementLine(
                place="line 4",
                booked_date=date(2026, 3, 2),
                amount=usd("100"),
                value_date=date(2026, 3, 3),
                remittance=Remittance("INV-7 MILLER LTD"),
                end_to_end_id="C-1",
                bank_reference="B-1",
                code="165",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("code", "amount"),
    [
        ("100", "1"),
        ("399", "1"),
        ("400", "-1"),
        ("699", "-1"),
        ("920", "1"),
        ("959", "1"),
        ("960", "-1"),
        ("999", "-1"),
    ],
)
def test_the_code_says_whether_money_came_in(code: str, amount: str):
    line = line_of(f"16,{code},100,,,,/")
    assert (line.amount, line.code, line.is_reversal) == (usd(amount), code, False)


def test_a_negative_amount_takes_another_back():
    line = line_of("16,165,-100,,,,/")
    assert (line.amount, line.is_reversal) == (usd("-1"), True)


def test_amounts_have_the_decimals_of_their_currency():
    assert line_of("16,165,100,,,,/", currency="JPY").amount == Money(100, "JPY")
    assert line_of("16,165,100,,,,/", currency="KWD").amount == Money.of("0.100", "KWD")
    assert statement_of(a_bai2(ACCOUNT.replace(",,010", ",EUR,010"), currency="JPY")).currency == "EUR"


@pytest.mark.parametrize(
    ("funds", "value_date"),
    [
        ("", None),
        ("0", None),
        ("Z", None),
        ("V,260305,", date(2026, 3, 5)),
        ("V,,", None),
        ("S,100,0,0", None),
        ("D,2,0,50,1,50", None),
    ],
)
def test_when_the_money_can_be_used(funds: str, value_date: date | None):
    line = line_of(f"16,165,100,{funds},B-1,C-1,INV-7")
    assert (line.value_date, line.bank_reference, line.end_to_end_id) == (value_date, "B-1", "C-1")
    assert line.remittance.text == "INV-7"


@pytest.mark.parametrize(
    "booking",
    [
        "16,165,100,,B-1,C-1,INV-7, INV-8/9 of May",
        "16,165,100,,B-1,C-1,INV-7,/\n88,INV-8/9 of May",
        "16,165,100,,B-1,C-1/\n88,INV-7, INV-8/9\n88, of May  /",
        "16,165,100/\n88,,B-1/\n88,C-1,INV-7, INV-8/9 of May",
        "16,165,100,,B-1,C-1,/\n88,INV-7, INV-8/9 of May",
    ],
)
def test_a_record_goes_on_in_the_next_lines(booking: str):
    line = line_of(booking)
    assert (line.bank_reference, line.end_to_end_id) == ("B-1", "C-1")
    assert line.remittance.text == "INV-7, INV-8/9 of May"


def test_balances_go_on_too_and_available_ones_are_left_out():
    records = ("03,1,,010,5,,,040,6,,,100/", "88,7,2,S,1,2,4,015/", "88,8,,/")
    total = 5 + 6 + 7 + 8
    text = a_bai2(*records).replace(f"49,{sum_of(records)},", f"49,{total},")
    text = text.replace(f"98,{sum_of(records)},", f"98,{total},").replace(f"99,{sum_of(records)},", f"99,{total},")
    statement = statement_of(text)
    on = date(2026, 3, 2)
    assert (statement.opening, statement.closing) == (Balance(on, usd("0.05")), Balance(on, usd("0.08")))


def sum_of(records: tuple[str, ...]) -> int:
    return sum(int(each) for record in records for each in amounts_of(record))


def test_a_report_of_the_running_day_closes_with_the_current_balance():
    text = a_bai2("03,1,,030,700,,/", modifier="3")
    statement = statement_of(text)
    assert (statement.kind, statement.closing) == (StatementKind.INTERIM, Balance(date(2026, 3, 2), usd("7")))
    assert statement_of(a_bai2("03,1,,030,700,,/", modifier="4")).closing is None


def test_a_message_of_the_bank_is_no_booking():
    statement = statement_of(a_bai2(ACCOUNT, BOOKING, "16,890,,,,,CLOSED ON MONDAY"))
    assert (len(statement.lines), statement.note) == (1, "CLOSED ON MONDAY")


def test_files_behind_each_other_and_their_ends_of_lines():
    for text in (WHOLE + WHOLE, (WHOLE + WHOLE).replace("\n", "\r\n"), (WHOLE + WHOLE).replace("\n", "  \n\n")):
        statements = read_bai2(text.encode(), "x")
        assert [each.place for each in statements] == ["statement 1", "statement 2"]
        assert [len(each.lines) for each in statements] == [2, 2]


def test_a_correction_says_so():
    assert statement_of(a_bai2(ACCOUNT, status="3")).warnings == ("The bank marks the statement as a correction.",)
