"""Whatever happens to a file on its way: it ends in advices, or in a refusal that a user can read."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.remittances import a_mail, an_820

from openbill.cash_application.reading.remittances.recognise_remittance import recognise_remittance
from openbill.cash_application.types.remittances import RemittanceAdvice
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

TEXT = (
    "Payer: Anna Ltd\nAccount: AN-10\nCheck number: 550123\nRemitting: $1,240.00\nInvoices: INV-10, INV-11\n"
    "Deduction: $50.25 damaged, invoice INV-11\nPlease apply $1,000.00 to INV-10 and $240.00 to INV-11.\n"
)
TABLE = "<table><tr><td>INV-10</td><td>1,000.00</td></tr></table>"
SAMPLES = (
    an_820("N1*PR*ANNA*91*AN-10", "ENT*1", "RMR*IV*R-1**60.00*62.00*2.00", "REF*PO*PO-9", "ADX*-20.00*04").encode(),
    b"Rechnung;Betrag;Skonto;Abzug;Grund;Zahlungsdatum\nR-1;1.200,00;24,00;;;18.09.2026\nR-2;80,50;;19,50;kaputt;\n",
    TEXT.encode(),
    a_mail(TEXT, html=TABLE, files=(("a.csv", b"Invoice,Paid\nR-1,5\n"),)),
    "Zahler: Müller\nRechnungsnummer  Betrag  Skonto  Zahlbetrag\nR-1  120,00  24,00  96,00\nSumme 96,00\n".encode(),
)

signs = [b"\n", b"\n\n", *(bytes([each]) for each in b'*~;,:"0-($\xff\x00'), b"EUR", b"9" * 30]
puts = st.one_of(st.binary(max_size=6), st.sampled_from(signs))
mutations = st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 12), puts), max_size=6)


def outcome(content: bytes) -> tuple[RemittanceAdvice, ...]:
    try:
        found = recognise_remittance(content, "advice", currency="USD")
    except Refusal:
        return ()
    assert found
    for advice in found:
        assert advice.amount is None or advice.amount.currency == advice.currency
        for line in advice.lines:
            for amount in (line.amount, line.discount, line.deduction):
                assert amount is None or (amount.currency == advice.currency and abs(amount.minor_units) < 2**63)
            assert line.deduction is None or line.deduction.is_positive
        texts = (advice.payer_name, advice.payer_number, advice.reference, *(line.reason for line in advice.lines))
        assert all(text.isprintable() and len(text) <= 500 for text in texts)
    return found


@settings(max_examples=400, deadline=None)
@given(sample=st.sampled_from(SAMPLES), changes=mutations)
def test_changed_files_end_in_advices_or_a_refusal(sample: bytes, changes: list[tuple[int, int, bytes]]):
    for place, length, put in changes:
        at = place % (len(sample) + 1)
        sample = sample[:at] + put + sample[at + length :]
    outcome(sample)


@settings(max_examples=150, deadline=None)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_anything_ends_in_advices_or_a_refusal(content: bytes):
    outcome(content)


numbers = st.from_regex(r"\A[A-Z]{1,3}-[0-9]{3,7}\Z")


@settings(max_examples=100, deadline=None)
@given(
    rows=st.dictionaries(numbers, st.integers(1, 10**9), min_size=1, max_size=8),
    separator=st.sampled_from(",;\t|"),
    is_comma=st.booleans(),
)
def test_what_is_written_into_a_csv_is_read_out_of_it(rows: dict[str, int], separator: str, is_comma: bool):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["Invoice number", "Amount paid"])
    for number, minor in rows.items():
        text = f"{minor // 100}.{minor % 100:02}"
        writer.writerow([number, text.replace(".", ",") if is_comma else text])
    (advice,) = outcome(out.getvalue().encode())
    assert {line.document_number: line.amount for line in advice.lines} == {
        number: Money(minor, "USD") for number, minor in rows.items()
    }


@settings(max_examples=100, deadline=None)
@given(rows=st.dictionaries(numbers, st.integers(1, 10**9), min_size=1, max_size=8), is_comma=st.booleans())
def test_what_is_written_into_a_text_is_read_out_of_it(rows: dict[str, int], is_comma: bool):
    total = sum(rows.values())

    def written(minor: int) -> str:
        text = f"{minor // 100:,}.{minor % 100:02}"
        return text.translate(str.maketrans(",.", ".,")) if is_comma else text

    text = f"Payer: Anna Ltd\nTotal paid: {written(total)}\n\n"
    text += "".join(f"{number}   {written(minor)}\n" for number, minor in rows.items())
    (advice,) = outcome(text.encode())
    assert advice.amount == Money(total, "USD")
    assert {line.document_number: line.amount for line in advice.lines} == {
        number: Money(minor, "USD") for number, minor in rows.items()
    }


@settings(max_examples=100, deadline=None)
@given(rows=st.dictionaries(numbers, st.integers(-(10**9), 10**9), min_size=1, max_size=8))
def test_what_is_written_into_an_820_is_read_out_of_it(rows: dict[str, int]):
    segments = [f"RMR*IV*{number}**{Money(minor, 'USD').as_decimal()}" for number, minor in rows.items()]
    (advice,) = outcome(an_820("ENT*1", *segments).encode())
    assert {line.document_number: line.amount for line in advice.lines} == {
        number: Money(minor, "USD") for number, minor in rows.items()
    }
