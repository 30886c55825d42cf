"""The day of the payment decides about its discount, on whatever day and however often it is applied."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import billing

from openbill.foundation.tenancy import scope
from openbill.invoicing.queries.check_invoicing import check_invoicing
from openbill.payments.types import Spread
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.allocate_pro_rata import allocate_pro_rata
from openbill.receivables.models import Allocation
from openbill.receivables.types import Designation

from .daybook import TWO_TEN, Daybook

SETTLED_WITH_DISCOUNT = {
    "Cash in transit": "1166.20",
    "Early-payment discounts": "20.00",
    "Revenue": "-1000.00",
    "Sales tax payable": "-186.20",
}


def item_of(books: Daybook, invoice: UUID) -> UUID:
    (item,) = billing.items_of(books.firm, invoice)
    return item.id


def allocation_of(books: Daybook, credit: UUID) -> tuple[UUID]:
    """The only allocation of a credit that was not undone."""
    with scope(books.firm.id):
        uses = Allocation.objects.filter(organization_id=books.firm.id, credit_item_id=credit, undoes_id=None)
        undone = Allocation.objects.filter(organization_id=books.firm.id).exclude(undoes_id=None)
        (use,) = uses.exclude(id__in=undone.values("undoes_id"))
    return (use.id,)


@pytest.mark.parametrize("applied_on", ["2026-01-20", "2026-01-21", "2026-02-20"])
def test_a_payment_in_time_that_is_applied_later_earns_it(applied_on: str):
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN)
    payment = books.receive("1166.20 EUR", on="2026-01-20", spread=Spread.UNAPPLIED)
    books.settle_oldest_first(payment.item_id, on=applied_on)
    assert books.owed(invoice) == ["0.00"]
    assert books.balances() == SETTLED_WITH_DISCOUNT
    assert books.ages(applied_on) == {}
    assert books.run_day("2026-02-21") == []


def test_before_it_is_applied_the_books_know_of_no_discount():
    books = Daybook()
    books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN)
    payment = books.receive("1166.20 EUR", on="2026-01-20", spread=Spread.UNAPPLIED)
    books.settle_oldest_first(payment.item_id, on="2026-01-21")
    assert books.ages("2026-01-20") == {"not_due": "1190.00", "unapplied": "-1166.20"}
    assert "Early-payment discounts" not in books.balances("2026-01-20")


def test_a_payment_that_came_a_day_late_earns_nothing_however_it_is_applied():
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN)
    payment = books.receive("1166.20 EUR", on="2026-01-29", spread=Spread.UNAPPLIED)
    books.settle(payment.item_id, item_of(books, invoice))
    assert books.owed(invoice) == ["23.80"]


def test_a_credit_that_is_no_payment_earns_nothing():
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN)
    credit = books.credit_note("1166.20 EUR", on="2026-01-20")
    books.settle_oldest_first(credit)
    assert books.owed(invoice) == ["23.80"]


def test_what_is_undone_and_applied_again_has_its_discount_again():
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN)
    payment = books.receive("1166.20 EUR", on="2026-01-20")
    books.undo(allocation_of(books, payment.item_id), on="2026-02-02")
    assert books.owed(invoice) == ["1190.00"]

    books.settle_oldest_first(payment.item_id)
    assert books.owed(invoice) == ["0.00"]
    assert books.balances() == SETTLED_WITH_DISCOUNT
    # On no day between is the discount a credit of the customer.
    assert books.ages("2026-02-01") == {}
    assert books.ages("2026-02-02") == {}


def test_a_payment_put_on_the_wrong_invoice_earns_it_on_the_right_one():
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN)
    other = books.bill("1000.00 EUR", on="2026-01-10")
    wrong = (Designation(item_of(books, other)),)
    payment = billing.paid(books.firm, books.customer, 1166_20, "2026-01-20", designations=wrong)
    books.undo(allocation_of(books, payment.item_id))
    books.settle(payment.item_id, item_of(books, invoice))
    assert (books.owed(invoice), books.owed(other)) == (["0.00"], ["1190.00"])


def test_a_part_that_was_applied_late_though_paid_in_time_does_not_end_the_offer():
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN)
    parts = [books.receive(amount, on="2026-01-20", spread=Spread.UNAPPLIED) for amount in ("500.00 EUR", "666.20 EUR")]
    for part in parts:
        books.settle_oldest_first(part.item_id, on="2026-02-10")
    assert books.owed(invoice) == ["0.00"]
    assert books.balances() == SETTLED_WITH_DISCOUNT


def test_a_contested_debt_is_not_short_for_the_sake_of_the_discount():
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN)
    books.contest(invoice, "23.80 EUR", on="2026-01-16")
    payment = books.receive("1166.20 EUR", on="2026-01-20", spread=Spread.UNAPPLIED)
    books.settle(payment.item_id, item_of(books, invoice))
    assert books.owed(invoice) == ["23.80"]


@pytest.mark.parametrize("how", ["oldest first", "as designated", "pro rata"])
def test_one_payment_takes_the_discounts_of_two_invoices(how: str):
    books = Daybook()
    invoices = [books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN) for _ in range(2)]
    payment = books.receive("2332.40 EUR", on="2026-01-20", spread=Spread.UNAPPLIED)
    context = books.firm.context()
    if how == "oldest first":
        books.settle_oldest_first(payment.item_id)
    elif how == "pro rata":
        allocate_pro_rata(credit_item_id=payment.item_id, context=context)
    else:
        named = [Designation(item_of(books, invoice)) for invoice in invoices]
        done = allocate_as_designated(credit_item_id=payment.item_id, designations=named, context=context)
        assert [str(share.amount) for share in done.discounts] == ["23.80 EUR", "23.80 EUR"]
        assert done.unapplied.is_zero
    assert [books.owed(invoice) for invoice in invoices] == [["0.00"], ["0.00"]]
    assert books.balances()["Early-payment discounts"] == "40.00"


def test_in_a_foreign_currency_the_debt_is_carried_at_nothing_afterwards():
    books = Daybook()
    for on, rate in (("2026-01-01", "0.9137"), ("2026-01-18", "0.9311"), ("2026-02-01", "0.8877")):
        books.rate("USD", rate, on=on)
    invoice = books.bill("333.33 USD", on="2026-01-15", terms=TWO_TEN)
    payment = books.receive("388.73 USD", on="2026-01-20", spread=Spread.UNAPPLIED)
    books.settle_oldest_first(payment.item_id, on="2026-02-10")
    assert books.owed(invoice) == ["0.00"]
    assert books.balances().keys() & {"Accounts receivable", "Unapplied receipts"} == set()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(1, 99_999), min_size=1, max_size=3),
    st.lists(st.integers(1, 99_999), min_size=1, max_size=3),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_whatever_is_paid_and_applied_the_books_balance(bills: list[int], payments: list[int], at_once: list[bool]):
    books = Daybook()
    for net in bills:
        books.bill(f"{net // 100}.{net % 100:02} EUR", on="2026-01-15", terms=TWO_TEN)
    for minor, is_at_once in zip(payments, at_once, strict=False):
        amount = f"{minor // 100}.{minor % 100:02} EUR"
        payment = books.receive(amount, on="2026-01-20", spread=Spread.UNAPPLIED)
        if is_at_once and books.ages("2026-12-31").keys() - {"unapplied"}:
            allocate_pro_rata(credit_item_id=payment.item_id, context=books.firm.context())
    books.balances()
    with scope(books.firm.id):
        assert list(check_invoicing()) == []
