"""A bank's CSV file becomes a statement as its mapping says, or is refused with line and column."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbill.cash_application.errors import (
    CsvColumnUnknown,
    CsvMappingNotPossible,
    StatementCannotBeRead,
    StatementIsTooLarge,
    StatementIsTruncated,
)
from openbill.cash_application.reading.csv.propose_csv import propose_csv
from openbill.cash_application.reading.csv.read_csv import first_rows, has_columns, read_csv
from openbill.cash_application.types.csv_files import CsvMapping, CsvSigns
from openbill.cash_application.types.statements import Party, Statement
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

MAPPING = CsvMapping(
    booked_date="Tag",
    value_date="Wert",
    amount="Betrag",
    payer_name="Name",
    payer_account="IBAN",
    text=("Zweck", "Zweck (2)"),
    balance="Saldo",
)
HEAD = "Tag;Wert;Name;IBAN;Zweck;Zweck;Betrag;Saldo"
OLDER = "02.03.2026;03.03.2026;Anna GmbH;DE89 3704 0044 0532 0130 00;RE-1;und RE-2;1.200,50;1.300,50"
NEWER = "04.03.2026;;Strom AG;;März;;-20,00;1.280,50"


def read(*rows: str, mapping: CsvMapping = MAPPING, encoding: str = "utf-8") -> Statement:
    (found,) = read_csv("\n".join(rows).encode(encoding), "bank.csv", mapping, "EUR")
    return found


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def test_each_row_is_a_line():
    statement = read(HEAD, OLDER, NEWER)
    first, second = statement.lines
    assert (first.place, first.booked_date, first.value_date) == ("line 2", date(2026, 3, 2), date(2026, 3, 3))
    assert (first.amount, first.remittance.text) == (eur(1_200_50), "RE-1 und RE-2")
    assert first.party == Party("Anna GmbH", "DE89370400440532013000")
    assert (second.amount, second.value_date) == (eur(-20_00), None)


@pytest.mark.parametrize("rows", [(OLDER, NEWER), (NEWER, OLDER)])
def test_balances_open_and_close_whichever_end_is_the_newest(rows: tuple[str, str]):
    statement = read(HEAD, *rows)
    assert statement.opening is not None
    assert statement.closing is not None
    assert (statement.opening.amount, statement.closing.amount) == (eur(100_00), eur(1_280_50))
    assert (statement.opening.on, statement.closing.on) == (date(2026, 3, 2), date(2026, 3, 4))


def test_a_balance_that_does_not_follow_is_refused_with_its_line():
    with pytest.raises(StatementCannotBeRead) as refused:
        read(HEAD, OLDER, NEWER.replace("1.280,50", "1.280,51"))
    assert 'Line 3 of bank.csv cannot be read: "Saldo" is 1280.51 EUR, and the amounts come to 1280.50 EUR' in str(
        refused.value
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding(encoding: str):
    assert read(HEAD, NEWER, encoding=encoding).lines[0].remittance.text == "März"


@pytest.mark.parametrize(
    ("mapping", "rows", "minor"),
    [
        (CsvMapping(booked_date="D", amount="A", signs=CsvSigns.TURNED), ("D;A", "2026-01-31;5,00"), -5_00),
        (
            CsvMapping(booked_date="D", debit="S", credit="H", signs=CsvSigns.UNSIGNED),
            ("D;S;H", "2026-01-31;5,00;"),
            -5_00,
        ),
        (CsvMapping(booked_date="D", debit="S", credit="H"), ("D;S;H", "2026-01-31;-5,00;0,00"), -5_00),
        (CsvMapping(booked_date="D", debit="S", credit="H"), ("D;S;H", "2026-01-31;;7,00"), 7_00),
        (
            CsvMapping(booked_date="D", amount="A", direction="K", signs=CsvSigns.UNSIGNED),
            ("D;A;K", "2026-01-31;5,00;S"),
            -5_00,
        ),
        (CsvMapping(booked_date="D", amount="A"), ("D;A", "2026-01-31;5,00 S"), -5_00),
        (CsvMapping(booked_date="D", amount="A"), ("D;A", "2026-01-31;5,00 CR"), 5_00),
        (CsvMapping(booked_date="D", amount="A"), ("D;A", "2026-01-31;5,00-"), -5_00),
    ],
)
def test_what_went_out_is_negative_however_it_is_told(mapping: CsvMapping, rows: tuple[str, ...], minor: int):
    assert read(*rows, mapping=mapping).lines[0].amount == eur(minor)


def test_pending_bookings_and_what_stands_around_the_table_are_left_out():
    mapping = CsvMapping(booked_date="D", amount="A", state="Info", skipped_first=2, skipped_last=1)
    statement = read(
        "Konto 1", "", "D;A;Info", "2026-01-31;5,00;gebucht", "2026-01-31;6,00;vorgemerkt", "Summe;11,00;",
        mapping=mapping,
    )  # fmt: skip
    assert [line.amount for line in statement.lines] == [eur(5_00)]
    assert (statement.lines[0].place, statement.pending) == ("line 4", 1)


def test_a_day_without_year_is_the_one_near_its_value_day():
    mapping = CsvMapping(booked_date="D", value_date="W", amount="A")
    assert read("D;W;A", "30.12.;02.01.26;1,00", mapping=mapping).lines[0].booked_date == date(2025, 12, 30)


def test_formulas_are_text_and_no_amount():
    row = OLDER.replace("RE-1", '=HYPERLINK("http://x")')
    with pytest.raises(StatementCannotBeRead):
        read(HEAD, row.replace("1.200,50", "=1+1"))
    assert read(HEAD, row).lines[0].remittance.text == '=HYPERLINK("http://x") und RE-2'


@pytest.mark.parametrize(
    ("rows", "refusal", "says"),
    [
        ((HEAD, OLDER, NEWER.replace("-20,00", "20 or so")), StatementCannotBeRead, 'Line 3 of bank.csv cannot be'),
        ((HEAD, OLDER.replace("02.03.2026", "31.02.2026")), StatementCannotBeRead, 'in the column "Tag", '),
        ((HEAD, OLDER, "04.03.2026;;Strom"), StatementIsTruncated, "line 3 has 3 of 8 columns"),
        ((HEAD, OLDER, '04.03.2026;;"Strom'), StatementIsTruncated, "a quotation mark of line 3 is not closed"),
        ((HEAD, OLDER + ";more"), StatementCannotBeRead, "a separator stands in a text"),
        ((HEAD.replace("Betrag", "Sum"), OLDER), CsvColumnUnknown, "Its columns are: Tag, Wert"),
        ((HEAD, OLDER + "\x00"), StatementCannotBeRead, "Line 2"),
        ((HEAD, OLDER.replace("Anna", "A" * 20_001)), StatementIsTooLarge, "20,000 letters"),
        ((HEAD + ";" * 300, OLDER), StatementIsTooLarge, "200 columns"),
        (("",), StatementIsTruncated, "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(rows: tuple[str, ...], refusal: type, says: str):
    with pytest.raises(refusal) as refused:
        read(*rows)
    assert says in str(refused.value)


def test_a_currency_that_is_none_and_accounts_that_differ_are_refused():
    mapping = CsvMapping(booked_date="D", amount="A", currency="W", own_account="K")
    with pytest.raises(StatementCannotBeRead, match='in the column "W"'):
        read("D;A;W;K", "2026-01-31;5,00;EURO;1", mapping=mapping)
    with pytest.raises(StatementCannotBeRead, match="is another account than 1"):
        read("D;A;W;K", "2026-01-31;5,00;EUR;1", "2026-01-31;5,00;;2", mapping=mapping)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"booked_date": ""}, "no column says the day"),
        ({"amount": ""}, "no column says an amount"),
        ({"credit": "Haben"}, "in one column, or in those of debits and credits"),
        ({"signs": CsvSigns.UNSIGNED}, "need a column that says the direction"),
        ({"day_order": None}, "say whether days or months come first"),
        ({"delimiter": "x"}, "a comma, a semicolon"),
        ({"encoding": "utf-7"}, "the encoding is one of"),
        ({"opening": "Anfang"}, "go together"),
        ({"has_headings": False}, "named by their numbers"),
        ({"skipped_first": -1}, "lines are skipped"),
        ({"text": ("a\x1b[31m",)}, "no others than are printed"),
    ],
)
def test_a_mapping_that_reads_nothing_is_refused(change: dict[str, object], says: str):
    with pytest.raises(CsvMappingNotPossible) as refused:
        read(HEAD, OLDER, mapping=CsvMapping(**{**_fields(MAPPING), **change}))
    assert says in str(refused.value)


def _fields(mapping: CsvMapping) -> dict[str, object]:
    return {name: getattr(mapping, name) for name in CsvMapping.__dataclass_fields__}


def test_whether_a_file_has_the_columns():
    content = "\n".join((HEAD, OLDER)).encode()
    assert has_columns(content, "a", MAPPING)
    assert not has_columns(content, "a", replace(MAPPING, code="Schlüssel"))


amounts = st.integers(-(10**9), 10**9).filter(bool)


@settings(max_examples=100, deadline=None)
@given(
    minors=st.lists(amounts, min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    is_comma=st.booleans(),
    is_newest_first=st.booleans(),
    opening=st.integers(-(10**9), 10**9),
)
def test_what_is_written_is_proposed_and_read(
    minors: list[int], delimiter: str, is_comma: bool, is_newest_first: bool, opening: int
):
    def written(minor: int) -> str:
        text = str(eur(minor).as_decimal())
        return text.replace(".", ",") if is_comma else text

    rows, balance = [], opening
    for place, minor in enumerate(minors):
        balance += minor
        day = date(2026, 1, 25) + timedelta(days=place)
        rows.append([f"{day:%d.%m.%Y}", f"RE-{place}{delimiter}x", written(minor), written(balance)])
    if is_newest_first:
        rows.reverse()
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["Buchungstag", "Verwendungszweck", "Betrag", "Saldo"], *rows])
    content = out.getvalue().encode()
    proposed = propose_csv(content, "bank.csv")
    (statement,) = read_csv(content, "bank.csv", proposed.mapping, "EUR")
    assert proposed.mapping.balance == "Saldo"
    assert proposed.notes == ()
    assert sorted(line.amount.minor_units for line in statement.lines) == sorted(minors)
    assert statement.opening is not None
    assert statement.closing is not None
    assert (statement.opening.amount, statement.closing.amount) == (eur(opening), eur(balance))
    assert len(first_rows(content, "bank.csv", proposed.mapping, "EUR")) == min(5, len(minors))


puts = st.one_of(st.binary(max_size=6), st.sampled_from([b"\n", b'"', b";", b"\x00", b"-", b"9" * 30, b"\xff\xfe"]))
mutations = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 12), puts), max_size=6)


@settings(max_examples=300, deadline=None)
@given(changes=mutations)
def test_changed_files_end_in_a_statement_or_a_refusal(changes: list[tuple[int, int, bytes]]):
    content = "\n".join((HEAD, OLDER, NEWER)).encode()
    for place, length, put in changes:
        at = place % (len(content) + 1)
        content = content[:at] + put + content[at + length :]
    outcome(content, MAPPING)


@settings(max_examples=200, deadline=None)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_anything_ends_in_a_proposal_or_a_refusal(content: bytes):
    try:
        proposed = propose_csv(content, "any.csv")
    except Refusal:
        return
    outcome(content, proposed.mapping)


def outcome(content: bytes, mapping: CsvMapping) -> None:
    try:
        (statement,) = read_csv(content, "any.csv", mapping, "EUR")
    except Refusal:
        return
    for line in statement.lines:
        assert line.amount.currency == "EUR"
        assert line.remittance.text.isprintable()
        assert line.party.name.isprintable()
