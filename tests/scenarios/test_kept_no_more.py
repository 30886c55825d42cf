"""A promise is broken where what had kept it is gone, whoever paid, and however long after."""

from uuid import UUID

import pytest
from tests.support import billing
from tests.support.customers import a_customer

from openbill.collections.models import Promise
from openbill.foundation.tenancy import scope
from openbill.payments.types import PaymentRecorded, Spread
from openbill.receivables.models import Allocation
from openbill.receivables.types import Designation

from .bookkeeping import day
from .daybook import Daybook


def promised(book: Daybook) -> tuple[UUID, UUID]:
    """An invoice over 1190.00, promised on 1 February by the 10th, and the promise."""
    invoice = book.bill("1000.00 EUR", on="2026-01-15")
    return invoice, book.promise(invoice, "1190.00 EUR", by="2026-02-10", on="2026-02-01")


def pay_for(book: Daybook, payer: UUID, invoice: UUID, *, on: str) -> PaymentRecorded:
    (item,) = billing.items_of(book.firm, invoice)
    return billing.paid(book.firm, payer, 1190_00, on, designations=(Designation(item.id),))


def uses_of(book: Daybook, payment: PaymentRecorded) -> tuple[UUID, ...]:
    with scope(book.firm.id):
        uses = Allocation.objects.filter(organization_id=book.firm.id, credit_item_id=payment.item_id, undoes_id=None)
        return tuple(uses.values_list("id", flat=True))


@pytest.mark.parametrize("returned_on", ["2026-02-20", "2026-03-25"])
def test_what_a_parent_paid_is_returned(returned_on: str):
    book = Daybook()
    invoice, promise = promised(book)
    payment = pay_for(book, a_customer(book.firm, "Parent"), invoice, on="2026-02-05")
    book.run_day("2026-02-06")
    assert book.became_of(promise) == "kept"

    book.bounce(payment, on=returned_on)
    assert book.became_of(promise) == "open"
    book.run_day("2026-03-26")
    assert book.became_of(promise) == "broken"


def test_what_a_parent_paid_is_undone_after_weeks():
    book = Daybook()
    invoice, promise = promised(book)
    payment = pay_for(book, a_customer(book.firm, "Parent"), invoice, on="2026-02-05")
    book.run_day("2026-02-06")

    book.undo(uses_of(book, payment), on="2026-03-25")
    book.run_day("2026-03-26")
    assert book.became_of(promise) == "broken"


def test_a_payment_that_is_undone_keeps_it_until_it_is_refunded():
    book = Daybook()
    invoice, promise = promised(book)
    payment = pay_for(book, book.customer, invoice, on="2026-02-05")
    book.run_day("2026-02-06")

    # When it is taken from the debt, it is still here, and came in for the promise.
    book.undo(uses_of(book, payment), on="2026-03-25")
    book.run_day("2026-03-26")
    assert book.became_of(promise) == "kept"

    maria, paul = book.a_colleague(), book.a_colleague()
    book.approve(book.ask_for_refund(payment, "1190.00 EUR", by=maria), on="2026-03-27", by=paul)
    book.run_day("2026-03-28")
    assert book.became_of(promise) == "broken"


def test_money_older_than_the_promise_and_applied_after_it_is_returned():
    book = Daybook()
    payment = book.receive("1190.00 EUR", on="2026-01-10", spread=Spread.UNAPPLIED)
    invoice, promise = promised(book)
    book.settle_oldest_first(payment.item_id, on="2026-02-05")
    book.run_day("2026-02-06")
    assert (book.became_of(promise), book.owed(invoice)) == ("kept", ["0.00"])

    book.bounce(payment, on="2026-03-25")
    book.run_day("2026-03-26")
    assert book.became_of(promise) == "broken"


def test_the_return_of_what_settled_it_before_the_promise_changes_nothing():
    book = Daybook()
    invoice = book.bill("1000.00 EUR", on="2026-01-15")
    (item,) = billing.items_of(book.firm, invoice)
    before = billing.paid(book.firm, a_customer(book.firm, "Parent"), 190_00, "2026-01-20", designations=(
        Designation(item.id),
    ))  # fmt: skip
    promise = book.promise(invoice, "1000.00 EUR", by="2026-02-10", on="2026-02-01")
    book.receive("1000.00 EUR", on="2026-02-05")
    book.run_day("2026-02-06")

    book.bounce(before, on="2026-03-25")
    with scope(book.firm.id):
        assert Promise.objects.get(organization_id=book.firm.id, id=promise).judged_on == day("2026-02-06")
    book.run_day("2026-03-26")
    assert book.became_of(promise) == "kept"
