"""Every public camt sample is read as two other programs read it: genkgo/camt (.json) and OCA's (.pydata).

Compared is all that both have: accounts, numbers, balances, bookings with amounts, days, codes and references, parties,
what is paid, why something came back. Left out is what only the other program keeps: addresses, identifiers of
parties, the sender's own numbers (InstrId), and texts that it puts together itself.
"""

import ast
import json
import re
from datetime import date, datetime
from typing import Any

import pytest
from lxml import etree
from tests.support.camt import a_camt, a_payment, a_statement, an_entry
from tests.support.shared_data import needs, shared_folder

from openbill.cash_application.reading.camt.read_camt import read_camt
from openbill.cash_application.reading.recognise_statement import read_statements
from openbill.cash_application.types.statements import LinePart, Statement, StatementLine
from openbill.primitives.money import Money

FOLDER = shared_folder("bank-statements")

pytestmark = needs(FOLDER)

GENKGO = sorted(each.stem for each in (FOLDER / "camt").glob("*.xml"))
OCA = sorted(each.name for each in (FOLDER / "oca-camt").glob("test-*") if not each.suffix)
SCHEMAS = sorted(each.stem for each in (FOLDER / "camt-xsd").glob("*.xsd"))

Golden = dict[str, Any]
Payment = StatementLine | LinePart


@pytest.mark.parametrize("name", GENKGO)
def test_genkgo_reads_the_same(name: str):
    golden = json.loads((FOLDER / "camt" / f"{name}.json").read_text())
    statements = read_camt((FOLDER / "camt" / f"{name}.xml").read_bytes(), name)

    assert len(statements) == len(golden["getRecords"]) > 0
    told = told_statements(golden)
    assert told
    for record, entries in told:
        (statement,) = (each for each in statements if each.reference == record["getId"])
        assert_stated_alike(statement, record)
        booked = [entry for entry in entries if entry["getStatus"] == "BOOK"]
        assert statement.pending == len(entries) - len(booked)
        assert len(statement.lines) == len(booked)
        for line, entry in zip(statement.lines, booked, strict=True):
            assert_booked_alike(line, entry)


def told_statements(golden: Golden) -> list[tuple[Golden, list[Golden]]]:
    """The statements that the other program tells, with their bookings; of several it tells the last one whole."""
    told: list[tuple[Golden, list[Golden]]] = []
    for entry in golden["getEntries"]:
        if isinstance(entry["getRecord"], dict):
            told.append((entry["getRecord"], []))
        told[-1][1].append(entry)
    return told


def assert_stated_alike(statement: Statement, record: Golden) -> None:
    assert statement.account == record["getAccount"]["getIdentification"]
    assert statement.number.startswith(record["getElectronicSequenceNumber"] or record["getId"])
    for kind, balance in (("opening", statement.opening), ("closing", statement.closing)):
        told = [each for each in record.get("getBalances") or [] if each["getType"] == kind]
        if told:
            assert balance is not None
            assert (balance.on, balance.amount) in [(day(each["getDate"]), money(each["getAmount"])) for each in told]


def assert_booked_alike(line: StatementLine, entry: Golden) -> None:
    assert line.amount == money(entry["getAmount"])
    if entry["getBookingDate"]:
        assert line.booked_date == day(entry["getBookingDate"])
    assert line.value_date == (day(entry["getValueDate"]) if entry["getValueDate"] else None)
    assert line.is_reversal is bool(entry["getReversalIndicator"])
    assert (entry["getAdditionalInfo"] or "") in line.note
    assert line.code == code_of(entry["getBankTransactionCode"])
    details = told_of(entry, "getTransactionDetail", "getTransactionDetails")
    payments: list[Payment] = list(line.parts) or ([line] if details else [])
    assert len(payments) == len(details)
    if reference := entry["getAccountServicerReference"]:
        assert line.bank_reference == reference
    for payment, detail in zip(payments, details, strict=True):
        assert_paid_alike(payment, detail)
        if isinstance(payment, LinePart) and detail["getAmount"]:
            assert payment.amount == money(detail["getAmount"])


def assert_paid_alike(payment: Payment, detail: Golden) -> None:
    references = detail["getReference"] or {}
    assert payment.end_to_end_id == identifier(references.get("getEndToEndId"))
    assert payment.mandate_id == identifier(references.get("getMandateId"))
    if unique := references.get("getUuidEndToEndReference"):
        assert payment.bank_reference == unique
    assert_party_is_among(payment, detail)
    remittance = detail["getRemittanceInformation"] or {}
    blocks = told_of(remittance, "getStructuredBlock", "getStructuredBlocks")
    structured = [block["getCreditorReferenceInformation"] for block in blocks]
    if isinstance(remittance.get("getCreditorReferenceInformation"), dict):
        structured = [
            remittance["getCreditorReferenceInformation"],
            *(each for each in structured if isinstance(each, dict)),
        ]
    references_told = ["".join(each["getRef"].split()) for each in structured if isinstance(each, dict)]
    assert list(payment.remittance.structured) == references_told
    texts = [each["getMessage"] for each in told_of(remittance, "getUnstructuredBlock", "getUnstructuredBlocks")]
    texts += [each["getAdditionalRemittanceInformation"] for each in blocks]
    assert payment.remittance.text == " ".join(" ".join(text.split()) for text in texts if text)
    returned = detail["getReturnInformation"] or {}
    assert payment.return_reason == (returned.get("getCode") or "")


def assert_party_is_among(payment: Payment, detail: Golden) -> None:
    """The other side is one of the parties that are told; with whose account and bank is told there."""
    parties = [
        (each["getRelatedPartyType"]["getName"] or "", (each["getAccount"] or {}).get("getIdentification") or "")
        for each in detail["getRelatedParties"] or []
        if isinstance(each["getRelatedPartyType"], dict)
    ]
    if payment.party.name or payment.party.account:
        assert (payment.party.name, payment.party.account) in parties
    agents = [each["getRelatedAgentType"] for each in told_of(detail, "getRelatedAgent", "getRelatedAgents")]
    banks = [agent["getBIC"] for agent in agents if agent["getBIC"]]
    if payment.party.bank and banks and not payment.party.bank.isdigit():
        assert payment.party.bank in banks


def told_of(parent: Golden, first: str, rest: str) -> list[Golden]:
    """The first one stands alone, and is not repeated in the list of all."""
    return [each for each in [parent.get(first), *(parent.get(rest) or [])] if isinstance(each, dict)]


def identifier(text: str | None) -> str:
    return "" if text in (None, "NOTPROVIDED") else str(text)


def code_of(told: Golden | None) -> str:
    domain = (told or {}).get("getDomain")
    if domain:
        family = domain["getFamily"] or {}
        codes = [domain["getCode"], family.get("getCode"), family.get("getSubFamilyCode")]
        return "-".join(filter(None, codes))
    return ((told or {}).get("getProprietary") or {}).get("getCode") or ""


def money(told: Golden) -> Money:
    return Money(int(told["getAmount"]), told["getCurrency"]["getCode"])


def day(told: Golden) -> date:
    return datetime.fromisoformat(told["0"]).date()


LABELS = {
    "Partner Name (RltdPties/Nm)": lambda payment: payment.party.name,
    "Partner Account Number (RltdPties/Acct)": lambda payment: payment.party.account,
    "Unstructured Reference (RmtInf/Ustrd)": lambda payment: payment.remittance.text,
    "Structured Reference (RmtInf/Strd/CdtrRefInf/Ref)": lambda payment: payment.remittance.structured[0],
    "End To End Id (Refs/EndToEndId)": lambda payment: payment.end_to_end_id,
    "Return Reason Code (RtrInf/Rsn/Cd)": lambda payment: payment.return_reason,
}
"""What the other program tells of a payment, in lines of its narration."""

LABELS_OF_NOTES = ("Additional Transaction Information (AddtlTxInf)", "Additional Entry Information (AddtlNtryInf)")


@pytest.mark.parametrize("name", OCA)
def test_oca_reads_the_same(name: str):
    golden = ast.literal_eval((FOLDER / "oca-camt" / f"golden-{name.removeprefix('test-')}.pydata").read_text())
    assert_read_alike(read_camt((FOLDER / "oca-camt" / name).read_bytes(), name), golden)


def assert_read_alike(statements: tuple[Statement, ...], golden: tuple[str | None, str | None, list[Golden]]) -> None:
    """Statements without bookings are none for the other program."""
    currency, account, records = golden
    with_lines = [statement for statement in statements if statement.lines]
    assert len(with_lines) == len(records)
    for statement, record in zip(with_lines, records, strict=True):
        assert (statement.currency, statement.account) == (currency, account)
        assert statement.reference == record["name"]
        for balance, key in ((statement.opening, "balance_start"), (statement.closing, "balance_end_real")):
            assert float(balance.amount.as_decimal() if balance else 0) == record[key]
        paid = [(line, payment) for line in statement.lines for payment in line.parts or (line,)]
        assert len(paid) == len(record["transactions"])
        for (line, payment), told in zip(paid, record["transactions"], strict=True):
            assert float(payment.amount.as_decimal()) == told["amount"]
            assert line.booked_date.isoformat() == told["date"]
            assert line.code == told["transaction_type"]
            assert (payment.party.name, payment.party.account) == (told["partner_name"], told["account_number"])
            assert told["ref"] in (payment.end_to_end_id, *payment.remittance.structured)
            assert_narrated_alike(line, payment, told["narration"])


def assert_narrated_alike(line: StatementLine, payment: Payment, narration: str) -> None:
    told = dict(row.split(": ", 1) for row in narration.splitlines())
    for label, value in LABELS.items():
        if label in told:
            assert value(payment) == told[label]
    for label in LABELS_OF_NOTES:
        assert told.get(label, "") in f"{line.note}; {payment.note}"
    assert line.is_reversal is (told.get("Reversal Indicator (RvslInd)") == "true")


def test_the_files_of_a_zip_are_the_statement_of_oca_in_other_months():
    """OCA tells no values of the zip: its two files are the sample above, with other days and one return less."""
    single = read_camt((FOLDER / "oca-camt" / "test-camt053").read_bytes(), "x")[0]
    zipped = read_statements((FOLDER / "oca-camt" / "test-camt053.zip").read_bytes(), "statements.zip")
    assert [(each.place, each.reference) for each in zipped] == [
        ("test-camt053_02.xml, statement 1", "1234Test/2"),
        ("test-camt053_03.xml, statement 1", "1234Test/3"),
    ]
    for month, statement in enumerate(zipped, 2):
        assert statement.account == single.account
        assert {line.booked_date for line in statement.lines} == {date(2014, month, 5)}
        assert [line.party for line in statement.lines[::2]] == [line.party for line in single.lines[::2]]
        assert [line.amount.minor_units for line in statement.lines] == [-754_25, -594_05, 1405_31]
        assert statement.lines[1].return_reason == "AC06"


@pytest.mark.parametrize("standard", SCHEMAS)
def test_what_the_other_tests_read_is_valid(standard: str):
    """The statements of our own tests are what the schema allows, in each version that there is one for."""
    schema = etree.XMLSchema(etree.parse(FOLDER / "camt-xsd" / f"{standard}.xsd"))
    amount = "" if standard.endswith(("01", "02")) else '<Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    content = as_in(standard, a_camt(a_statement(an_entry(a_payment(amount=amount))), standard=standard))
    schema.assertValid(etree.fromstring(content))
    (line,) = read_camt(content, "x")[0].lines
    (newest,) = read_camt(a_camt(a_statement(an_entry(a_payment()))), "x")[0].lines
    assert line == newest


def as_in(standard: str, content: bytes) -> bytes:
    """The newest shape, turned into that of an older version."""
    text, version = content.decode(), int(standard[-2:])
    if version < 8:
        text = re.sub(r"<Sts><Cd>(\w+)</Cd></Sts>", r"<Sts>\1</Sts>", text)
        text = text.replace("<Pty>", "").replace("</Pty>", "")
    if version < 3:
        text = text.replace("BICFI>", "BIC>")
    if version < 2:
        text = re.sub(r"</?NtryDtls>", "", re.sub(r"<Bal><Tp><CdOrPrtry>(.*?)</CdOrPrtry>", r"<Bal><Tp>\1", text))
    if standard.startswith("camt.054"):
        text = re.sub(r"<Bal>.*?</Bal>\n?", "", text)
    return text.encode()
