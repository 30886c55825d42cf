"""Importing invoices and payments: good rows go in, bad ones are named, and nothing happens twice."""

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.support.importing import a_file, choices, imported
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer

from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.create_customer import create_customer
from openbill.customers.models import Contact
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.importing.commands.import_file import import_file
from openbill.importing.models import ImportRun
from openbill.importing.reading.recognise_file import recognise_file
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_receivables import check_receivables

INVOICES = ("customer number", "invoice number", "invoice date", "due date", "amount")
PAYMENTS = ("payment reference", "payment date", "customer number", "amount", "invoice number")


def open_items(firm: AnOrganization) -> dict[str, tuple[int, int]]:
    """Amount and open amount by document number, credits negative."""
    with scope(firm.id):
        return {
            item.document_number: (item.amount_minor, item.open_minor)
            for item in OpenItem.objects.filter(organization_id=firm.id)
        }


def counts(firm: AnOrganization) -> tuple[int, int]:
    with scope(firm.id):
        return (
            OpenItem.objects.filter(organization_id=firm.id).count(),
            Allocation.objects.filter(organization_id=firm.id).count(),
        )


def rejects(path: Path) -> list[dict[str, str]]:
    with path.with_suffix(".rejects.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_good_rows_go_in_and_bad_ones_are_named_with_a_remedy(tmp_path: Path) -> None:
    firm = an_organization()
    path = a_file(
        tmp_path,
        "invoices.csv",
        INVOICES,
        [
            ("C1", "R1", "2026-01-05", "2026-02-04", "100.00"),
            ("C1", "R2", "2026-02-31", "2026-03-04", "50.00"),
            ("C2", "R3", "2026-01-07", "2026-02-06", "12.345"),
            ("C2", "R4", "2026-01-07", "2026-02-06", "20.00"),
            ("C1", "R1", "2026-01-05", "2026-02-04", "100.00"),
        ],
    )

    outcome = imported(firm, path)

    assert (outcome.rows, outcome.brought_in, outcome.refused, outcome.newcomers.count) == (5, 2, 3, 2)
    assert open_items(firm) == {"R1": (100_00, 100_00), "R4": (20_00, 20_00)}
    lines = [(row["openbill_line"], row["openbill_value"]) for row in rejects(path)]
    assert lines == [("3", "2026-02-31"), ("4", "12.345"), ("6", "R1")]
    assert all(row["openbill_reason"] and row["openbill_remedy"] for row in rejects(path))


def test_the_corrected_rejects_file_brings_in_the_rest(tmp_path: Path) -> None:
    firm = an_organization()
    rows = [("C1", "R1", "2026-01-05", "2026-02-04", "100.00"), ("C1", "R2", "2026-02-31", "2026-03-04", "50.00")]
    path = a_file(tmp_path, "invoices.csv", INVOICES, rows)
    imported(firm, path)
    refused = path.with_suffix(".rejects.csv")
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(refused.read_text(encoding="utf-8").replace("2026-02-31", "2026-02-28"), encoding="utf-8")

    outcome = imported(firm, corrected)

    assert (outcome.brought_in, outcome.refused) == (1, 0)
    assert open_items(firm) == {"R1": (100_00, 100_00), "R2": (50_00, 50_00)}


def test_the_same_file_twice_and_a_dry_run_change_nothing(tmp_path: Path) -> None:
    firm = an_organization()
    path = a_file(tmp_path, "invoices.csv", INVOICES, [("C1", "R1", "2026-01-05", "2026-02-04", "100.00")])

    dry = imported(firm, path, dry_run=True)
    assert (dry.brought_in, counts(firm)) == (1, (0, 0))
    imported(firm, path)
    again = imported(firm, path)

    assert (again.brought_in, again.known, counts(firm)) == (0, 1, (1, 0))
    with scope(firm.id):
        assert ImportRun.objects.filter(organization_id=firm.id).count() == 1


def test_rows_without_a_number_may_repeat_and_are_counted(tmp_path: Path) -> None:
    firm = an_organization()
    header = ("customer number", "invoice date", "due date", "settled date", "amount")
    row = ("C1", "2026-01-05", "2026-02-04", "", "100.00")
    path = a_file(tmp_path, "history.csv", header, [row, row, row])
    assert imported(firm, path).brought_in == 3
    assert imported(firm, path).known == 3
    assert counts(firm) == (3, 0)


def test_a_known_document_with_another_amount_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    firm = an_organization()
    imported(firm, a_file(tmp_path, "a.csv", INVOICES, [("C1", "R1", "2026-01-05", "2026-02-04", "100.00")]))
    changed = a_file(tmp_path, "b.csv", INVOICES, [("C1", "R1", "2026-01-05", "2026-02-04", "120.00")])

    outcome = imported(firm, changed)

    assert (outcome.brought_in, outcome.refused) == (0, 1)
    assert "another amount" in rejects(changed)[0]["openbill_reason"]
    assert open_items(firm) == {"R1": (100_00, 100_00)}


def test_one_payment_settles_several_invoices_and_the_rest_stays_unapplied(tmp_path: Path) -> None:
    firm = an_organization()
    invoices = [
        ("C1", "R1", "2026-01-05", "2026-02-04", "100.00"),
        ("C1", "R2", "2026-01-06", "2026-02-05", "50.00"),
    ]
    imported(firm, a_file(tmp_path, "i.csv", INVOICES, invoices))
    payments = a_file(
        tmp_path,
        "p.csv",
        PAYMENTS,
        [
            ("P1", "2026-02-01", "C1", "100.00", "R1"),
            ("P1", "2026-02-01", "C1", "70.00", "R2"),
            ("P2", "2026-02-03", "C1", "5.00", ""),
        ],
    )

    outcome = imported(firm, payments)

    assert (outcome.brought_in, outcome.settlements) == (2, 2)
    assert open_items(firm) == {
        "R1": (100_00, 0),
        "R2": (50_00, 0),
        "P1": (170_00, 20_00),
        "P2": (5_00, 5_00),
    }
    assert imported(firm, payments).known == 3
    with scope(firm.id):
        (row,) = aging(firm.id, date(2026, 2, 2)).rows
        assert row.amounts_minor == (-20_00, 0, 0, 0, 0, 0)
        assert list(check_receivables(firm.id)) == []


def test_instalments_of_one_number_are_paid_oldest_first(tmp_path: Path) -> None:
    firm = an_organization()
    invoices = [
        ("C1", "R1", "2026-01-05", "2026-03-05", "60.00"),
        ("C1", "R1", "2026-01-05", "2026-02-05", "40.00"),
    ]
    imported(firm, a_file(tmp_path, "i.csv", INVOICES, invoices))
    imported(firm, a_file(tmp_path, "p.csv", PAYMENTS, [("P1", "2026-02-01", "C1", "50.00", "R1")]))
    with scope(firm.id):
        items = OpenItem.objects.filter(organization_id=firm.id, side="debit").order_by("due_date")
        assert [(item.amount_minor, item.open_minor) for item in items] == [(40_00, 0), (60_00, 50_00)]


def test_a_payment_that_cannot_be_placed_is_refused_as_a_whole(tmp_path: Path) -> None:
    firm = an_organization()
    imported(firm, a_file(tmp_path, "i.csv", INVOICES, [("C1", "R1", "2026-01-05", "2026-02-04", "100.00")]))
    before = counts(firm)
    path = a_file(
        tmp_path,
        "p.csv",
        PAYMENTS,
        [
            ("P1", "2026-02-01", "C1", "60.00", "R1"),
            ("P1", "2026-02-01", "C1", "40.00", "R404"),
            ("P2", "2026-02-01", "", "10.00", ""),
        ],
    )

    outcome = imported(firm, path)

    assert (outcome.brought_in, outcome.refused) == (0, 3)
    assert [row["openbill_line"] for row in rejects(path)] == ["2", "3", "4"]
    assert counts(firm) == before


def test_an_invoice_number_of_two_customers_needs_the_customer(tmp_path: Path) -> None:
    firm = an_organization()
    invoices = [
        ("C1", "R1", "2026-01-05", "2026-02-04", "100.00"),
        ("C2", "R1", "2026-01-05", "2026-02-04", "80.00"),
    ]
    imported(firm, a_file(tmp_path, "i.csv", INVOICES, invoices))
    path = a_file(
        tmp_path,
        "p.csv",
        PAYMENTS,
        [("P1", "2026-02-01", "C2", "80.00", "R1"), ("P2", "2026-02-01", "", "100.00", "R1")],
    )

    outcome = imported(firm, path)

    assert (outcome.brought_in, outcome.refused) == (1, 1)
    assert rejects(path)[0]["openbill_reason"] == "several customers have an invoice of this number"


def test_a_settled_history_brings_the_payment_later_when_it_comes_later(tmp_path: Path) -> None:
    firm = an_organization()
    header = (*INVOICES, "settled date")
    row = ("C1", "R1", "2026-01-05", "2026-02-04", "100.00")
    imported(firm, a_file(tmp_path, "a.csv", header, [(*row, ""), ("C1", "R0", *row[2:], "2026-01-31")]))
    assert open_items(firm)["R1"] == (100_00, 100_00)

    outcome = imported(
        firm, a_file(tmp_path, "b.csv", header, [(*row, "2026-02-10"), ("C1", "R0", *row[2:], "2026-01-31")])
    )

    assert (outcome.settlements, outcome.known) == (1, 1)
    assert open_items(firm)["R1"] == (100_00, 0)


def test_who_may_not_import_imports_nothing(tmp_path: Path) -> None:
    firm = an_organization()
    path = a_file(tmp_path, "i.csv", INVOICES, [("C1", "R1", "2026-01-05", "2026-02-04", "100.00")])
    with pytest.raises(PermissionMissing):
        import_file(
            path,
            recognise_file(path),
            choices(firm, path),
            context=firm.context(permissions=frozenset({"receivables.view"})),
        )
    assert counts(firm) == (0, 0)


def test_a_name_alone_finds_the_one_customer_of_that_name(tmp_path: Path) -> None:
    firm = an_organization()
    anna = a_customer(firm, "Anna Ltd")
    header = ("customer name", "invoice number", "invoice date", "due date", "amount")
    imported(firm, a_file(tmp_path, "i.csv", header, [("anna ltd", "R1", "2026-01-05", "2026-02-04", "100.00")]))
    with scope(firm.id):
        assert OpenItem.objects.get(organization_id=firm.id).customer_id == anna


def test_a_file_of_returned_payments_is_not_taken_for_money_received(tmp_path: Path) -> None:
    firm = an_organization()
    imported(firm, a_file(tmp_path, "i.csv", INVOICES, [("C1", "R1", "2026-01-05", "2026-02-04", "500.00")]))
    path = a_file(tmp_path, "p.csv", PAYMENTS, [("P1", "2026-02-01", "C1", "-500.00", "R1")])

    assert (imported(firm, path).brought_in, open_items(firm)) == (0, {"R1": (500_00, 500_00)})


def test_a_customer_spelled_otherwise_is_not_asked_twice(tmp_path: Path) -> None:
    firm = an_organization()
    header = ("customer name", "invoice number", "invoice date", "due date", "amount")
    for name, spelled in (("a.csv", "Acme Ltd"), ("b.csv", "ACME Ltd")):
        imported(firm, a_file(tmp_path, name, header, [(spelled, "R1", "2026-01-05", "2026-02-04", "100.00")]))
    assert counts(firm) == (1, 0)


def test_a_payment_does_not_settle_the_debt_of_a_stranger(tmp_path: Path) -> None:
    firm = an_organization()
    invoices = [("C1", "5", "2026-01-05", "2026-02-04", "100.00"), ("C2", "6", "2026-01-05", "2026-02-04", "100.00")]
    imported(firm, a_file(tmp_path, "i.csv", INVOICES, invoices))
    path = a_file(tmp_path, "p.csv", PAYMENTS, [("P1", "2026-02-01", "C2", "100.00", "5")])

    assert imported(firm, path).refused == 1
    assert "outside of this one's group" in rejects(path)[0]["openbill_reason"]


def test_a_reference_that_several_customers_share_is_a_payment_of_each(tmp_path: Path) -> None:
    firm = an_organization()
    invoices = [("C1", "A1", "2026-01-05", "2026-02-04", "100.00"), ("C2", "A2", "2026-01-05", "2026-02-04", "100.00")]
    imported(firm, a_file(tmp_path, "i.csv", INVOICES, invoices))
    header = ("payment reference", "payment date", "amount", "invoice number")
    rows = [("CHQ1", "2026-02-01", "100.00", "A1"), ("CHQ1", "2026-02-01", "150.00", "A2")]
    imported(firm, a_file(tmp_path, "p.csv", header, rows))
    with scope(firm.id):
        result = aging(firm.id, date(2026, 3, 1))
    assert {row.number: row.total_minor for row in result.rows} == {"C2": -50_00}


def test_a_known_identifier_of_another_customer_or_currency_is_refused(tmp_path: Path) -> None:
    firm = an_organization()
    header = ("external id", *INVOICES, "currency")
    row = ("2026-01-05", "2026-02-04", "100.00")
    imported(
        firm, a_file(tmp_path, "a.csv", header, [("E1", "C1", "R1", *row, "EUR"), ("E2", "C1", "R2", *row, "EUR")])
    )
    changed = a_file(tmp_path, "b.csv", header, [("E1", "C1", "R1", *row, "USD"), ("E2", "C7", "R2", *row, "EUR")])
    assert (imported(firm, changed).refused, counts(firm)) == (2, (2, 0))


def test_an_address_beside_an_invoice_is_written_to_where_nobody_else_can_be(tmp_path: Path) -> None:
    firm = an_organization()
    known = create_customer(name="Known", number="C2", context=firm.context()).customer_id
    add_contact(customer_id=known, name="Pat", email="pat@known.example", context=firm.context())
    rows = [
        ("C1", "R1", "2026-01-05", "2026-02-04", "100.00", "Books@New.example"),
        ("C1", "R2", "2026-01-05", "2026-02-04", "100.00", "books@new.example"),
        ("C2", "R3", "2026-01-07", "2026-02-06", "20.00", "other@known.example"),
        ("C3", "R4", "2026-01-07", "2026-02-06", "20.00", ""),
    ]
    imported(firm, a_file(tmp_path, "invoices.csv", (*INVOICES, "email"), rows))
    imported(firm, a_file(tmp_path, "again.csv", (*INVOICES, "email"), [(*rows[0][:1], "R5", *rows[0][2:])]))

    with scope(firm.id):
        contacts = Contact.objects.filter(organization_id=firm.id).order_by("email")
        assert list(contacts.values_list("email", "role")) == [
            ("books@new.example", "accounts_payable"),
            ("pat@known.example", "accounts_payable"),
        ]
