"""A camt file says what came in and went out, whatever its version, and is read as the bank means it."""

from datetime import date

import pytest
from tests.support.camt import (
    ACCOUNT,
    BALANCES,
    PAYER,
    a_balance,
    a_camt,
    a_payment,
    a_statement,
    an_entry,
    eur,
    line_of,
    only_statement,
    warnings_of,
)

from openbill.cash_application.reading.camt.read_camt import read_camt
from openbill.cash_application.types.statements import (
    Balance,
    Party,
    Remittance,
    Statement,
    StatementKind,
    StatementLine,
)

MILLER = Party("Miller Ltd", PAYER, "ABNANL2A")


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
