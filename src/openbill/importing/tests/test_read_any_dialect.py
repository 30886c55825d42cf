"""What is written in any dialect is read back equal, and no bytes make another error than a refusal."""

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from openbill.importing.reading.read_rows import read_rows
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import InvoiceRow
from openbill.importing.types.results import IgnoredRow, RefusedRow
from openbill.primitives.errors import Refusal

DATES = {"YMD": "%Y-%m-%d", "DMY": "%d.%m.%Y", "MDY": "%m/%d/%Y"}
GROUPS = {"point": ["", ",", "'", " "], "comma": ["", ".", " ", "\u00a0"]}

names = st.text(st.characters(codec="cp1252", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20)
rows = st.tuples(
    st.from_regex(r"[A-Z0-9][A-Z0-9-]{0,8}[0-9]", fullmatch=True),
    names.map(str.strip).filter(lambda name: name and not name.startswith(("'", "="))),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(1, 10**9),
)


def written(minor: int, style: str, group: str) -> str:
    whole = f"{minor // 100:,}".replace(",", group)
    return f"{whole}{'.' if style == 'point' else ','}{minor % 100:02d}"


@given(
    data=st.lists(rows, min_size=1, max_size=8),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    order=st.sampled_from(["YMD", "DMY", "MDY"]),
    style_and_group=st.sampled_from([(style, group) for style, groups in GROUPS.items() for group in groups]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
@settings(max_examples=150)
def test_reads_back_what_any_dialect_says(data, separator, encoding, order, style_and_group, line_end, quoting):
    style, group = style_and_group
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=line_end, quoting=quoting)
    writer.writerow(["Kundennummer", "Kundenname", "Rechnungsnummer", "Rechnungsdatum", "Betrag", "Währung"])
    writer.writerow(["1", "Proof", "0", date(2024, 1, 31).strftime(DATES[order]), written(1_50, style, group), "EUR"])
    for place, (number, name, day, minor) in enumerate(data, start=1):
        writer.writerow([number, name, f"R-{place}", day.strftime(DATES[order]), written(minor, style, group), "EUR"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        choices = ReadingChoices(encoding="cp1252" if encoding == "cp1252" else None)
        shape = recognise_file(path, choices=choices)
        found = list(read_rows(path, shape))[1:]

    assert shape.decimal_style == style
    assert shape.date_orders["document_date"] == order
    assert all(isinstance(row, InvoiceRow) for row in found), found
    assert [(r.customer_number, r.document_date, r.amount_minor) for r in found] == [
        (number, day, minor) for number, _, day, minor in data
    ]
    assert [" ".join(r.customer_name.split()) for r in found] == [" ".join(name.split()) for _, name, _, _ in data]


HEADERS = st.sampled_from(
    [
        b"",
        b"Customer Number,Invoice Number,Invoice Date,Due Date,Currency,Amount,Terms,Email\n",
        b"Payment Date;Customer;Amount;Reference\n",
        b"Customer Number\tName\tEmail\tTime Zone\tTerms\n",
    ]
)
CELLS = st.lists(
    st.sampled_from(
        [
            b",",
            b";",
            b"\t",
            b"\n",
            b"\r",
            b'"',
            b"'",
            b"\\",
            b"1",
            b"1/2/2013",
            b"31.02.2024",
            b"-",
            b"(",
            b"EUR",
            b"1.234,5",
            b"Total",
            b"=",
            b" " * 60,
            b"\xc3\xa9",
            b"\xff",
            b"\x00",
            b"9" * 70,
            b"\x1b",
        ]
    )
    | st.binary(max_size=6),
    max_size=60,
).map(b"".join)


@given(header=HEADERS, body=CELLS)
@settings(max_examples=400)
def test_any_bytes_end_in_rows_or_a_refusal(header: bytes, body: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(header + body)
        try:
            shape = recognise_file(path)
            for row in read_rows(path, shape, default_currency="EUR"):
                assert row.line_number >= 2
                if isinstance(row, RefusedRow):
                    assert row.reason
                    assert row.remedy
                elif isinstance(row, IgnoredRow):
                    assert row.reason
        except Refusal:
            return


def test_quotation_marks_that_never_pair_take_time_in_proportion():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        text = "Customer Number,Invoice Number,Invoice Date,Currency,Amount\n"
        path.write_text(text + '"C1\n' * 30_000)
        found = list(read_rows(path, recognise_file(path)))

    assert found
    assert all(isinstance(row, RefusedRow) for row in found)
