"""A document that contradicts its own file is refused: told of twice, or due before its date."""

import csv
from pathlib import Path

from tests.support.importing import a_file, imported
from tests.support.organizations import AnOrganization, an_organization

from openbill.foundation.tenancy import scope
from openbill.receivables.models import OpenItem

HEADER = ("customer number", "invoice number", "document type", "invoice date", "due date", "amount")


def items(firm: AnOrganization) -> list[tuple[str, str, str, int]]:
    with scope(firm.id):
        found = OpenItem.objects.filter(organization_id=firm.id).order_by("document_number", "kind", "due_date")
        return [(each.document_number, each.kind, str(each.due_date), each.amount_minor) for each in found]


def reasons(path: Path) -> list[tuple[str, str]]:
    with path.with_suffix(".rejects.csv").open(encoding="utf-8-sig") as file:
        return [(row["openbill_line"], row["openbill_reason"]) for row in csv.DictReader(file)]


def test_a_second_row_of_the_same_due_date_is_refused_whatever_it_is_over(tmp_path: Path) -> None:
    firm = an_organization()
    rows = [
        ("C1", "Z-1", "invoice", "2026-01-05", "2026-02-04", "10.00"),
        ("C2", "Z-2", "invoice", "2026-01-05", "2026-02-04", "20.00"),
        ("C1", "Z-1", "invoice", "2026-01-05", "2026-02-04", "99.00"),
        ("C2", "Z-2", "invoice", "2026-01-05", "2026-02-04", "20.00"),
        ("C1", "Z-1", "invoice", "2026-01-06", "2026-02-04", "10.00"),
    ]
    path = a_file(tmp_path, "i.csv", HEADER, rows)

    outcome = imported(firm, path)

    assert (outcome.brought_in, outcome.refused) == (2, 3)
    assert items(firm) == [("Z-1", "invoice", "2026-02-04", 10_00), ("Z-2", "invoice", "2026-02-04", 20_00)]
    words = "this document, with the same due date, stands in line {} already"
    assert reasons(path) == [("4", words.format(2)), ("5", words.format(3)), ("6", words.format(2))]

    again = imported(firm, path)
    assert (again.brought_in, again.known, again.refused) == (0, 2, 3)


def test_instalments_other_customers_and_other_kinds_of_one_number_come_in(tmp_path: Path) -> None:
    firm = an_organization()
    rows = [
        ("C1", "Z-1", "invoice", "2026-01-05", "2026-02-04", "10.00"),
        ("C1", "Z-1", "invoice", "2026-01-05", "2026-03-04", "10.00"),
        ("C2", "Z-1", "invoice", "2026-01-05", "2026-02-04", "10.00"),
        ("C1", "Z-1", "debit note", "2026-01-05", "2026-02-04", "30.00"),
        ("C1", "Z-1", "credit note", "2026-01-05", "2026-02-04", "-5.00"),
    ]
    path = a_file(tmp_path, "i.csv", HEADER, rows)

    assert (imported(firm, path).refused, imported(firm, path).known) == (0, 5)
    assert items(firm) == [
        ("Z-1", "credit_note", "2026-02-04", 5_00),
        ("Z-1", "debit_note", "2026-02-04", 30_00),
        ("Z-1", "invoice", "2026-02-04", 10_00),
        ("Z-1", "invoice", "2026-02-04", 10_00),
        ("Z-1", "invoice", "2026-03-04", 10_00),
    ]


def test_instalments_that_the_file_numbers_may_be_due_on_one_day(tmp_path: Path) -> None:
    firm = an_organization()
    row = ("C1", "Z-1", "invoice", "2026-01-05", "2026-02-04", "10.00")
    path = a_file(tmp_path, "i.csv", (*HEADER, "instalment"), [(*row, "1"), (*row, "2"), (*row, "2")])

    assert (imported(firm, path).brought_in, len(items(firm))) == (2, 2)
    assert reasons(path) == [("4", "this document, with the same due date, stands in line 3 already")]


def test_a_debt_due_before_its_date_is_refused_and_a_credit_note_due_with_its_invoice_is_not(tmp_path: Path) -> None:
    firm = an_organization()
    rows = [
        ("C1", "R1", "invoice", "2026-01-31", "2026-01-30", "10.00"),
        ("C1", "R2", "invoice", "2026-01-31", "2026-01-31", "20.00"),
        ("C1", "G1", "credit note", "2026-01-31", "2026-01-30", "-5.00"),
    ]
    path = a_file(tmp_path, "i.csv", HEADER, rows)

    assert (imported(firm, path).brought_in, reasons(path)) == (
        2,
        [("2", "the due date lies before the date of the document")],
    )
    with path.with_suffix(".rejects.csv").open(encoding="utf-8-sig") as file:
        (refused,) = csv.DictReader(file)
    assert (refused["openbill_column"], refused["openbill_value"]) == ("due date", "2026-01-30")
    assert refused["openbill_remedy"] == (
        "Correct one of them; where day and month are taken the wrong way, state --date-order."
    )
    assert [number for number, _, _, _ in items(firm)] == ["G1", "R2"]


def test_a_list_of_open_items_is_taken_with_its_early_due_dates(tmp_path: Path) -> None:
    firm = an_organization()
    row = ("C1", "R1", "invoice", "2026-01-31", "2026-01-30", "10.00")
    path = a_file(tmp_path, "i.csv", (*HEADER[:-1], "open amount"), [row])

    assert (imported(firm, path).refused, items(firm)) == (0, [("R1", "invoice", "2026-01-30", 10_00)])
