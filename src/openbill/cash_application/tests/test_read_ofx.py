"""An OFX file of either version says what came in and went out, and is read as the bank means it."""

from datetime import date

import pytest
from tests.support.ofx import BOOKING, HEAD, SIGNED_ON, WHOLE, an_ofx, as_xml, line_of, statement_of, usd

from openbill.cash_application.errors import StatementCannotBeRead
from openbill.cash_application.reading.ofx.read_ofx import read_ofx
from openbill.cash_application.types.statements import (
    Balance,
    Party,
    Remittance,
    Statement,
    StatementKind,
    StatementLine,
)
from openbill.primitives.money import Money


def test_a_statement_with_one_payment():
    expected = Statement(
        place="statement 1",
        account="01234567",
        currency="USD",
        kind=StatementKind.FINAL,
        bank="121000358",
        closing=Balance(date(2026, 3, 2), usd("110")),
        lines=(
            StatementLine(
                place="entry 1",
                booked_date=date(2026, 3, 2),
                amount=usd("100"),
                value_date=date(2026, 3, 3),
                party=Party("Miller & Sons", "471112", "ABNANL2A"),
                remittance=Remittance("INV-7"),
                end_to_end_id="C-1",
                bank_reference="B-1",
                code="CREDIT",
                note="319",
            ),
        ),
    )
    text = an_ofx(BOOKING)
    assert statement_of(text) == expected
    assert statement_of(as_xml(text)) == expected
    assert statement_of(f"{HEAD}{as_xml(text)[as_xml(text).index('<OFX>') :]}") == expected
    assert statement_of(text.replace("\n", "")) == expected
    assert statement_of(text[text.index("<OFX>") :].replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    ("text", "amount"),
    [("100", "100"), ("+100.5", "100.5"), ("-100,50", "-100.5"), (".5", "0.5"), ("-000000.9700", "-0.97"), ("0", "0")],
)
def test_amounts(text: str, amount: str):
    assert line_of(TRNAMT=text).amount == usd(amount)


@pytest.mark.parametrize(
    "text",
    ["20260302", "202603021200", "20260302235959", "20260302120000.123", "20260302000000[+1]", "20260302 [0:GMT]"],
)
def test_the_day_is_that_of_the_bank(text: str):
    assert line_of(DTPOSTED=text).booked_date == date(2026, 3, 2)


def test_the_name_stands_in_one_of_three_places():
    assert line_of(NAME="").party.name == ""
    assert line_of(NAME="", MEMO="x\n<EXTDNAME>Miller Ltd").party.name == "Miller Ltd"
    assert line_of(NAME="", MEMO="x\n<PAYEE><NAME>Miller Ltd<CITY>Bonn</PAYEE>").party.name == "Miller Ltd"


def test_a_reference_that_says_nothing_more_is_left_out():
    line = line_of(REFNUM="B-1", CHECKNUM="0")
    assert (line.bank_reference, line.end_to_end_id, line.note) == ("B-1", "", "")


def test_empty_values_that_are_not_closed_hide_nothing():
    line = line_of(FITID="\n", REFNUM="\n", CHECKNUM="\n")
    assert (line.party.name, line.remittance.text, line.bank_reference) == ("Miller & Sons", "INV-7", "")


def test_what_stands_in_a_value_stays():
    assert line_of(MEMO="a < b > c &lt;x&gt; &#233;&#0;&unknown;").remittance.text == "a < b > c <x> é&unknown;"


def test_an_amount_in_another_currency_says_so():
    statement = statement_of(an_ofx(f"{BOOKING}<CURRENCY><CURRATE>1.1<CURSYM>EUR</CURRENCY>"))
    assert statement.lines[0].amount == Money.of("100", "EUR")
    assert statement.warnings == ("Amounts in another currency than the account's: 1, the first in entry 1.",)


def test_several_accounts_and_cards_and_what_is_pending():
    text = an_ofx(BOOKING)
    pending = "<BANKTRANLISTP><DTASOF>20260302<STMTTRNP><TRNAMT>1</STMTTRNP></BANKTRANLISTP>"
    bank = text[text.index("<STMTTRNRS>") : text.index("</BANKMSGSRSV1>")].replace("</STMTRS>", f"{pending}</STMTRS>")
    card = bank.replace("STMTTRNRS", "CCSTMTTRNRS").replace("STMTRS", "CCSTMTRS").replace("BANKACCTFROM", "CCACCTFROM")
    cards = f"<CREDITCARDMSGSRSV1>{card}</CREDITCARDMSGSRSV1>"
    content = text.replace("</BANKMSGSRSV1>", f"{bank}</BANKMSGSRSV1>{cards}")
    statements = read_ofx(content.encode(), "x")
    assert [each.place for each in statements] == ["statement 1", "statement 2", "statement 3"]
    assert [each.pending for each in statements] == [0, 1, 1]
    assert [line.amount for each in statements for line in each.lines] == [usd("100")] * 3


class TestInvestments:
    def of(self, *bookings: str) -> str:
        told = "".join(f"<INVBANKTRAN><STMTTRN>{each}</STMTTRN><SUBACCTFUND>CASH</INVBANKTRAN>" for each in bookings)
        return (
            f"{HEAD}<OFX>{SIGNED_ON}<INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><CURDEF>USD<INVACCTFROM>"
            f"<BROKERID>broker.com<ACCTID>99</INVACCTFROM><INVTRANLIST>{told}</INVTRANLIST></INVSTMTRS></INVSTMTTRNRS>"
            "</INVSTMTMSGSRSV1></OFX>"
        )

    def test_money_of_an_investment_account_is_read_and_securities_are_not(self):
        statement = statement_of(self.of(BOOKING))
        assert (statement.account, statement.bank, len(statement.lines)) == ("99", "broker.com", 1)
        assert statement.warnings == ("Movements of securities were left out.",)

    def test_without_any_it_is_refused(self):
        with pytest.raises(StatementCannotBeRead) as refused:
            read_ofx(self.of().encode(), "x")
        assert refused.value.facts["reason"] == "it is of an investment account, and no money was booked"


@pytest.mark.parametrize(
    ("encoding", "charset", "written"),
    [
        ("USASCII", "1252", "cp1252"),
        ("USASCII", "1252", "utf-8"),
        ("UTF-8", "NONE", "utf-8"),
        ("USASCII", "ISO-8859-1", "latin-1"),
        ("USASCII", "1250", "cp1250"),
        ("ISO-8859-15", "NONE", "iso8859-15"),
    ],
)
def test_letters_of_each_encoding(encoding: str, charset: str, written: str):
    text = WHOLE.replace("Miller", "Müller").replace("USASCII", encoding).replace("1252", charset)
    (statement,) = read_ofx(text.encode(written), "x")
    assert statement.lines[0].party.name == "Müller & Sons"
