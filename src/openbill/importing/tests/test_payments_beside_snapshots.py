"""Payments that are recorded here and told by the other system's list count once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.support.importing import a_file, imported, snapshot
from tests.support.organizations import AnOrganization, an_organization
from tests.support.snapshots import (
    STANDING,
    Line,
    aging_here,
    aging_of_file,
    nothing_is_wrong,
    open_items,
    shrunken_too,
    written,
)

from openbill.customers.models import Customer
from openbill.foundation.tenancy import scope
from openbill.importing.types.results import SnapshotChanges
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.errors import PaymentNotPossible
from openbill.payments.types import NewPayment
from openbill.primitives.money import Money
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.types import Designation


def test_the_real_payment_takes_the_place_of_the_provisional_clearing(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    invoice = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    other = Line("C2", "R2", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    snapshot(firm, written(tmp_path, "a.csv", [invoice, other]), date(2026, 2, 1))
    part_paid = replace(invoice, minor=60_00)
    snapshot(firm, written(tmp_path, "b.csv", [part_paid, other]), date(2026, 2, 5))
    assert aging_here(firm, date(2026, 2, 5)) == aging_of_file([part_paid, other], date(2026, 2, 5))

    payments = a_file(
        tmp_path,
        "p.csv",
        ("customer", "payment date", "amount", "invoice"),
        [("C1", "2026-02-03", "25.00", "R1")],
    )
    outcome = imported(firm, payments)

    assert (outcome.brought_in, outcome.settlements) == (1, 1)
    with scope(firm.id):
        item = OpenItem.objects.get(organization_id=firm.id, document_number="R1", side="debit", kind="invoice")
        live = OpenItem.objects.filter(organization_id=firm.id, kind="external_clearing").exclude(
            id__in=OpenItem.objects.filter(organization_id=firm.id, kind="cancellation").values("counters_id")
        )
        assert [clearing.amount_minor for clearing in live] == [15_00]
    assert item.open_minor == 60_00
    assert aging_here(firm, date(2026, 2, 5)) == aging_of_file([part_paid, other], date(2026, 2, 5))
    # Between the payment and the snapshot that told of it, the debt was smaller already.
    assert aging_here(firm, date(2026, 2, 4))[("C1", "EUR", "1-30")] == 75_00
    _, changes = snapshot(firm, written(tmp_path, "c.csv", [part_paid, other]), date(2026, 2, 6))
    assert changes is not None
    assert changes.is_empty


def test_what_was_paid_here_but_not_yet_there_is_not_asked_for_again(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    invoice = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    path = written(tmp_path, "a.csv", [invoice])
    snapshot(firm, path, date(2026, 2, 1))
    imported(
        firm,
        a_file(
            tmp_path,
            "p.csv",
            ("customer", "payment date", "amount", "invoice"),
            [("C1", "2026-02-02", "100.00", "R1")],
        ),
    )

    preview, changes = snapshot(firm, path, date(2026, 2, 3))

    assert preview.changes.ahead == 1
    assert changes is not None
    assert changes.is_empty
    assert aging_here(firm, date(2026, 2, 3)) == {}


def test_what_the_other_system_still_says_after_a_week_counts_again(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    invoice = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    snapshot(firm, written(tmp_path, "a.csv", [invoice]), date(2026, 2, 1))
    header = ("customer", "payment date", "amount", "invoice")
    imported(firm, a_file(tmp_path, "p.csv", header, [("C1", "2026-02-02", "60.00", "R1")]))

    snapshot(firm, written(tmp_path, "b.csv", [invoice]), date(2026, 2, 3))
    assert aging_here(firm, date(2026, 2, 3)) == {("C1", "EUR", "1-30"): 40_00}
    snapshot(firm, written(tmp_path, "c.csv", [invoice]), date(2026, 2, 20))
    assert aging_here(firm, date(2026, 2, 20)) == aging_of_file([invoice], date(2026, 2, 20))


def test_a_payment_takes_the_place_of_its_own_clearing_and_leaves_the_day_of_the_others(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    invoice = Line("C1", "R1", date(2025, 12, 1), date(2025, 12, 31), "EUR", 100_00)
    others = [Line("C2", f"S{n}", date(2025, 12, 1), date(2025, 12, 31), "EUR", 500_00) for n in range(5)]
    snapshot(firm, written(tmp_path, "a.csv", [invoice, *others]), date(2026, 1, 5))
    snapshot(firm, written(tmp_path, "b.csv", [replace(invoice, minor=70_00), *others]), date(2026, 1, 10))
    snapshot(firm, written(tmp_path, "c.csv", others), date(2026, 2, 10))
    header = ("customer", "payment date", "amount", "invoice")
    imported(firm, a_file(tmp_path, "p.csv", header, [("C1", "2026-01-09", "30.00", "R1")]))

    def owed(day: date) -> int:
        return sum(amount for (customer, *_), amount in aging_here(firm, day).items() if customer == "C1")

    days = (date(2026, 1, 8), date(2026, 1, 9), date(2026, 1, 20), date(2026, 2, 10))
    assert [owed(day) for day in days] == [100_00, 70_00, 70_00, 0]
    assert nothing_is_wrong(firm)


def paid_without_an_invoice(firm: AnOrganization, folder: Path, on: str, amount: str, reference: str = "") -> None:
    header = ("customer", "payment date", "amount", "payment reference")
    imported(firm, a_file(folder, f"p-{on}-{amount}.csv", header, [("C1", on, amount, reference)]))


def test_an_invoice_first_seen_part_paid_does_not_count_its_payment_again(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    header = ("customer", "invoice", "invoice date", "due date", "amount", "open amount")
    path = a_file(tmp_path, "a.csv", header, [("C1", "R1", "2026-01-01", "2026-01-31", "100.00", "60.00")])
    _, changes = snapshot(firm, path, date(2026, 2, 5))
    assert changes == SnapshotChanges(created=1)
    assert open_items(firm, date(2026, 2, 5)) == [("C1", "R1", date(2026, 1, 31), 60_00)]

    payment = ("customer", "payment date", "amount", "invoice")
    imported(firm, a_file(tmp_path, "p.csv", payment, [("C1", "2026-02-03", "40.00", "R1")]))

    assert open_items(firm, date(2026, 2, 5)) == [("C1", "R1", date(2026, 1, 31), 60_00)]
    _, changes = snapshot(firm, path, date(2026, 2, 6))
    assert changes == SnapshotChanges()
    assert nothing_is_wrong(firm)


def test_a_payment_that_is_known_here_and_listed_there_counts_once(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    invoice = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    snapshot(firm, written(tmp_path, "a.csv", [invoice, *STANDING]), date(2026, 2, 1))
    paid_without_an_invoice(firm, tmp_path, "2026-02-02", "50.00")
    credit = Line("C1", "ZE-77", date(2026, 2, 3), date(2026, 2, 3), "EUR", -50_00)

    _, changes = snapshot(firm, written(tmp_path, "b.csv", [invoice, credit, *STANDING]), date(2026, 2, 3))

    assert changes == SnapshotChanges(redated=1)
    assert [amount for *_, amount in open_items(firm, date(2026, 2, 3))] == [-50_00, 100_00]
    part_used = replace(credit, minor=-40_00)
    less_open = replace(invoice, minor=90_00)
    _, changes = snapshot(firm, written(tmp_path, "c.csv", [less_open, part_used, *STANDING]), date(2026, 2, 4))
    assert changes == SnapshotChanges(cleared=2)
    assert [amount for *_, amount in open_items(firm, date(2026, 2, 4))] == [-40_00, 90_00]
    shrunken_too(firm, written(tmp_path, "d.csv", [less_open, *STANDING]), date(2026, 2, 5))
    assert [amount for *_, amount in open_items(firm, date(2026, 2, 5))] == [90_00]
    assert nothing_is_wrong(firm)


def test_a_payment_without_an_invoice_replaces_a_clearing_of_its_amount(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    first = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    second = replace(first, number="R2", minor=70_00)
    snapshot(firm, written(tmp_path, "a.csv", [first, second, *STANDING]), date(2026, 2, 1))
    paid_without_an_invoice(firm, tmp_path, "2026-02-02", "100.00")

    _, changes = snapshot(firm, written(tmp_path, "b.csv", [second, *STANDING]), date(2026, 2, 4))

    assert changes == SnapshotChanges(cleared=1, replaced=1)
    assert open_items(firm, date(2026, 2, 4)) == [("C1", "R2", date(2026, 1, 31), 70_00)]
    # The debt was settled on the day of the payment, not on that of the list.
    assert open_items(firm, date(2026, 2, 3)) == [("C1", "R2", date(2026, 1, 31), 70_00)]
    _, changes = snapshot(firm, written(tmp_path, "c.csv", [second, *STANDING]), date(2026, 2, 5))
    assert changes == SnapshotChanges()
    assert nothing_is_wrong(firm)


def test_a_payment_that_the_list_never_shows_is_ahead_for_a_week_and_then_used(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    first = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    rest = Line("C2", "R2", date(2026, 1, 1), date(2026, 1, 31), "EUR", 70_00)
    snapshot(firm, written(tmp_path, "a.csv", [first, rest, *STANDING]), date(2026, 2, 1))
    paid_without_an_invoice(firm, tmp_path, "2026-02-02", "120.00")

    part_paid = replace(first, minor=55_00)
    _, changes = snapshot(firm, written(tmp_path, "b.csv", [part_paid, rest, *STANDING]), date(2026, 2, 4))
    assert changes == SnapshotChanges(cleared=1, ahead=1)
    assert [amount for *_, amount in open_items(firm, date(2026, 2, 4))] == [-120_00, 55_00, 70_00]

    _, changes = snapshot(firm, written(tmp_path, "c.csv", [part_paid, rest, *STANDING]), date(2026, 2, 9))
    assert changes == SnapshotChanges(replaced=1)
    assert [amount for *_, amount in open_items(firm, date(2026, 2, 9))] == [55_00, 70_00]
    with scope(firm.id):
        payment = OpenItem.objects.get(organization_id=firm.id, kind="payment")
        assert (
            Allocation.objects.get(
                organization_id=firm.id, credit_item_id=payment.id, effective_date=date(2026, 2, 2)
            ).amount_minor
            == 45_00
        )
    assert nothing_is_wrong(firm)


def test_a_payment_of_a_number_gives_way_to_the_instalment_that_was_cleared(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    first = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    snapshot(firm, written(tmp_path, "a.csv", [first, first, *STANDING]), date(2026, 2, 1))
    snapshot(firm, written(tmp_path, "b.csv", [first, *STANDING]), date(2026, 2, 4))
    payment = ("customer", "payment date", "amount", "invoice")
    imported(firm, a_file(tmp_path, "p.csv", payment, [("C1", "2026-02-03", "100.00", "R1")]))

    assert [amount for *_, amount in open_items(firm, date(2026, 2, 4))] == [100_00]
    _, changes = snapshot(firm, written(tmp_path, "c.csv", [first, *STANDING]), date(2026, 2, 20))
    assert changes == SnapshotChanges()
    assert nothing_is_wrong(firm)


def recorded(firm: AnOrganization, minor: int, on: date, *named: tuple[str, int]) -> None:
    """A person records a payment of C1, that may name invoices."""
    with scope(firm.id):
        customer = Customer.objects.get(organization_id=firm.id, number="C1")
        items = OpenItem.objects.filter(organization_id=firm.id, side="debit", kind="invoice")
        ids = dict(items.values_list("document_number", "id"))
    record_payments(
        payments=[
            NewPayment(
                customer_id=customer.id,
                amount=Money(minor, "EUR"),
                received_date=on,
                designations=tuple(Designation(ids[number], Money(part, "EUR")) for number, part in named),
            )
        ],
        context=firm.context(),
    )


@pytest.mark.parametrize("is_named", [True, False])
def test_a_payment_recorded_by_hand_takes_the_place_of_what_its_list_cleared(tmp_path: Path, is_named: bool) -> None:
    firm = an_organization("EUR", books="mirror")
    paid, other = (Line("C1", name, date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00) for name in ("R1", "R2"))
    older = Line("C1", "R0", date(2025, 12, 1), date(2025, 12, 31), "EUR", 100_00)
    snapshot(firm, written(tmp_path, "a.csv", [older, paid, other, *STANDING]), date(2026, 2, 1))
    snapshot(firm, written(tmp_path, "b.csv", [older, other, *STANDING]), date(2026, 2, 5))

    recorded(firm, 70_00, date(2026, 2, 4), *([("R1", 70_00)] if is_named else []))

    assert aging_here(firm, date(2026, 2, 5)) == aging_of_file([older, other, *STANDING], date(2026, 2, 5))
    assert aging_here(firm, date(2026, 2, 4))[("C1", "EUR", "1-30")] == 130_00
    _, changes = snapshot(firm, written(tmp_path, "c.csv", [older, other, *STANDING]), date(2026, 2, 6))
    assert changes is not None
    assert changes.is_empty
    assert nothing_is_wrong(firm)


def test_a_payment_recorded_after_the_list_settles_what_is_still_open(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    paid, other = (Line("C1", name, date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00) for name in ("R1", "R2"))
    snapshot(firm, written(tmp_path, "a.csv", [paid, other, *STANDING]), date(2026, 2, 1))
    snapshot(firm, written(tmp_path, "b.csv", [other, *STANDING]), date(2026, 2, 5))

    recorded(firm, 100_00, date(2026, 2, 7))

    assert aging_here(firm, date(2026, 2, 7)) == aging_of_file(STANDING, date(2026, 2, 7))
    assert nothing_is_wrong(firm)


def test_what_a_payment_by_hand_is_more_than_its_list_cleared_goes_to_the_oldest_debt(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    paid, other = (Line("C1", name, date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00) for name in ("R1", "R2"))
    part_paid = replace(paid, minor=60_00)
    snapshot(firm, written(tmp_path, "a.csv", [paid, other, *STANDING]), date(2026, 2, 1))
    snapshot(firm, written(tmp_path, "b.csv", [part_paid, other, *STANDING]), date(2026, 2, 5))

    recorded(firm, 110_00, date(2026, 2, 4))

    left = replace(other, minor=90_00)
    assert aging_here(firm, date(2026, 2, 5)) == aging_of_file([left, *STANDING], date(2026, 2, 5))
    assert nothing_is_wrong(firm)


def test_what_took_a_clearing_back_is_settled_by_nothing_more(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    invoice = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    snapshot(firm, written(tmp_path, "a.csv", [invoice, *STANDING]), date(2026, 2, 1))
    snapshot(firm, written(tmp_path, "b.csv", STANDING), date(2026, 2, 2))
    with scope(firm.id):
        debt = OpenItem.objects.get(organization_id=firm.id, document_number="R1", kind="invoice")
    paid = NewPayment(debt.customer_id, Money(100_00, "EUR"), date(2026, 2, 2), designations=(Designation(debt.id),))
    record_payments(payments=[paid], context=firm.context())
    with scope(firm.id):
        taken_back = OpenItem.objects.get(organization_id=firm.id, kind="cancellation")

    again = replace(paid, designations=(Designation(taken_back.id, Money(10_00, "EUR")),))
    with pytest.raises(PaymentNotPossible, match="not an open debt"):
        record_payments(payments=[again], context=firm.context())

    nothing_is_wrong(firm)
