"""In a signed list a payment or credit note without a minus sign is a debit; in every other list its kind decides."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from openbill.importing.errors import ChoiceIsNotKnown
from openbill.importing.policies.decide_credits import CreditSigns, DecidedCredits, decide_credits
from openbill.importing.policies.item_of_document import CREDIT_KINDS, DEBIT_KINDS
from openbill.importing.policies.read_document_kind import document_kind
from openbill.importing.reading.read_rows import read_rows
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.reading.write_rejects import RejectsFile
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import FileShape, InvoiceRow, Mapping
from openbill.importing.types.results import RefusedRow

HEADER = "Customer Number,Invoice Number,Document Type,Invoice Date,Due Date,Currency,Open Amount\n"
UNSIGNED = (
    "No credit note or payment has a minus sign (line {}): by their kind they are credits."
    " State --credits signed if only a minus sign makes a credit."
)
SIGNED = (
    "Credit notes and payments have a minus sign (line {}): those without one (line {}) are debits, such as returned"
    " payments. State --credits by-kind if they are credits all the same."
)


def a_list(*rows: tuple[str, str]) -> str:
    """A list of open items, of kinds and amounts."""
    lines = (
        f'C1,R{number},{kind},2024-01-31,2024-02-29,EUR,"{amount}"\n' for number, (kind, amount) in enumerate(rows, 1)
    )
    return HEADER + "".join(lines)


def recognised(tmp_path: Path, text: str, *, mapping: Mapping | None = None, **choices: object) -> FileShape:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return recognise_file(path, mapping=mapping, choices=ReadingChoices(**choices))  # type: ignore[arg-type]


def sides(tmp_path: Path, text: str, **choices: object) -> list[tuple[str, str, int]]:
    """Kind, side and amount of every row."""
    shape = recognised(tmp_path, text, **choices)
    rows = list(read_rows(tmp_path / "file.csv", shape))
    assert all(isinstance(row, InvoiceRow) for row in rows), rows
    return [(row.document_kind, row.side, row.amount_minor) for row in rows if isinstance(row, InvoiceRow)]


def test_one_minus_sign_makes_the_list_signed_and_the_sign_alone_decides(tmp_path: Path):
    text = a_list(
        ("Invoice", "100.00"),
        ("Payment", "40.00"),
        ("Credit note", "7.00"),
        ("Payment", "-30.00"),
        ("Credit note", "-8.00"),
        ("Invoice", "-9.00"),
        ("Debit note", "5.00"),
    )
    assert sides(tmp_path, text) == [
        ("invoice", "debit", 100_00),
        ("payment", "debit", 40_00),
        ("credit_note", "debit", 7_00),
        ("payment", "credit", 30_00),
        ("credit_note", "credit", 8_00),
        ("credit_note", "credit", 9_00),
        ("debit_note", "debit", 5_00),
    ]
    shape = recognised(tmp_path, text)
    assert (shape.credits, shape.credits_are_proven, shape.assumptions) == ("signed", True, [SIGNED.format(5, 3)])


def test_without_any_minus_sign_the_kind_decides(tmp_path: Path):
    text = a_list(("Invoice", "100.00"), ("Payment", "40.00"), ("Credit note", "7.00"), ("Invoice", "-9.00"))
    assert sides(tmp_path, text) == [
        ("invoice", "debit", 100_00),
        ("payment", "credit", 40_00),
        ("credit_note", "credit", 7_00),
        ("credit_note", "credit", 9_00),
    ]
    shape = recognised(tmp_path, text)
    assert (shape.credits, shape.credits_are_proven, shape.assumptions) == ("by-kind", False, [UNSIGNED.format(3)])


def test_where_both_readings_agree_nothing_is_assumed(tmp_path: Path):
    all_minus = recognised(tmp_path, a_list(("Payment", "-40.00"), ("Credit note", "-7.00"), ("Invoice", "1.00")))
    assert (all_minus.credits, all_minus.assumptions) == ("signed", [])
    none_at_all = recognised(tmp_path, a_list(("Invoice", "-40.00"), ("Invoice", "1.00"), ("Payment", "0.00")))
    assert (none_at_all.credits, none_at_all.assumptions) == ("by-kind", [])
    without_kinds = recognised(tmp_path, "Customer,Invoice Number,Invoice Date,Amount\nC1,R1,2024-01-31,-5.00\n")
    assert without_kinds.assumptions == ["No column gives the due date: the document date is taken."]


@pytest.mark.parametrize(
    "written", ["-5.00", "5.00-", "(5.00)", "\u22125.00", "\u20135.00", "5.00 CR", "EUR -5.00", "-1,000,000,000,000.00"]
)
def test_a_minus_sign_is_seen_however_it_is_written(tmp_path: Path, written: str):
    assert recognised(tmp_path, a_list(("Payment", "40.00"), ("Payment", written))).credits == "signed"


@pytest.mark.parametrize("written", ["soon", "", "0.00", "-0.00", "1-2"])
def test_what_is_no_amount_proves_nothing(tmp_path: Path, written: str):
    assert recognised(tmp_path, a_list(("Payment", "40.00"), ("Payment", written))).credits == "by-kind"


def test_a_row_of_an_unknown_kind_or_a_wrong_width_proves_nothing(tmp_path: Path):
    text = a_list(("Payment", "40.00"), ("Elephant", "-5.00"), ("Invoice", "-5.00"))
    text += "C1,R9,Payment,2024-01-31,2024-02-29,EUR,-1.00,more\n"
    assert recognised(tmp_path, text).credits == "by-kind"


def test_the_first_minus_sign_may_stand_in_the_last_line_of_a_long_file(tmp_path: Path):
    text = a_list(("Payment", "40.00"), *[("Invoice", "1.00")] * 20_000, ("Credit note", "-5.00"))
    assert len(text) > 2 * 256 * 1024
    assert sides(tmp_path, text)[0] == ("payment", "debit", 40_00)
    assert recognised(tmp_path, text).assumptions == [SIGNED.format(20_003, 2)]


def test_the_amount_counts_where_the_list_has_both_and_the_open_amount_where_it_is_blank(tmp_path: Path):
    header = "Customer Number,Invoice Number,Document Type,Due Date,Currency,Amount,Open Amount\n"
    text = header + "C1,R1,Payment,2024-01-31,EUR,40.00,4.00\nC1,R2,Payment,2024-01-31,EUR,,-5.00\n"
    assert sides(tmp_path, text, kind="open_items") == [("payment", "debit", 40_00), ("payment", "credit", 5_00)]


@pytest.mark.parametrize("kind", ["invoices", "open_items", "settled_history"])
def test_every_list_of_documents_is_decided_alike(tmp_path: Path, kind: str):
    text = "Customer Number,Invoice Number,Document Type,Invoice Date,Due Date,Currency,Amount,Open Amount,Paid on\n"
    text += "C1,R1,Payment,2024-01-31,2024-01-31,EUR,40.00,40.00,\nC1,R2,Payment,2024-01-31,2024-01-31,EUR,-5,-5,\n"
    assert sides(tmp_path, text, kind=kind) == [("payment", "debit", 40_00), ("payment", "credit", 5_00)]


def test_what_is_stated_wins_over_what_is_seen(tmp_path: Path):
    mixed, unsigned = a_list(("Payment", "40.00"), ("Payment", "-5.00")), a_list(("Payment", "40.00"))
    assert sides(tmp_path, mixed, credits="by-kind") == [("payment", "credit", 40_00), ("payment", "credit", 5_00)]
    assert sides(tmp_path, unsigned, credits="signed") == [("payment", "debit", 40_00)]
    assert recognised(tmp_path, mixed, credits="by-kind").assumptions == []
    assert recognised(tmp_path, unsigned, credits="signed").assumptions == []
    with pytest.raises(ChoiceIsNotKnown, match="'negative' is not a way of credits"):
        recognised(tmp_path, unsigned, credits="negative")


def test_a_mapping_keeps_what_was_proven_or_stated_and_no_assumption(tmp_path: Path):
    signed = recognised(tmp_path, a_list(("Payment", "-5.00"))).as_mapping("erp")
    stated = recognised(tmp_path, a_list(("Payment", "5.00")), credits="by-kind").as_mapping("erp")
    assumed = recognised(tmp_path, a_list(("Payment", "5.00"))).as_mapping("erp")
    assert (signed.credits, stated.credits, assumed.credits) == ("signed", "by-kind", None)
    assert Mapping.from_json(signed.to_json()) == signed
    older = {name: value for name, value in json.loads(signed.to_json()).items() if name != "credits"}
    assert Mapping.from_json(json.dumps(older)) == replace(signed, credits=None)


def test_what_a_mapping_says_counts_and_is_told_where_the_file_leaves_a_doubt(tmp_path: Path):
    mapping = recognised(tmp_path, a_list(("Payment", "-5.00"))).as_mapping("erp")
    returned = a_list(("Invoice", "1.00"), ("Payment", "40.00"))

    shape = recognised(tmp_path, returned, mapping=mapping)
    assert (shape.credits, shape.assumptions) == (
        "signed",
        [
            "By the mapping only a minus sign makes a credit: credit notes and payments without one (line 3) are"
            " debits, such as returned payments. State --credits by-kind if they are credits."
        ],
    )
    assert sides(tmp_path, returned, mapping=mapping)[1] == ("payment", "debit", 40_00)
    assert sides(tmp_path, returned, mapping=mapping, credits="by-kind")[1] == ("payment", "credit", 40_00)

    by_kind = replace(mapping, credits="by-kind")
    mixed = recognised(tmp_path, a_list(("Payment", "40.00"), ("Payment", "-5.00")), mapping=by_kind)
    assert (mixed.credits, mixed.assumptions) == (
        "by-kind",
        [
            "By the mapping the kind makes a credit, though some have a minus sign (line 3) and some have none"
            " (line 2). State --credits signed if those without one are debits."
        ],
    )
    assert recognised(tmp_path, a_list(("Payment", "40.00")), mapping=by_kind).assumptions == []


def test_refused_rows_of_a_signed_list_are_not_taken_for_credits_when_they_come_back(tmp_path: Path):
    text = a_list(("Payment", "-5.00"), ("Payment", "40.00"), ("Invoice", "1.00"))
    shape = recognised(tmp_path, text.replace("C1,R2,Payment,2024-01-31", "C1,R2,Payment,2024-01-32"))
    rejects = tmp_path / "rejects.csv"
    with RejectsFile(rejects, shape) as file:
        for row in read_rows(tmp_path / "file.csv", shape):
            if isinstance(row, RefusedRow):
                file.write(row)
    rejects.write_text(rejects.read_text("utf-8-sig").replace("2024-01-32,", "2024-01-31,", 1), "utf-8-sig")

    undecided = recognise_file(rejects)
    assert undecided.credits is None
    assert undecided.assumptions[-1] == (
        "No credit note or payment among these refused rows has a minus sign (line 2), and the file they came from may"
        " have: state --credits signed or --credits by-kind, or they are refused again."
    )
    (refused,) = read_rows(rejects, undecided)
    assert isinstance(refused, RefusedRow)
    assert (refused.line_number, refused.column, refused.value, refused.reason, refused.remedy) == (
        2,
        "Document Type",
        "Payment",
        "nothing says whether 'Payment' without a minus sign is a credit here, or a debit",
        "Import the file with --credits by-kind if it is a credit, with --credits signed if not.",
    )
    for way, side in (("signed", "debit"), ("by-kind", "credit")):
        stated = recognise_file(rejects, choices=ReadingChoices(credits=way))  # type: ignore[arg-type]
        (taken,) = read_rows(rejects, stated)
        assert isinstance(taken, InvoiceRow)
        assert taken.side == side
    by_mapping = recognise_file(rejects, mapping=shape.as_mapping("erp"))
    assert by_mapping.credits == "signed"


def test_the_decision_by_itself():
    def decided(signs: CreditSigns) -> DecidedCredits:
        return decide_credits(signs, stated=None, mapped=None, holds_refused_rows=True)

    assert decided(CreditSigns()) == DecidedCredits("by-kind", are_proven=False, told=[])
    assert decided(CreditSigns(negative_line=7)) == DecidedCredits("signed", are_proven=True, told=[])
    assert decided(CreditSigns(negative_line=7, positive_line=3)).told == [SIGNED.format(7, 3)]
    assert decided(CreditSigns(positive_line=3)).credits is None


def test_a_payment_or_credit_note_that_was_taken_back_becomes_a_debit_note():

    assert json.loads(DEBIT_KINDS)["payment"] == json.loads(DEBIT_KINDS)["credit_note"] == "debit_note"
    assert json.loads(CREDIT_KINDS)["payment"] == "payment"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Returned payment", "debit_note"),
        ("Payment return", "debit_note"),
        ("Chargeback", "debit_note"),
        ("Rücklastschrift", "debit_note"),
        ("Ruecklastschrift", "debit_note"),
        ("Return", "credit_note"),
        ("Sales return", "credit_note"),
        ("Payment", "payment"),
    ],
)
def test_a_kind_that_says_that_a_payment_went_back_is_a_debit(written: str, kind: str):
    assert document_kind(written) == kind
