"""An MT940 says what came in and went out, in whatever dialect, and is read as the bank means it."""

from datetime import date

import pytest
from tests.support.camt import eur
from tests.support.mt940 import BOOKING, CLOSING, HEAD, an_mt940, line_of, statement_of

from openbill.cash_application.reading.mt940.read_mt940 import read_mt940
from openbill.cash_application.types.statements import (
    Balance,
    Party,
    Remittance,
    Statement,
    StatementKind,
    StatementLine,
)
from openbill.primitives.money import Money

WHOLE = an_mt940(BOOKING, ":86:166?00GUTSCHRIFT?20EREF+E-1?21SVWZ+INV-7?30ABNANL2A?31NL46ABNA0499998748?32Miller Ltd")


def test_a_statement_with_one_payment():
    assert statement_of(WHOLE) == Statement(
        place="statement 1",
        account="532013000",
        currency="EUR",
        kind=StatementKind.FINAL,
        number="58",
        reference="S-1",
        bank="37040044",
        opening=Balance(date(2026, 3, 1), eur("10")),
        closing=Balance(date(2026, 3, 2), eur("110")),
        lines=(
            StatementLine(
                place="line 5",
                booked_date=date(2026, 3, 2),
                amount=eur("100"),
                value_date=date(2026, 3, 3),
                party=Party("Miller Ltd", "NL46ABNA0499998748", "ABNANL2A"),
                remittance=Remittance("INV-7"),
                end_to_end_id="E-1",
                bank_reference="B-1",
                code="166",
                note="GUTSCHRIFT",
            ),
        ),
    )


class TestFrames:
    def test_an_envelope_and_other_ends_of_lines_change_nothing(self):
        body = WHOLE.removesuffix("-\r\n")
        envelope = "{1:F01COBADEFFXXXX0000000000}{2:I940XXXXN}{4:\r\n"
        for text in (
            body,
            body.rstrip(),
            body + "-XYZ",
            body.replace("\r\n", "\r"),
            f"COBADEFF\r\n940\r\n{WHOLE}",
            f":940:\r\n{WHOLE}",
            f"{envelope}{body}-}}{{5:{{CHK:1}}}}",
            f"\x01{envelope}{body}-}}\x03",
            f"{WHOLE}\x1a",
        ):
            assert [line.amount for line in statement_of(text).lines] == [eur("100")]
        assert statement_of(body.replace("\r\n", "\n")) == statement_of(WHOLE)

    def test_statements_are_apart_with_and_without_an_end_between(self):
        for text in (WHOLE + WHOLE, WHOLE.removesuffix("-\r\n") + WHOLE):
            statements = read_mt940(text.encode(), "x")
            assert [each.place for each in statements] == ["statement 1", "statement 2"]
            assert [len(each.lines) for each in statements] == [1, 1]

    def test_pages_of_a_statement_are_one_each(self):
        first = an_mt940(BOOKING, head=(*HEAD[:2], ":28C:00058/001", HEAD[3]), closing=":62M:C260302EUR110,")
        second = an_mt940(head=(*HEAD[:2], ":28C:00058/002", ":60M:C260302EUR110,"))
        assert [each.number for each in read_mt940((first + second).encode(), "x")] == ["58/1", "58/2"]

    def test_texts_in_each_encoding_of_banks(self):
        for encoding in ("utf-8", "utf-8-sig", "cp1252", "latin-1"):
            (statement,) = read_mt940(WHOLE.replace("Miller", "Müller").encode(encoding), "x")
            assert statement.lines[0].party.name == "Müller Ltd"


class TestHeads:
    @pytest.mark.parametrize(
        ("told", "account", "bank"),
        [
            ("DE89370400440532013000", "DE89370400440532013000", ""),
            ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", ""),
            ("37040044/532013000EUR", "532013000", "37040044"),
            ("COBADEFF/DE89370400440532013000", "DE89370400440532013000", "COBADEFF"),
            ("NL71RABO0123456789 EUR", "NL71RABO0123456789", ""),
            ("/532013000/EUR", "532013000", ""),
            ("1291.99.348EUR", "1291.99.348", ""),
        ],
    )
    def test_the_account_with_its_bank_before_and_its_currency_behind(self, told: str, account: str, bank: str):
        statement = statement_of(an_mt940(head=(HEAD[0], f":25:{told}", *HEAD[2:])))
        assert (statement.account, statement.bank) == (account, bank)

    def test_the_bank_in_a_line_of_its_own(self):
        statement = statement_of(an_mt940(head=(HEAD[0], ":25P:532013000\r\nCOBADEFF", *HEAD[2:])))
        assert (statement.account, statement.bank) == ("532013000", "COBADEFF")

    @pytest.mark.parametrize(
        ("told", "number"), [("00035/00001", "35"), ("7/2", "7/2"), ("0", ""), ("00000/00", ""), ("A7", "A7")]
    )
    def test_the_number_and_its_page(self, told: str, number: str):
        assert statement_of(an_mt940(head=(*HEAD[:2], f":28C:{told}", HEAD[3]))).number == number

    def test_what_follows_the_closing_balance_belongs_to_the_statement(self):
        text = an_mt940(
            BOOKING, ":86:INV-7", closing=f"{CLOSING}\r\n:64:C260302EUR90,\r\n:86:INTEREST 2%\r\nFROM APRIL"
        )
        statement = statement_of(text)
        assert statement.note == "INTEREST 2% FROM APRIL"
        assert statement.lines[0].remittance.text == "INV-7"


class TestBookings:
    @pytest.mark.parametrize(
        ("mark", "amount", "is_reversal"),
        [("C", "100", False), ("D", "-100", False), ("RC", "-100", True), ("RD", "100", True), ("DR", "-100", False)],
    )
    def test_the_mark_says_whether_money_came_in(self, mark: str, amount: str, is_reversal: bool):
        line = line_of("x", f":61:2603030302{mark}100,00NTRFNONREF")
        assert (line.amount, line.is_reversal) == (eur(amount), is_reversal)

    @pytest.mark.parametrize(
        ("text", "amount"),
        [("0,12", "0.12"), ("001,5", "1.5"), ("7,", "7"), ("7", "7"), (",5", "0.5"), ("1.50", "1.5")],
    )
    def test_amounts(self, text: str, amount: str):
        assert line_of("x", f":61:260303C{text}NTRFNONREF").amount == eur(amount)

    @pytest.mark.parametrize(
        ("value", "entry", "booked"),
        [
            ("260303", "", "2026-03-03"),
            ("260303", "0304", "2026-03-04"),
            ("260101", "1231", "2025-12-31"),
            ("251231", "0102", "2026-01-02"),
            ("240301", "0229", "2024-02-29"),
            ("991231", "0101", "2000-01-01"),
        ],
    )
    def test_the_year_of_the_entry_is_that_which_is_near(self, value: str, entry: str, booked: str):
        assert line_of("x", f":61:{value}{entry}C1,NTRFNONREF").booked_date == date.fromisoformat(booked)

    @pytest.mark.parametrize(
        ("behind", "own", "bank", "note"),
        [
            ("NTRFNONREF", "", "", ""),
            ("NTRFR-1//B-2", "R-1", "B-2", ""),
            ("NTRFR-1//NONREF\r\nON ACCOUNT", "R-1", "", "ON ACCOUNT"),
            ("N0440121470966      W.P. Jansen", "0121470966", "", "W.P. Jansen"),
            ("", "", "", ""),
        ],
    )
    def test_references_and_what_stands_behind(self, behind: str, own: str, bank: str, note: str):
        line = line_of("x", f":61:260303C1,{behind}")
        assert (line.end_to_end_id, line.bank_reference, line.note) == (own, bank, note)

    def test_the_mark_may_end_a_line_of_its_own(self):
        assert line_of("x", ":61:2603030302CR\r\n100,NTRFNONREF").amount == eur("100")

    def test_an_account_alone_in_the_supplement_is_that_of_the_other_side(self):
        line = line_of("/BENM//NAME/JOHN/REMI/INV-7", ":61:260303D1,N102EREF\r\nNL70ABNA0987654321")
        assert (line.party, line.note) == (Party("JOHN", "NL70ABNA0987654321"), "")

    def test_what_was_ordered_and_what_it_cost(self):
        line = line_of("x", ":61:260303C95,NTRFNONREF\r\n/OCMT/USD120,5//CHGS/EUR5,/")
        assert (line.instructed, line.charges, line.note) == (Money.of("120.50", "USD"), eur("5"), "")

    def test_an_amount_beside_that_cannot_be_read_stays_as_it_is(self):
        line = line_of("109?20COAM+THREE?21SVWZ+x", ":61:260303C95,NTRFNONREF\r\n/OCMT/???120/")
        assert (line.instructed, line.charges, line.note) == (None, None, "/OCMT/???120/; COAM+THREE")


class TestSubfields:
    def test_pieces_that_were_cut_within_are_joined_and_others_are_not(self):
        line = line_of("166?20SVWZ+INV-2026-000123 and INV?21-2026-000124?22of March")
        assert line.remittance.text == "INV-2026-000123 and INV-2026-000124 of March"

    def test_a_piece_that_was_cut_at_a_space_keeps_it(self):
        assert line_of("166?20SVWZ+paid for the invoices?21INV-7").remittance.text == "paid for the invoices INV-7"

    def test_every_mark_goes_where_it_belongs(self):
        line = line_of(
            "109?00RETOURE?10931?20EREF+E-1?21KREF+OUR-9?22MREF+M-5?23CRED+DE98ZZZ09999999999?24COAM+3,50?25OAMT+100,"
            "?26SVWZ+RETURN AC04 ACCOUNT CLO?27SED?28ABWA+Parent Ltd?30COBADEFF?31DE02120300000000202051?32Peter ?33Pan"
            "?34902",
            ":61:260303D103,50NRTINONREF",
        )
        assert line.remittance.text == "RETURN AC04 ACCOUNT CLOSED"
        assert (line.end_to_end_id, line.batch_id, line.mandate_id) == ("E-1", "OUR-9", "M-5")
        assert (line.return_reason, line.charges, line.code) == ("AC04", eur("3.50"), "109")
        assert line.party == Party("Peter Pan", "DE02120300000000202051", "COBADEFF")
        assert line.note == "RETOURE; Parent Ltd"

    def test_what_a_returned_payment_was_more_than_its_original_is_charges(self):
        assert line_of("109?20OAMT+100,?21SVWZ+x", ":61:260303D103,NRTINONREF").charges == eur("3")
        assert line_of("109?20OAMT+USD 90,?21SVWZ+x").instructed == Money.of("90", "USD")

    def test_the_bank_tells_the_reason_by_its_own_number_where_no_other_is(self):
        assert line_of("159?20SVWZ+x?34914").return_reason == "914"
        assert line_of("166?20SVWZ+x?34000").return_reason == ""

    def test_marks_behind_each_other_and_cut_themselves(self):
        line = line_of("166?20Invoice 4711 EREF: E-1 MREF?21: M-5 IBAN: NL46ABNA049999?228748 BIC: ABNANL2A")
        assert line.remittance.text == "Invoice 4711"
        assert (line.end_to_end_id, line.mandate_id) == ("E-1", "M-5")
        assert line.party == Party("", "NL46ABNA0499998748", "ABNANL2A")

    def test_words_that_people_write_too_are_no_marks_by_themselves(self):
        assert line_of("166?20to IBAN: DE02 please").remittance.text == "to IBAN: DE02 please"

    def test_a_text_that_looks_like_a_part_stays_text(self):
        assert line_of("166?20really?55?21now?20 or?32Miller?").remittance.text == "really?55 now?20 or"
        assert line_of("166?20x?32Miller?").party.name == "Miller?"

    def test_without_a_text_mark_all_pieces_are_text(self):
        assert line_of("051?20INV-7?21INV-8?60INV-9").remittance.text == "INV-7 INV-8 INV-9"

    @pytest.mark.parametrize("sign", ["?", ">", "^", "~", "<"])
    def test_banks_separate_by_other_signs_too(self, sign: str):
        line = line_of(f"020{sign}00Card{sign}20INV-7{sign}32Miller{sign}38PL08106000760000777777777777")
        assert (line.remittance.text, line.note) == ("INV-7", "Card")
        assert line.party == Party("Miller", "PL08106000760000777777777777")

    def test_a_line_is_cut_within_and_where_it_lacks_one_space_at_a_space(self):
        assert line_of(f"166?32{'M' * 59}\r\nLtd?31NL46AB\r\nNA0499998748").party == Party(
            f"{'M' * 59}Ltd", "NL46ABNA0499998748"
        )
        assert line_of(f"166?32{'M' * 58}\r\nLtd").party.name == f"{'M' * 58} Ltd"


class TestWords:
    def test_words_between_strokes(self):
        line = line_of(
            "/TRTP/SEPA OVERBOEKING/IBAN/NL46ABNA0499998748/BIC/ABNANL2A/NAME\r\n"
            "/MILLER LTD/REMI/INV-7 AND INV-8/EREF/E-1"
        )
        assert line.party == Party("MILLER LTD", "NL46ABNA0499998748", "ABNANL2A")
        assert (line.remittance.text, line.end_to_end_id, line.note) == ("INV-7 AND INV-8", "E-1", "SEPA OVERBOEKING")

    def test_a_full_line_goes_on_in_the_next(self):
        text = "/TRTP/SEPA OVERBOEKING/IBAN/NL46ABNA0499998748/NAME/MILLER/REMI/INV-2026"
        assert line_of(f"{text[:65]}\r\n{text[65:]}").remittance.text == "INV-2026"
        assert line_of(f"{text[:64]}\r\n{text[64:]}").remittance.text == "INV-2026"

    def test_the_other_side_in_one_word_and_a_structured_reference(self):
        line = line_of("/CNTP/NL32INGB0000012345/INGBNL2A/MILLER LTD///REMI/STRD/CUR/9001 1234 1234 1234/")
        assert line.party == Party("MILLER LTD", "NL32INGB0000012345", "INGBNL2A")
        assert line.remittance == Remittance(structured=("9001123412341234",))

    def test_a_word_that_comes_again_is_text(self):
        assert line_of("/REMI/INV-7 /NAME/MILLER/REMI/ /NAME/x").party.name == "MILLER/REMI//NAME/x"
        assert line_of("/REMI/INV-7 /REMI/ and INV-8").remittance.text == "INV-7/REMI/and INV-8"

    def test_who_stands_behind_is_noted(self):
        line = line_of("/RTRN/MS03/ORDP//NAME/MILLER/REMI/USTD//INV-7/ULTD//NAME/PARENT/MARF/M-5")
        assert (line.party.name, line.note, line.return_reason) == ("MILLER", "PARENT", "MS03")
        assert (line.remittance.text, line.mandate_id) == ("INV-7", "M-5")


def test_free_text_is_kept_whole_over_lines_and_fields():
    line = line_of("GIRO 428428 KPN\r\nBETALINGSKENM. 0042\r\n:86:FACTUUR 7")
    assert line.remittance.text == "GIRO 428428 KPN BETALINGSKENM. 0042 FACTUUR 7"
    assert line_of(f"{'x' * 62}INV\r\n-7").remittance.text == f"{'x' * 62}INV-7"
    assert line_of("about\r\n:99:INV-7").remittance.text == "about :99:INV-7"


def test_free_text_with_marks():
    line = line_of("EREF+E-1\r\nSVWZ+INV-7\r\nABWA+Parent")
    assert (line.end_to_end_id, line.remittance.text, line.note) == ("E-1", "INV-7", "Parent")


@pytest.mark.parametrize(
    "text", ["030-12345 call", "123/20 of May", "166?99GUTSCHRIFT", "2026?20 x", "/ID 5", "/FOO/x"]
)
def test_text_that_only_looks_like_a_form_is_text(text: str):
    assert line_of(text).remittance.text == text


class TestTheRunningDay:
    HEAD = (":20:R-1", ":25:37040044/532013000", ":28C:58/1", ":34F:EUR0,", ":13D:2603021200+0100")

    def of(self, *fields: str) -> Statement:
        return statement_of("\n".join([*self.HEAD, *fields, "-"]))

    def test_a_report_needs_no_balances(self):
        statement = self.of(BOOKING, ":86:INV-7", ":90D:0EUR0,", ":90C:1EUR100,", ":86:OVER ALL")
        assert (statement.kind, statement.currency) == (StatementKind.INTERIM, "EUR")
        assert (statement.opening, statement.closing, statement.warnings) == (None, None, ())
        assert [line.amount for line in statement.lines] == [eur("100")]
        assert (statement.lines[0].remittance.text, statement.note) == ("INV-7", "OVER ALL")

    def test_what_is_expected_is_left_out_and_counted(self):
        statement = self.of(":61:260303EC5,NTRFNONREF", ":61:260303ED5,NTRFNONREF", BOOKING)
        assert (statement.pending, len(statement.lines)) == (2, 1)

    def test_another_count_of_the_bank_is_told(self):
        assert self.of(BOOKING, ":90C:2EUR200,").warnings == ("The bank counts 2 bookings, and lists 1.",)
