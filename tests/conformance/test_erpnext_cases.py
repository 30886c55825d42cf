"""Cases of ERPNext's receivable report, re-expressed as inputs and expected figures, come out the same here.

The files lie in the shared data folder; each case is driven from them. Items are due on the day of posting
unless they have a schedule; a credit note settles the oldest debts unless it is kept separate.
"""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, an_item
from tests.support.shared_data import needs, shared_folder

from openbill.foundation.tenancy import scope
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_receivables import check_receivables

FOLDER = shared_folder("ledger")
T = date(2026, 6, 30)
BOUNDS = (30, 60, 90, 120)

pytestmark = needs(FOLDER)


def cases_of(name: str) -> dict[str, dict[str, Any]]:
    path = FOLDER / name
    return {case["id"]: case for case in json.loads(path.read_text())["cases"]} if path.exists() else {}


RECEIVABLE = cases_of("erpnext-ar-cases.json")
BUCKETS = cases_of("aged-bucket-cases.json")


def day(text: str) -> date:
    """ "T-1" as a date."""
    return T + timedelta(days=int(text.removeprefix("T") or "0"))


def money(value: float | int) -> str:
    return f"{Decimal(str(value)):.2f}"


class Ledger:
    """One customer of one organization; what the report of ERPNext shows per voucher, computed from our items."""

    def __init__(self) -> None:
        self.firm = an_organization("EUR")
        self.customer = a_customer(self.firm)
        self.invoices: list[UUID] = []
        self.credits: list[UUID] = []
        self.kinds: dict[UUID, str] = {}

    def invoice(self, total: float, *, on: date = T, schedule: list[tuple[str, float]] | None = None) -> None:
        for number, (due, amount) in enumerate(schedule or [(on.isoformat(), total)], start=1):
            due_date = day(due) if due.startswith("T") else date.fromisoformat(due)
            self.invoices.append(
                an_item(
                    self.firm,
                    self.customer,
                    money(amount),
                    on=on.isoformat(),
                    due=due_date.isoformat(),
                    document_number="INV-1",
                    instalment_number=number,
                )
            )

    def credit(self, kind: str, amount: float, *, settles: bool = True) -> None:
        credit = an_item(self.firm, self.customer, money(amount), kind=kind, on=T.isoformat())
        self.credits.append(credit)
        self.kinds[credit] = kind
        if settles:
            allocate_credit(credit_item_id=credit, context=self.firm.context())

    def rows(self) -> list[dict[str, Decimal]]:
        """Open items as the report shows them: invoiced, paid by cash, credited, outstanding; settled ones drop out."""
        rows = []
        with scope(self.firm.id):
            assert list(check_receivables(self.firm.id)) == []
            items = {item.id: item for item in OpenItem.objects.filter(organization_id=self.firm.id)}
            uses = self._uses()
        for identifier in self.invoices:
            item = items[identifier]
            used = {
                kind: sum(
                    amount for debit, credit, amount in uses if debit == identifier and self.kinds[credit] == kind
                )
                for kind in ("payment", "credit_note")
            }
            if item.open_minor:
                rows.append(
                    {
                        "invoiced": self._major(item.amount_minor),
                        "paid": self._major(used["payment"]),
                        "credit_note": self._major(used["credit_note"]),
                        "outstanding": self._major(item.open_minor),
                    }
                )
        for identifier in self.credits:
            if is_open := items[identifier].open_minor:
                # A credit of its own stands as paid without an invoice.
                rows.append(
                    {
                        "invoiced": Decimal(0),
                        "paid": self._major(is_open),
                        "credit_note": Decimal(0),
                        "outstanding": -self._major(is_open),
                    }
                )
        return rows

    def _uses(self) -> list[tuple[UUID, UUID, int]]:
        rows = Allocation.objects.filter(organization_id=self.firm.id)
        return [(row.debit_item_id, row.credit_item_id, row.amount_minor) for row in rows]

    def buckets(self, as_of: date = T, bounds: tuple[int, ...] = BOUNDS) -> dict[str, Decimal]:
        with scope(self.firm.id):
            result = aging(self.firm.id, as_of, bounds=bounds)
        totals = result.totals_minor("EUR")
        return {column: self._major(amount) for column, amount in zip(result.columns, totals, strict=True)}

    @staticmethod
    def _major(minor: int) -> Decimal:
        return Money(minor, "EUR").as_decimal()


def agrees(rows: list[dict[str, Decimal]], expected: list[dict[str, float]]) -> None:
    """Row by row, the columns that the case names."""
    assert len(rows) == len(expected), rows
    for row, wanted in zip(rows, expected, strict=True):
        assert {name: row[name] for name in wanted} == {name: Decimal(money(value)) for name, value in wanted.items()}


@pytest.mark.parametrize("case", RECEIVABLE)
def test_receivable_report(case: str) -> None:
    told = RECEIVABLE[case]
    ledger = Ledger()
    for total in told.get("invoices", []):
        ledger.invoice(total)
    if "invoice" in told:
        invoice = told["invoice"]
        schedule = invoice.get("schedule") or [
            (due, invoice["total"] * percent / 100) for due, percent in invoice.get("schedule_pct", [])
        ]
        ledger.invoice(invoice["total"], on=day(invoice.get("posted", "T")), schedule=schedule or None)

    compared = 0
    for step in told.get("steps", [told]):
        for act, amount in step.items():
            if act in ("payment", "journal_payment"):
                # Against an order there is no invoice yet: the payment stays on account.
                ledger.credit("payment", amount, settles="order" not in told)
            elif act == "journal_credit":
                ledger.credit("payment", amount, settles=False)
            elif act == "credit_note":
                ledger.credit(
                    "credit_note", amount, settles=not step.get("keep_separate") and not exceeds(ledger, amount)
                )
        compared += compare(ledger, step)
    assert compared > 0


def exceeds(ledger: Ledger, amount: float) -> bool:
    """ERPNext lets a credit note that is more than the open balance stand as an item of its own."""
    return Decimal(money(amount)) > sum(row["outstanding"] for row in ledger.rows() if row["outstanding"] > 0)


def compare(ledger: Ledger, step: dict[str, Any]) -> int:
    rows = ledger.rows()
    if "expect_rows" in step:
        agrees(rows, step["expect_rows"])
    elif "expect_last_row" in step:
        agrees(rows[-1:], [step["expect_last_row"]])
    elif "voucher_rows" in step.get("expect", {}):
        assert [row["invoiced"] for row in rows] == [Decimal(money(row)) for row in step["expect"]["voucher_rows"]]
        total = sum(row["outstanding"] for row in rows)
        assert total == Decimal(money(step["expect"]["party_total"])) == Decimal(money(step["expect"]["grand_total"]))
    elif "expect" in step:
        agrees(rows, [step["expect"]])
    else:
        return 0
    return 1


def test_every_case_of_the_files_is_run() -> None:
    assert set(RECEIVABLE) == {
        "terms-then-partial-payment-then-full-credit",
        "terms-full-credit-no-payment",
        "terms-partial-payment-partial-credit",
        "credit-note-kept-as-own-item",
        "journal-partial-payment",
        "journal-full-payment",
        "unlinked-credit",
        "minor-outstanding",
        "advance-against-order",
        "group-by-party",
    }
    assert set(BUCKETS) == {"summary-advance", "three-ages"}


def test_summary_with_an_advance() -> None:
    """ERPNext nets an advance into the youngest bucket; here it stands beside, as unapplied: the totals agree."""
    told = BUCKETS["summary-advance"]
    ledger = Ledger()
    for step in told["expect"]:
        if step["step"] == "issued today":
            ledger.invoice(told["invoice"])
        elif "unallocated" in step["step"]:
            ledger.credit("payment", step["advance"], settles=False)
        else:
            ledger.credit("payment", step["paid"])
        columns = ledger.buckets()
        assert sum(columns.values()) == Decimal(money(step["outstanding"]))
        assert columns["not_due"] + columns["1-30"] + columns["unapplied"] == Decimal(money(step["b0_30"]))
        assert columns["unapplied"] == -Decimal(money(step.get("advance", 0)))


def test_three_ages() -> None:
    told = BUCKETS["three-ages"]
    ledger = Ledger()
    for days_old, amount in told["items_days_old"]:
        ledger.invoice(amount, on=T - timedelta(days=days_old))
    columns = ledger.buckets(bounds=(30, 60, 90))
    expected = told["expect"]
    assert columns == {
        "unapplied": Decimal(0),
        "not_due": Decimal(0),
        "1-30": Decimal(expected["current_or_0_30"]),
        "31-60": Decimal(expected["31_60"]),
        "61-90": Decimal(expected["61_90"]),
        "91+": Decimal(expected["over_90"]),
    }
    assert sum(columns.values()) == expected["total"]
