"""The public files of late payments are imported and age as a second reading of the same CSV says, to the cent."""

import csv
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.support.importing import imported
from tests.support.organizations import AnOrganization, an_organization
from tests.support.shared_data import needs, shared_folder

from openbill.foundation.tenancy import scope
from openbill.receivables.models import OpenItem
from openbill.receivables.queries.aged_balances import AgedFrom
from openbill.receivables.queries.aging import aging
from openbill.wiring.verification import findings

FOLDER = shared_folder("late-payment")
BUCKETS = ((0, "not_due"), (30, "1-30"), (60, "31-60"), (90, "61-90"))

pytestmark = needs(FOLDER)


def bucket(days: int) -> str:
    return next((label for last, label in BUCKETS if days <= last), "91+")


def cents(text: str) -> int:
    return int(Decimal(text) * 100)


def us_day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a date has no zone


def lines_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def aged_here(firm: AnOrganization, as_of: date, **options: object) -> dict[tuple[str, str, str], int]:
    with scope(firm.id):
        told = aging(firm.id, as_of, **options)  # type: ignore[arg-type]
    return {
        (row.number, row.currency, column): amount
        for row in told.rows
        for column, amount in zip(told.columns, row.amounts_minor, strict=True)
        if amount
    }


# -- IBM: 1,725 settled invoices ----------------------------------------------------------------------------------


def ibm_aging(as_of: date, *, counted_from: str = "DueDate") -> dict[tuple[str, str, str], int]:
    """Issued by the day and not yet settled at its end."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for line in lines_of("ibm_ar_before_cut.csv"):
        if us_day(line["InvoiceDate"]) <= as_of < us_day(line["SettledDate"]):
            late = (as_of - us_day(line[counted_from])).days
            sums[line["customerID"], "USD", bucket(late)] += cents(line["InvoiceAmount"])
    return dict(sums)


@pytest.fixture(scope="module")
def ibm() -> AnOrganization:
    return an_organization("USD")


IBM_DAYS = (date(2012, 12, 31), date(2013, 3, 31), date(2013, 5, 5))


def test_ibm_ages_as_the_file_alone_says(ibm: AnOrganization, tmp_path: Path) -> None:
    copy = tmp_path / "ibm.csv"
    copy.write_bytes((FOLDER / "ibm_ar_before_cut.csv").read_bytes())
    first = imported(ibm, copy)
    assert (first.rows, first.brought_in, first.settlements, first.newcomers.count) == (1_725, 1_725, 1_725, 100)
    assert (first.known, first.refused, first.totals_minor) == (0, 0, {"USD": 102_989_74})

    told = {day: aged_here(ibm, day) for day in IBM_DAYS}
    for day in IBM_DAYS:
        assert told[day] == ibm_aging(day), day
        assert aged_here(ibm, day, aged_from=AgedFrom.DOCUMENT_DATE) == ibm_aging(day, counted_from="InvoiceDate"), day
    # Figures for a reader: what was open in all.
    assert {day.isoformat(): sum(amounts.values()) for day, amounts in told.items()} == TOTALS
    assert aged_here(ibm, date(2014, 12, 31)) == {}
    assert list(findings(ibm.id)) == []

    second = imported(ibm, copy)
    assert (second.brought_in, second.settlements, second.newcomers.count, second.known) == (0, 0, 0, 1_725)
    assert {day: aged_here(ibm, day) for day in IBM_DAYS} == told
    assert list(findings(ibm.id)) == []


TOTALS = {"2012-12-31": 5_725_06, "2013-03-31": 5_903_74, "2013-05-05": 6_171_94}


# -- HighRadius: 9,700 open invoices in two currencies ------------------------------------------------------------


def test_highradius_open_invoices_add_up_in_both_currencies(tmp_path: Path) -> None:
    firm = an_organization("USD")
    copy = tmp_path / "open.csv"
    copy.write_bytes((FOLDER / "highradius_open_invoices.csv").read_bytes())
    lines = lines_of("highradius_open_invoices.csv")
    expected: Counter[str] = Counter()
    for line in lines:
        expected[line["invoice_currency"]] += cents(line["total_open_amount"])
    assert len(lines) == 9_700

    outcome = imported(firm, copy)

    assert (outcome.brought_in, outcome.refused) == (9_700, 0)
    as_of = date(2026, 11, 23)
    with scope(firm.id):
        told = aging(firm.id, as_of)
    assert {currency: sum(told.totals_minor(currency)) for currency in told.currencies} == expected
    # No rate is known: what is in Canadian dollars has no value in the entity's own currency, and is not guessed.
    with scope(firm.id):
        unvalued = OpenItem.objects.filter(organization_id=firm.id, is_valued=False)
        assert set(unvalued.values_list("currency", "functional_minor")) == {("CAD", 0)}
        assert unvalued.count() == 747
    by_line: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        day = date(2020, 4, 30)
        if date.fromisoformat(line["posting_date"]) <= day:
            late = (day - date.fromisoformat(line["due_in_date"])).days
            by_line[line["cust_number"], line["invoice_currency"], bucket(late)] += cents(line["total_open_amount"])
    assert aged_here(firm, date(2020, 4, 30)) == by_line
    assert list(findings(firm.id)) == []
