"""A list of open items goes in with its credits on their side, and what was assumed about them is said."""

from pathlib import Path

import pytest
from tests.support.organizations import AnOrganization, an_organization

from openbill.foundation.tenancy import scope
from openbill.receivables.models import OpenItem

from .program import Inside
from .test_reports import named

HEADER = "Customer Number,Invoice Number,Document Type,Invoice Date,Due Date,Currency,Open Amount\n"
SIGNED = (
    "C1,R1,Invoice,2026-01-31,2026-02-28,EUR,100.00\n"
    "C1,P1,Payment,2026-02-10,2026-02-10,EUR,-30.00\n"
    "C1,P2,Payment,2026-02-12,2026-02-12,EUR,40.00\n"
    "C1,G1,Credit note,2026-02-13,2026-02-13,EUR,7.00\n"
)


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


def a_file(tmp_path: Path, rows: str, name: str = "items.csv") -> str:
    (tmp_path / name).write_text(HEADER + rows)
    return str(tmp_path / name)


def items(firm: AnOrganization) -> list[tuple[str, str, str, str, int]]:
    with scope(firm.id):
        found = OpenItem.objects.filter(organization_id=firm.id).order_by("document_number")
        return [(each.document_number, each.kind, each.side, each.control, each.amount_minor) for each in found]


def test_a_payment_without_a_minus_sign_in_a_signed_list_is_owed_again(
    openbill: Inside, firm: AnOrganization, tmp_path: Path
):
    answer = openbill("import", a_file(tmp_path, SIGNED), "--source", "erp", *named(firm))
    assert answer.code == 0, answer.err
    assert (
        "  assumed: Credit notes and payments have a minus sign (line 3): those without one (line 4) are debits, such"
        " as returned payments. State --credits by-kind if they are credits all the same.\n"
    ) in answer.out
    assert items(firm) == [
        ("G1", "debit_note", "debit", "receivable", 7_00),
        ("P1", "payment", "credit", "unapplied", 30_00),
        ("P2", "debit_note", "debit", "receivable", 40_00),
        ("R1", "invoice", "debit", "receivable", 100_00),
    ]
    page = openbill("report", "aging", *named(firm), "--as-of", "2026-12-31", "--format", "json").json
    assert (page["buckets"]["unapplied"], page["buckets"]["total"]) == ("-30.00", "117.00")


def test_a_snapshot_of_a_signed_list_says_the_same_twice(openbill: Inside, firm: AnOrganization, tmp_path: Path):
    words = ("import", a_file(tmp_path, SIGNED), "--snapshot", "--as-of", "2026-03-01", "--yes", *named(firm))
    first = openbill(*words, "--format", "json")
    assert (first.code, first.json["created"], first.json["open_after"]) == (0, 4, {"EUR": "117.00"})
    again = openbill(*words, "--format", "json")
    assert (again.code, again.json["created"], again.json["cleared"], again.json["corrected"]) == (0, 0, 0, 0)


def test_what_is_stated_decides_and_nothing_is_assumed(openbill: Inside, firm: AnOrganization, tmp_path: Path):
    answer = openbill("import", a_file(tmp_path, SIGNED), "--credits", "by-kind", *named(firm))
    assert (answer.code, "assumed" in answer.out) == (0, False)
    assert [(number, side) for number, _, side, _, _ in items(firm)] == [
        ("G1", "credit"),
        ("P1", "credit"),
        ("P2", "credit"),
        ("R1", "debit"),
    ]
    assert openbill("import", a_file(tmp_path, SIGNED), "--credits", "negative", *named(firm)).code == 2


def test_a_saved_mapping_keeps_it_for_a_file_that_holds_returned_payments_alone(
    openbill: Inside, firm: AnOrganization, tmp_path: Path
):
    first = a_file(tmp_path, "C1,P1,Payment,2026-02-10,2026-02-10,EUR,-30.00\n", "first.csv")
    returned = a_file(tmp_path, "C1,P2,Payment,2026-02-12,2026-02-12,EUR,40.00\n", "returned.csv")
    assert openbill("import", first, "--save-mapping", "erp", *named(firm)).code == 0

    answer = openbill("import", returned, "--mapping", "erp", *named(firm))

    assert "assumed: By the mapping only a minus sign makes a credit" in answer.out
    assert [(number, kind, side) for number, kind, side, _, _ in items(firm)] == [
        ("P1", "payment", "credit"),
        ("P2", "debit_note", "debit"),
    ]


def test_a_corrected_refused_row_is_not_taken_until_its_side_is_stated(
    openbill: Inside, firm: AnOrganization, tmp_path: Path
):
    file = a_file(tmp_path, SIGNED.replace("P2,Payment,2026-02-12", "P2,Payment,2026-02-32"))
    assert openbill("import", file, *named(firm), "--format", "json").json["refused"] == 1
    rejects = tmp_path / "items.rejects.csv"
    rejects.write_text(rejects.read_text("utf-8-sig").replace("2026-02-32", "2026-02-12", 1), "utf-8-sig")
    before = items(firm)

    told = openbill("import", str(rejects), *named(firm), "--format", "json").json
    assert (told["refused"], told["brought_in"]) == (1, 0)
    assert items(firm) == before

    assert openbill("import", str(rejects), "--credits", "signed", *named(firm)).code == 0
    assert ("P2", "debit_note", "debit", "receivable", 40_00) in items(firm)
