"""Of each payment in a camt file is read who paid, how much, for what, and why something came back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.camt import (
    ACCOUNT,
    PAYER,
    a_camt,
    a_payment,
    a_statement,
    an_entry,
    eur,
    line_of,
    only_statement,
    warnings_of,
)

from openbill.cash_application.types.statements import LinePart, Party, Remittance
from openbill.primitives.money import Money


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


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8))
def test_every_amount_arrives_with_its_sign(minor: list[int]):
    entries = [
        an_entry(
            amount=f'<Amt Ccy="EUR">{abs(each) // 100}.{abs(each) % 100:02}</Amt>',
            direction=f"<CdtDbtInd>{'DBIT' if each < 0 else 'CRDT'}</CdtDbtInd>",
        )
        for each in minor
    ]
    assert [line.amount.minor_units for line in only_statement(a_camt(a_statement(*entries))).lines] == minor
