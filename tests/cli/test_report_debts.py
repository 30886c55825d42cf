"""`openbill report debts` and `aging --top`: the same debts in every form."""

import csv
import io

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit

from .program import Inside
from .test_reports import named


@pytest.fixture
def firm() -> AnOrganization:
    firm = an_organization()
    for number, amount in enumerate(("100.00", "20.00", "300.00")):
        customer = a_customer(firm, f"=Customer {number}")
        a_debit(firm, customer, amount, on="2026-01-01", due=f"2026-03-0{number + 1}", document_number=f"R-{number}")
    return firm


def test_the_largest_and_the_oldest_as_json(openbill: Inside, firm: AnOrganization):
    words = ("report", "debts", *named(firm), "--as-of", "2026-03-03", "--format", "json")
    largest = openbill(*words, "--top", "2").json
    assert (largest["as_of"], largest["by"]) == ("2026-03-03", "amount")
    assert [(debt["document_number"], debt["open"], debt["days_late"]) for debt in largest["debts"]] == [
        ("R-2", "300.00", 0),
        ("R-0", "100.00", 2),
    ]
    oldest = openbill(*words, "--by", "age").json["debts"]
    assert [debt["document_number"] for debt in oldest] == ["R-0", "R-1", "R-2"]
    known = openbill(*words, "--known-at", "2020-01-01").json
    assert (known["debts"], known["provisional"]) == ([], False)


def test_the_table_and_the_csv(openbill: Inside, firm: AnOrganization):
    words = ("report", "debts", *named(firm), "--as-of", "2026-03-31")
    table = openbill(*words).out
    assert table.startswith("Largest debts as of 2026-03-31")
    assert "disputed" not in table
    rows = list(csv.DictReader(io.StringIO(openbill(*words, "--format", "csv").out)))
    assert [(row["name"], row["days_late"], row["open"], row["disputed"]) for row in rows] == [
        ("'=Customer 2", "28", "300.00", "0.00"),
        ("'=Customer 0", "30", "100.00", "0.00"),
        ("'=Customer 1", "29", "20.00", "0.00"),
    ]
    nothing = openbill("report", "debts", *named(firm), "--as-of", "2025-12-31")
    assert (nothing.code, nothing.out) == (0, "Nothing is owed as of 2025-12-31.\n")


def test_an_aging_of_those_who_owe_most_keeps_the_totals(openbill: Inside, firm: AnOrganization):
    words = ("report", "aging", *named(firm), "--as-of", "2026-03-31", "--top", "1")
    page = openbill(*words, "--format", "json").json
    assert [customer["total"] for customer in page["customers"]] == ["300.00"]
    assert (page["others"]["total"], page["buckets"]["total"]) == ("120.00", "420.00")
    assert "2 others" in openbill(*words).out
    assert openbill(*words, "--customer", "1").code == 2
