"""A camt file says what came in and went out, whatever its version, and is read as the bank means it."""

from datetime import date

import pytest
from tests.support.camt import ACCOUNT, BALANCES, PAYER, a_balance, a_camt, a_payment, a_statement, an_entry

from openbill.cash_application.reading.camt.read_camt import read_camt
from openbill.cash_application.types import (
    Balance,
    LinePart,
    Party,
    Remittance,
    Statement,
    StatementKind,
    StatementLine,
)
from openbill.primitives.money import Money

MILLER = Party("Miller Ltd", PAYER, "ABNANL2A")


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def only_statement(content: bytes) -> Statement:
    (statement,) = read_camt(content, "bank.xml")
    return statement


def line_of(*payments: str, **entry: str) -> StatementLine:
    """The line of a booking in a statement of its own."""
    (line,) = only_statement(a_camt(a_statement(an_entry(*payments, **entry)))).lines
    return line


def warnings_of(*payments: str, **entry: str) -> tuple[str, ...]:
    return only_statement(a_camt(a_statement(an_entry(*payments, **entry)))).warnings


def test_a_statement_with_one_payment():
    assert only_statement(a_camt(a_statement(an_entry(a_payment(), note="<AddtlNtryInf>SEPA</AddtlNtryInf>")))) == (
        Statement(
            place="statement 1",
            account=ACCOUNT,
            currency="EUR",
            kind=StatementKind.FINAL,
            number="58",
            reference="S-1",
            opening=Balance(date(2026, 3, 1), eur("10")),
            closing=Balance(date(2026, 3, 2), eur("110")),
            lines=(
                StatementLine(
                    place="entry 1",
                    booked_date=date(2026, 3, 2),
                    amount=eur("100"),
                    value_date=date(2026, 3, 3),
                    party=MILLER,
                    remittance=Remittance("INV-7"),
                    end_to_end_id="E-1",
                    bank_reference="B-1",
                    code="PMNT-RCDT-ESCT",
                    note="SEPA",
                ),
            ),
        )
    )


@pytest.mark.parametrize("number", range(1, 14))
@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("camt.052", StatementKind.INTERIM),
        ("camt.053", StatementKind.FINAL),
        ("camt.054", StatementKind.NOTICE),
    ],
)
def test_every_version_of_every_message_is_read(message: str, kind: StatementKind, number: int):
    content = a_camt(a_statement(an_entry(a_payment())), standard=f"{message}.001.{number:02}")
    statement = only_statement(content)
    assert (statement.kind, statement.account) == (kind, ACCOUNT)
    assert [(line.amount, line.party) for line in statement.lines] == [(eur("100"), MILLER)]


def test_a_file_without_a_namespace_and_one_in_an_envelope_are_read():
    content = a_camt(a_statement(an_entry()))
    plain = content.replace(b' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', b"")
    start = content.index(b"<Document")
    wrapped = content[:start] + b'<e:Envelope xmlns:e="urn:x">' + content[start:] + b"</e:Envelope>"
    prefixed = plain.replace(b"<", b"<c:").replace(b"<c:/", b"</c:").replace(b"<c:?", b"<?")
    prefixed = prefixed.replace(b"<c:Document", b'<c:Document xmlns:c="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"')
    for each in (plain, wrapped, prefixed, b"\n  " + content, b"\xef\xbb\xbf" + content):
        assert read_camt(each, "x") == read_camt(content, "x")


def test_the_shapes_of_the_first_version():
    payment = (
        "<Refs><EndToEndId>E-1</EndToEndId></Refs>"
        "<RltdPties><Dbtr><Nm>Miller Ltd</Nm></Dbtr>"
        f"<DbtrAcct><Id><PrtryAcct><Id>{PAYER}</Id></PrtryAcct></Id></DbtrAcct></RltdPties><RltdAgts><DbtrAgt><FinInstnId><CmbndId><BIC>ABNANL2A</BIC></CmbndId></FinInstnId></DbtrAgt></RltdAgts>"
        "<RmtInf><Strd><RfrdDocInf><RfrdDocNb>INV-7</RfrdDocNb></RfrdDocInf>"
        '<RfrdDocAmt><RmtdAmt Ccy="EUR">100</RmtdAmt></RfrdDocAmt>'
        "<CdtrRefInf><CdtrRef>RF18 5390 0754 7034</CdtrRef></CdtrRefInf></Strd></RmtInf>"
        "<RtrInf><RtrRsn><Cd>AC04</Cd></RtrRsn><AddtlRtrRsnInf>closed</AddtlRtrRsnInf></RtrInf>"
    )
    entry = an_entry(status="<Sts>BOOK</Sts>").replace(
        "</Ntry>", f"<Btch><PmtInfId>P-1</PmtInfId></Btch><TxDtls>{payment}</TxDtls></Ntry>"
    )
    (line,) = only_statement(a_camt(a_statement(entry), standard="camt.053.001.01")).lines
    # Something came back, so that the debtor would be us: it is not our account, and nobody else is told.
    assert line.party == MILLER
    assert line.remittance == Remittance("", ("RF18539007547034",), (("INV-7", eur("100")),))
    assert (line.return_reason, line.note, line.batch_id) == ("AC04", "closed", "P-1")


def test_a_status_as_text_and_as_a_code():
    for status in ("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>"):
        assert line_of(status=status).amount == eur("100")


@pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR"])
def test_what_is_not_booked_is_left_out_and_counted(status: str):
    pending = an_entry("<Amt>1</Amt>", status=f"<Sts>{status}</Sts>", amount="<Amt>?</Amt>")
    statement = only_statement(a_camt(a_statement(pending, an_entry(a_payment()), pending)))
    assert [line.place for line in statement.lines] == ["entry 2"]
    assert statement.pending == 2


def test_money_that_went_out_is_negative_and_went_to_the_creditor():
    account = "<CdtrAcct><Id><Othr><Id>4711</Id></Othr></Id></CdtrAcct>"
    parties = f"<Dbtr><Pty><Nm>We</Nm></Pty></Dbtr><Cdtr><Nm>Smith</Nm></Cdtr>{account}"
    agents = "<CdtrAgt><FinInstnId><ClrSysMmbId><MmbId>021000089</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>"
    line = line_of(a_payment(parties=parties, agents=agents), direction="<CdtDbtInd>DBIT</CdtDbtInd>")
    assert line.amount == eur("-100")
    assert line.party == Party("Smith", "4711", "021000089")


def test_days_stay_as_the_bank_writes_them():
    dates = "<BookgDt><DtTm>2026-03-02T00:15:00+01:00</DtTm></BookgDt><ValDt><Dt>2026-03-01Z</Dt></ValDt>"
    line = line_of(dates=dates)
    assert (line.booked_date, line.value_date) == (date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("dates", "day"),
    [("<ValDt><Dt>2026-03-05</Dt></ValDt>", date(2026, 3, 5)), ("", date(2026, 3, 2))],
    ids=["value date", "closing"],
)
def test_a_booking_without_a_date_takes_another_one_and_says_so(dates: str, day: date):
    assert line_of(dates=dates).booked_date == day
    assert warnings_of(dates=dates) == (
        "Bookings without a date took another date of the statement: 1, the first in entry 1.",
    )


class TestParties:
    def test_where_one_side_has_our_account_it_is_the_other(self):
        parties = (
            f"<Dbtr><Nm>We</Nm></Dbtr><DbtrAcct><Id><IBAN>{ACCOUNT}</IBAN></Id></DbtrAcct>"
            f"<Cdtr><Nm>Miller Ltd</Nm></Cdtr><CdtrAcct><Id><IBAN>{PAYER}</IBAN></Id></CdtrAcct>"
        )
        assert line_of(a_payment(parties=parties, agents="")).party == Party("Miller Ltd", PAYER)

    def test_of_what_came_back_the_roles_are_those_of_the_payment_before(self):
        parties = "<Dbtr><Nm>Miller Ltd</Nm></Dbtr><Cdtr><Nm>We</Nm></Cdtr>"
        returned = "<Rsn><Cd>AC06</Cd></Rsn><AddtlInf>blocked</AddtlInf>"
        direction = "<CdtDbtInd>DBIT</CdtDbtInd>"
        line = line_of(a_payment(parties=parties, returned=returned), direction=direction)
        assert (line.party.name, line.return_reason, line.note) == ("Miller Ltd", "AC06", "blocked")
        reversal = line_of(a_payment(parties=parties), direction=direction, reversal="<RvslInd>true</RvslInd>")
        assert (reversal.party.name, reversal.is_reversal) == ("Miller Ltd", True)
        assert line_of(a_payment(parties=parties), direction=direction).party.name == "We"

    def test_a_creditor_alone_is_taken_where_its_account_is_not_ours(self):
        told = "<Cdtr><Nm>Miller Ltd</Nm></Cdtr><CdtrAcct><Id><IBAN>{}</IBAN></Id></CdtrAcct>"
        assert line_of(a_payment(parties=told.format(PAYER), agents="")).party == Party("Miller Ltd", PAYER)
        assert line_of(a_payment(parties=told.format(ACCOUNT), agents="")).party == Party()
        assert line_of(a_payment(parties="<Cdtr><Nm>We</Nm></Cdtr>", agents="")).party == Party()

    def test_in_whose_stead_is_paid_stands_in_the_note(self):
        parties = "<Dbtr><Pty><Nm>Pay Service</Nm></Pty></Dbtr><UltmtDbtr><Pty><Nm>Miller Ltd</Nm></Pty></UltmtDbtr>"
        line = line_of(a_payment(parties=parties, note="<AddtlTxInf>urgent</AddtlTxInf>"))
        assert (line.party.name, line.note) == ("Pay Service", "urgent; Miller Ltd")

    def test_a_payer_without_a_name_has_that_of_the_account_or_of_whom_it_pays_for(self):
        account = "<DbtrAcct><Id><Othr><Id>1</Id></Othr></Id><Nm>Miller</Nm></DbtrAcct>"
        assert line_of(a_payment(parties=account)).party.name == "Miller"
        assert line_of(a_payment(parties="<UltmtDbtr><Nm>Smith</Nm></UltmtDbtr>")).party.name == "Smith"
        bank = "<Dbtr><Agt><FinInstnId><Nm>A Bank</Nm></FinInstnId></Agt></Dbtr>"
        assert line_of(a_payment(parties=bank)).party.name == "A Bank"


class TestWhatAPaymentSays:
    def test_texts_go_on_without_a_break_where_one_is_full(self):
        full = "INV-1 " * 23 + "IN"
        assert len(full) == 140
        remittance = f"<Ustrd>{full}</Ustrd><Ustrd>V-99</Ustrd><Ustrd>thank\n you</Ustrd>"
        assert line_of(a_payment(remittance=remittance)).remittance.text == "INV-1 " * 23 + "INV-99 thank you"

    def test_references_and_documents_with_their_amounts(self):
        remittance = (
            "<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>INV-1</Nb></RfrdDocInf>"
            '<RfrdDocAmt><DuePyblAmt Ccy="EUR">80</DuePyblAmt><RmtdAmt Ccy="EUR">78.40</RmtdAmt></RfrdDocAmt></Strd>'
            "<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CREN</Cd></CdOrPrtry></Tp><Nb>CN-1</Nb></RfrdDocInf>"
            '<RfrdDocAmt><RmtdAmt Ccy="EUR">5</RmtdAmt></RfrdDocAmt></Strd>'
            "<Strd><RfrdDocInf><Nb>INV-2</Nb></RfrdDocInf><RfrdDocInf><Nb>INV-3</Nb></RfrdDocInf>"
            '<RfrdDocAmt><DuePyblAmt Ccy="EUR">26.60</DuePyblAmt></RfrdDocAmt></Strd>'
            "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18 5390 0754 7034</Ref></CdtrRefInf>"
            "<AddtlRmtInf>as agreed</AddtlRmtInf></Strd>"
        )
        assert line_of(a_payment(remittance=remittance)).remittance == Remittance(
            "as agreed",
            ("RF18539007547034",),
            (("INV-1", eur("78.40")), ("CN-1", eur("-5")), ("INV-2", None), ("INV-3", None)),
        )

    def test_an_amount_beside_that_cannot_be_read_is_left_out_with_a_warning(self):
        remittance = (
            "<Strd><RfrdDocInf><Nb>INV-1</Nb></RfrdDocInf><RfrdDocAmt><RmtdAmt>80</RmtdAmt></RfrdDocAmt></Strd>"
        )
        assert line_of(a_payment(remittance=remittance)).remittance.documents == (("INV-1", None),)
        assert warnings_of(a_payment(remittance=remittance)) == (
            "Amounts that were told beside, and could not be read: 1, the first in entry 1.",
        )

    @pytest.mark.parametrize("blank", ["NOTPROVIDED", "Not Provided", "NONREF", ""])
    def test_an_identifier_that_is_not_provided_is_blank(self, blank: str):
        references = f"<AcctSvcrRef>{blank}</AcctSvcrRef><EndToEndId>{blank}</EndToEndId><MndtId>{blank}</MndtId>"
        line = line_of(a_payment(references=references), reference="")
        assert (line.end_to_end_id, line.mandate_id, line.bank_reference) == ("", "", "")

    def test_mandate_cheque_and_the_reference_of_the_payment(self):
        references = "<EndToEndId>E</EndToEndId><TxId>T</TxId><MndtId>M-1</MndtId><ChqNb>00815</ChqNb>"
        line = line_of(a_payment(references=references), reference="")
        assert (line.mandate_id, line.bank_reference, line.note) == ("M-1", "T", "00815")

    @pytest.mark.parametrize(
        ("code", "told"),
        [
            ("<BkTxCd><Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd>", "NTRF+166"),
            ("<BkTxCd></BkTxCd>", "PMNT-RCDT-BOOK"),
        ],
    )
    def test_the_code_of_the_bank(self, code: str, told: str):
        of_payment = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>BOOK</SubFmlyCd></Fmly></Domn></BkTxCd>"
        assert line_of(a_payment(details=of_payment), code=code).code == told


class TestAmounts:
    @pytest.mark.parametrize(
        ("written", "amount"),
        [
            ("100", "100.00"),
            ("8.850", "8.85"),
            ("+0.5", "0.50"),
            (".5", "0.50"),
            ("5.", "5.00"),
            (" 7 ", "7"),
            ("0", "0"),
        ],
    )
    def test_as_the_standard_writes_them(self, written: str, amount: str):
        assert line_of(amount=f'<Amt Ccy="EUR">{written}</Amt>').amount == eur(amount)

    def test_the_currency_says_how_many_decimals(self):
        assert line_of(amount='<Amt Ccy="JPY">2700</Amt>').amount == Money(2700, "JPY")
        assert line_of(amount='<Amt Ccy="KWD">1.234</Amt>').amount == Money(1234, "KWD")

    def test_what_the_payer_ordered_in_another_currency(self):
        details = '<AmtDtls><InstdAmt><Amt Ccy="USD">110.00</Amt></InstdAmt></AmtDtls>'
        assert line_of(a_payment(details=details)).instructed == Money.of("110", "USD")
        assert line_of(more=details).instructed == Money.of("110", "USD")
        assert line_of(a_payment(details=details.replace("USD", "EUR"))).instructed is None

    @pytest.mark.parametrize(
        "charges",
        [
            '<Chrgs><Amt Ccy="EUR">1.50</Amt></Chrgs><Chrgs><Amt Ccy="EUR">2</Amt><CdtDbtInd>DBIT</CdtDbtInd></Chrgs>',
            '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">3.50</TtlChrgsAndTaxAmt><Rcrd><Amt Ccy="EUR">9</Amt></Rcrd></Chrgs>',
            '<Chrgs><Rcrd><Amt Ccy="EUR">4</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd>'
            '<Rcrd><Amt Ccy="EUR">0.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></Rcrd></Chrgs>',
        ],
        ids=["repeated", "total", "records"],
    )
    def test_charges_in_each_shape(self, charges: str):
        assert line_of(more=charges).charges == eur("3.50")
        assert line_of(a_payment(details=charges)).charges == eur("3.50")

    def test_charges_that_are_given_back_or_in_two_currencies_are_none(self):
        back = '<Chrgs><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Chrgs>'
        assert line_of(more=back).charges is None
        mixed = '<Chrgs><Amt Ccy="EUR">1</Amt></Chrgs><Chrgs><Amt Ccy="USD">1</Amt></Chrgs>'
        assert line_of(more=mixed).charges is None

    def test_a_payment_before_its_charges_raises_no_warning_and_another_amount_does(self):
        before = a_payment(amount='<Amt Ccy="EUR">103.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>')
        charges = '<Chrgs><Amt Ccy="EUR">3.50</Amt></Chrgs>'
        with_charges = before.replace("<RltdPties>", f"{charges}<RltdPties>")
        assert warnings_of(with_charges) == ()
        assert warnings_of(before) == ("Bookings whose payments do not come to their amount: 1, the first in entry 1.",)


def a_part(amount: str, name: str, *, direction: str = "CRDT", returned: str = "") -> str:
    return a_payment(
        references=f"<AcctSvcrRef>B-{name}</AcctSvcrRef><EndToEndId>E-{name}</EndToEndId>",
        amount=f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>',
        parties=f"<Dbtr><Pty><Nm>{name}</Nm></Pty></Dbtr>",
        agents="",
        remittance=f"<Ustrd>INV {name}</Ustrd>",
        returned=returned,
        note=f"<AddtlTxInf>N {name}</AddtlTxInf>",
    )


class TestBatches:
    def test_several_payments_are_parts_of_one_line(self):
        batch = "<Btch><MsgId>M</MsgId><PmtInfId>P-1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>"
        line = line_of(a_part("60", "A"), a_part("40", "B"), batch=batch)
        assert line.parts == (
            LinePart(eur("60"), Party("A"), Remittance("INV A"), "E-A", "", "B-A", note="N A"),
            LinePart(eur("40"), Party("B"), Remittance("INV B"), "E-B", "", "B-B", note="N B"),
        )
        assert (line.amount, line.party, line.remittance, line.batch_id) == (eur("100"), Party(), Remittance(), "P-1")

    def test_details_in_several_blocks_belong_together(self):
        entry = an_entry(a_part("60", "A")).replace(
            "</NtryDtls>", f"</NtryDtls><NtryDtls><TxDtls>{a_part('40', 'B')}</TxDtls></NtryDtls>"
        )
        (line,) = only_statement(a_camt(a_statement(entry))).lines
        assert [part.party.name for part in line.parts] == ["A", "B"]

    def test_a_batch_whose_payments_are_told_elsewhere_has_no_parts(self):
        line = line_of(batch="<Btch><MsgId>M-1</MsgId><NbOfTxs>20</NbOfTxs></Btch>")
        assert (line.parts, line.batch_id) == ((), "M-1")

    def test_returns_of_a_batch_have_its_sign_and_their_reasons(self):
        reasons = "<Rsn><Cd>AC04</Cd></Rsn>", "<Rsn><Prtry>914</Prtry></Rsn>"
        line = line_of(
            a_part("60", "A", direction="DBIT", returned=reasons[0]),
            a_part("40", "B", direction="DBIT", returned=reasons[1]),
            direction="<CdtDbtInd>DBIT</CdtDbtInd>",
        )
        assert [(part.amount, part.return_reason, part.party.name) for part in line.parts] == [
            (eur("-60"), "AC04", "A"),
            (eur("-40"), "914", "B"),
        ]

    def test_a_direction_of_a_payment_counts_where_only_so_they_add_up(self):
        netted = line_of(a_part("130", "A"), a_part("30", "B", direction="DBIT"))
        assert [part.amount for part in netted.parts] == [eur("130"), eur("-30")]
        of_the_payer = line_of(a_part("60", "A", direction="DBIT"), a_part("40", "B", direction="DBIT"))
        assert [part.amount for part in of_the_payer.parts] == [eur("60"), eur("40")]

    def test_payments_that_do_not_add_up_are_told_with_a_warning(self):
        assert [part.amount for part in line_of(a_part("60", "A"), a_part("30", "B")).parts] == [eur("60"), eur("30")]
        assert warnings_of(a_part("60", "A"), a_part("30", "B")) == (
            "Bookings whose payments do not come to their amount: 1, the first in entry 1.",
        )

    def test_payments_without_amounts_say_together_what_they_pay(self):
        one, other = a_payment(), a_payment(remittance="<Strd><CdtrRefInf><Ref>RF1</Ref></CdtrRefInf></Strd>")
        line = line_of(one, other)
        assert (line.parts, line.remittance) == ((), Remittance("INV-7", ("RF1",)))
        assert warnings_of(one, other) == ("Bookings whose payments have no amounts: 1, the first in entry 1.",)

    def test_amounts_of_the_second_version_stand_deeper(self):
        told = '<AmtDtls><InstdAmt><Amt Ccy="USD">66</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">{}</Amt></TxAmt></AmtDtls>'
        line = line_of(a_payment(details=told.format(60)), a_payment(details=told.format(40)))
        assert [(part.amount, part.instructed) for part in line.parts] == [
            (eur("60"), Money.of("66", "USD")),
            (eur("40"), Money.of("66", "USD")),
        ]

    def test_amounts_in_another_currency_stay_in_it_with_a_warning(self):
        foreign = [each.replace("EUR", "CHF") for each in (a_part("60", "A"), a_part("50", "B"))]
        assert [part.amount for part in line_of(*foreign).parts] == [Money.of("60", "CHF"), Money.of("50", "CHF")]
        assert warnings_of(*foreign) == ("Amounts in another currency than the account's: 1, the first in entry 1.",)


class TestBalances:
    def of(
        self, *balances: tuple[str, str, str, str], standard: str = "camt.053.001.08"
    ) -> list[tuple[int, str] | None]:
        (statement,) = read_camt(a_camt(a_statement(balances=balances), standard=standard), "x")
        return [
            each and (each.amount.minor_units, each.on.isoformat()) for each in (statement.opening, statement.closing)
        ]

    def test_what_the_day_before_closed_with_opens_where_no_opening_is_told(self):
        closing = ("CLBD", "5", "DBIT", "2026-03-02")
        before = ("PRCD", "7", "CRDT", "2026-03-01")
        assert self.of(before, closing) == [(700, "2026-03-01"), (-500, "2026-03-02")]
        assert self.of(before, ("OPBD", "8", "CRDT", "2026-03-02"), closing)[0] == (800, "2026-03-02")

    def test_available_balances_are_no_opening_and_no_closing(self):
        assert self.of(("OPAV", "1", "CRDT", "2026-03-01"), ("CLAV", "2", "CRDT", "2026-03-02")) == [None, None]

    def test_over_several_days_the_first_opens_and_the_last_closes(self):
        days = [("OPBD", "1"), ("CLBD", "2"), ("OPBD", "2"), ("CLBD", "3")]
        told = [(code, amount, "CRDT", f"2026-03-0{1 + at // 2}") for at, (code, amount) in enumerate(days)]
        assert self.of(*told) == [(100, "2026-03-01"), (300, "2026-03-02")]

    def test_a_report_of_the_running_day_closes_with_the_last_interim_balance(self):
        interim = [("ITBD", "1", "CRDT", "2026-03-02"), ("ITBD", "2", "CRDT", "2026-03-02")]
        assert self.of(interim[1], standard="camt.052.001.08") == [None, (200, "2026-03-02")]
        assert self.of(*interim, standard="camt.052.001.08") == [(100, "2026-03-02"), (200, "2026-03-02")]
        opening = ("OPBD", "3", "CRDT", "2026-03-02")
        assert self.of(opening, interim[1], standard="camt.052.001.08") == [(300, "2026-03-02"), (200, "2026-03-02")]
        assert self.of(*interim) == [None, None]

    def test_balances_behind_the_bookings_count_too(self):
        content = a_camt(a_statement(an_entry(), balances=()) + a_balance(*BALANCES[0]) + a_balance(*BALANCES[1]))
        statement = only_statement(content)
        assert (statement.opening, statement.closing) == (
            Balance(date(2026, 3, 1), eur("10")),
            Balance(date(2026, 3, 2), eur("110")),
        )


class TestHeads:
    def test_the_account_in_each_form_and_its_bank(self):
        for told in (
            "<IBAN>DE89 3704 0044</IBAN>",
            "<Othr><Id>DE8937040044</Id></Othr>",
            "<BBAN>DE8937040044</BBAN>",
            "<PrtryAcct><Id>DE8937040044</Id></PrtryAcct>",
        ):
            for bank in ("<BIC>COBADEFF</BIC>", "<BICFI>COBADEFF</BICFI>"):
                account = f"<Acct><Id>{told}</Id><Svcr><FinInstnId>{bank}</FinInstnId></Svcr></Acct>"
                statement = only_statement(a_camt(a_statement(account=account)))
                assert (statement.account, statement.bank) == ("DE8937040044", "COBADEFF")

    def test_without_a_currency_of_the_account_it_is_that_of_balances_or_bookings(self):
        account = "<Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>"
        assert only_statement(a_camt(a_statement(account=account))).currency == "EUR"
        foreign = an_entry(amount='<Amt Ccy="SEK">1</Amt>')
        assert only_statement(a_camt(a_statement(foreign, account=account, balances=()))).currency == "SEK"
        assert only_statement(a_camt(a_statement(account=account, balances=()))).currency == ""

    def test_a_page_of_several_stays_a_statement_with_its_page(self):
        head = "<Id>S-1</Id><StmtPgntn><PgNb>{}</PgNb><LastPgInd>{}</LastPgInd></StmtPgntn><LglSeqNb>7</LglSeqNb>"
        pages = [a_statement(an_entry(), head=head.format(*each)) for each in ((1, "false"), (2, "true"))]
        assert [statement.number for statement in read_camt(a_camt(*pages), "x")] == ["7/1", "7/2"]
        assert only_statement(a_camt(a_statement(head=head.format(1, "true")))).number == "7"

    def test_several_statements_are_counted_and_their_bookings_each_from_one(self):
        statements = read_camt(a_camt(a_statement(an_entry(), an_entry()), a_statement(an_entry())), "x")
        assert [(each.place, [line.place for line in each.lines]) for each in statements] == [
            ("statement 1", ["entry 1", "entry 2"]),
            ("statement 2", ["entry 1"]),
        ]

    def test_a_duplicate_says_so(self):
        head = "<Id>S-1</Id><CreDtTm>2026-03-02T18:00:00</CreDtTm><CpyDplctInd>DUPL</CpyDplctInd>"
        statement = only_statement(a_camt(a_statement(head=head)))
        assert statement.warnings == ("The bank marks the statement as a duplicate.",)
        assert statement.number == "S-1"
