"""Payments of a file are payments like any other: listed, asked about, returned and withdrawn."""

from datetime import date
from pathlib import Path

import pytest
from tests.support.billing import paid
from tests.support.customers import a_customer
from tests.support.importing import a_file, imported, snapshot
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_debit
from tests.support.snapshots import Line, aging_here, nothing_is_wrong, written

from openbill.customers.models import Customer
from openbill.foundation.tenancy import scope
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.errors import PaymentAlike, PaymentToldTwice
from openbill.payments.queries.check_payments import check_payments
from openbill.payments.queries.find_payments import find_payments
from openbill.payments.types import NewPayment
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem
from openbill.receivables.types import Designation

HEADER = ("customer", "payment date", "amount", "invoice", "reference", "payment method")


def brought_in(firm: AnOrganization, folder: Path, *rows: tuple[object, ...]) -> int:
    return imported(firm, a_file(folder, "p.csv", HEADER, rows)).brought_in


@pytest.fixture
def firm() -> AnOrganization:
    it = an_organization("EUR")
    a_debit(it, a_customer(it, "Anna", number="C1"), "100.00", document_number="R1", on="2026-01-01")
    return it


def test_they_are_listed_with_their_reference_and_method(firm: AnOrganization, tmp_path: Path):
    assert brought_in(
        firm, tmp_path,
        ("C1", "2026-02-03", "40.00", "R1", "Thanks", "Lastschrift"), ("C1", "2026-02-04", "5.00", "", "", "PayPal"),
    ) == 2  # fmt: skip
    with scope(firm.id):
        rows = find_payments().rows
        assert {(row.amount_minor, row.reference, row.method, row.unapplied_minor) for row in rows} == {
            (40_00, "Thanks", "direct_debit", 0),
            (5_00, "", "bank_transfer", 5_00),
        }
        assert list(check_payments()) == []


@pytest.mark.parametrize(
    ("words", "method"),
    [("Barclays transfer", "bank_transfer"), ("bar", "cash"), ("Barzahlung", "cash"), ("Kreditkarte", "card"),
     ("Debit Card", "card"), ("Verrechnungsscheck", "cheque"), ("checking account", "bank_transfer"),
     ("SEPA Direct Debit", "direct_debit")],
)  # fmt: skip
def test_the_words_of_other_programs_name_the_method(words: str, method: str, firm: AnOrganization, tmp_path: Path):
    brought_in(firm, tmp_path, ("C1", "2026-02-03", "40.00", "R1", "", words))
    with scope(firm.id):
        assert [row.method for row in find_payments().rows] == [method]


def test_they_are_returned_and_withdrawn(firm: AnOrganization, tmp_path: Path):
    brought_in(firm, tmp_path, ("C1", "2026-02-03", "40.00", "R1", "", ""), ("C1", "2026-02-04", "60.00", "R1", "", ""))
    with scope(firm.id):
        second, first = (row.payment_id for row in find_payments().rows)
    return_payment(payment_id=first, on=date(2026, 2, 9), reason="no funds", context=firm.context())
    withdraw_payment(payment_id=second, reason="twice", context=firm.context())
    with scope(firm.id):
        assert OpenItem.objects.get(document_number="R1").open_minor == 100_00
        assert sorted(row.state for row in find_payments().rows) == ["returned", "withdrawn"]
    assert nothing_is_wrong(firm)


def test_one_that_is_typed_too_is_asked_about(firm: AnOrganization, tmp_path: Path):
    brought_in(firm, tmp_path, ("C1", "2026-02-03", "40.00", "R1", "", ""))
    with scope(firm.id):
        customer_id = Customer.objects.get(number="C1").id
    again = NewPayment(customer_id, Money(40_00, "EUR"), date(2026, 2, 3))
    with pytest.raises(PaymentAlike):
        record_payments(payments=[again], refuse_alike=True, context=firm.context())
    other = NewPayment(customer_id, Money(41_00, "EUR"), date(2026, 2, 3))
    with pytest.raises(PaymentToldTwice, match=r"Payment 2 has .* of payment 1"):
        record_payments(payments=[other, other], refuse_alike=True, context=firm.context())


def test_what_has_not_come_in_is_refused(firm: AnOrganization, tmp_path: Path):
    outcome = imported(firm, a_file(tmp_path, "p.csv", HEADER, [("C1", "2099-02-03", "40.00", "R1", "", "")]))
    assert (outcome.brought_in, outcome.refused) == (0, 1)


@pytest.mark.parametrize("way", ["typed", "imported"])
def test_what_the_other_system_had_settled_is_settled_again_without_the_payment(way: str, tmp_path: Path):
    firm = an_organization("EUR", books="mirror")
    settled, *others = (Line("C1", f"R{n}", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00) for n in range(1, 6))
    snapshot(firm, written(tmp_path, "a.csv", [settled, *others]), date(2026, 2, 1))
    snapshot(firm, written(tmp_path, "b.csv", others), date(2026, 2, 5))
    before = {day: aging_here(firm, date(2026, 2, day)) for day in (3, 5, 9)}
    with scope(firm.id):
        debt = OpenItem.objects.get(document_number="R1", side="debit")
        assert debt.open_minor == 0
    if way == "typed":
        payment = paid(
            firm, debt.customer_id, 60_00, "2026-02-05", designations=(Designation(debt.id, Money(60_00, "EUR")),)
        ).payment_id
    else:
        brought_in(firm, tmp_path, ("C1", "2026-02-05", "60.00", "R1", "", ""))
        with scope(firm.id):
            (payment,) = (row.payment_id for row in find_payments().rows)

    withdraw_payment(payment_id=payment, reason="Another customer's.", context=firm.context())

    assert {day: aging_here(firm, date(2026, 2, day)) for day in before} == before
    assert nothing_is_wrong(firm)
