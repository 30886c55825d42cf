"""What a document came to is given back once at most: by credit, discount or write-off, and by nobody twice."""

from datetime import date

import pytest
from django.db import transaction
from tests.support.billing import items_of, paid
from tests.support.threads import InTheBackground

from openbill.foundation.locks import lock_rows
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.errors import CreditNotIssued, GivenBackTwice
from openbill.primitives.money import Money
from openbill.receivables.commands.approve_write_off import approve_write_off
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.models import OpenItem
from openbill.receivables.types import Designation

from .daybook import TWO_TEN, Daybook


def test_a_credit_note_that_waits_for_a_discount_sees_it():
    books = Daybook()
    invoice = books.bill("100.00 EUR", on="2026-01-15", terms=TWO_TEN)
    (item,) = items_of(books.firm, invoice)
    with scope(books.firm.id), transaction.atomic():
        lock_rows(OpenItem, [item.id])
        credit = InTheBackground(lambda: books.credit(invoice, "100.00 EUR", on="2026-01-20"))
        credit.wait_until_it_waits()
        books.receive("116.62 EUR", on="2026-01-20")
    with pytest.raises(CreditNotIssued, match=r"119.00 EUR.*116.62 EUR"):
        credit.finish()
    assert books.balances()["Cash in transit"] == "116.62"
    assert "Accounts receivable" not in books.balances()


def test_all_that_is_left_is_what_is_left_after_the_discount_that_it_waited_for():
    books = Daybook()
    invoice = books.bill("100.00 EUR", on="2026-01-15", terms=TWO_TEN)
    (item,) = items_of(books.firm, invoice)
    with scope(books.firm.id), transaction.atomic():
        lock_rows(OpenItem, [item.id])
        credit = InTheBackground(
            lambda: credit_invoice(invoice_id=invoice, document_date=date(2026, 1, 20), context=books.firm.context())
        )
        credit.wait_until_it_waits()
        books.receive("116.62 EUR", on="2026-01-20")
    assert books.owed(credit.finish()) == ["116.62"]
    # Of the sale nothing is left: its discount was 2.00, and 98.00 of the revenue were taken back.
    assert books.balances() == {
        "Accounts receivable": "-116.62",
        "Cash in transit": "116.62",
        "Early-payment discounts": "2.00",
        "Revenue": "-2.00",
    }


def test_a_discount_goes_when_any_part_of_the_payment_is_returned():
    # Given 119.00 on 2/10, paid in two parts in time, the second short by the discount,
    books = Daybook()
    invoice = books.bill("100.00 EUR", on="2026-01-15", terms=TWO_TEN)
    first = books.receive("60.00 EUR", on="2026-01-18")
    books.receive("56.62 EUR", on="2026-01-20")
    assert books.owed(invoice) == ["0.00"]

    # when the first part bounces, then the debt was not paid in time, and all that is missing is owed.
    books.bounce(first, on="2026-02-10")
    assert books.owed(invoice) == ["62.38"]
    assert "Early-payment discounts" not in books.balances()
    assert books.balances("2026-02-09")["Early-payment discounts"] == "2.00"


def test_a_returned_payment_leaves_what_was_contested_contested():
    books = Daybook()
    invoice = books.bill("100.00 EUR", on="2026-01-15")
    (item,) = items_of(books.firm, invoice)
    books.contest(invoice, "119.00 EUR", on="2026-01-20")
    payment = paid(books.firm, books.customer, 59_50, "2026-01-25", designations=(Designation(item.id),))
    books.credit(invoice, "50.00 EUR", on="2026-01-26")
    books.bounce(payment, on="2026-01-28")
    # 59.50 of the dispute were credited; the other 59.50 are owed, and contested still.
    assert books.owed(invoice) == ["59.50"]
    assert books.run_day("2026-03-20") == ["nothing in EUR: all that would be asked for is disputed"]


def test_of_two_disputes_the_other_one_stays_when_one_is_withdrawn():
    books = Daybook()
    invoice = books.bill("100.00 EUR", on="2026-01-15")
    (item,) = items_of(books.firm, invoice)
    withdrawn = books.contest(invoice, "60.00 EUR", on="2026-01-20")
    books.contest(invoice, "59.00 EUR", on="2026-01-20")
    payment = paid(books.firm, books.customer, 119_00, "2026-01-25", designations=(Designation(item.id),))
    books.withdraw(withdrawn, on="2026-01-26")
    books.bounce(payment, on="2026-01-28")
    assert books.run_day("2026-03-20") == ["firm: 60.00 EUR"]


def test_what_was_credited_is_not_written_off_too():
    books = Daybook()
    invoice = books.bill("100.00 EUR", on="2026-01-15")
    (item,) = items_of(books.firm, invoice)
    credit_note = books.credit(invoice, "10.00 EUR", on="2026-01-20")
    books.undo_uses_of(credit_note)
    request = write_off(item_id=item.id, reason="Bankrupt.", context=books.firm.context()).request_id
    with pytest.raises(GivenBackTwice, match=r"119.00 EUR; 11.90 EUR of it was credited, and 119.00 EUR would be"):
        approve_write_off(request_id=request, context=books.a_colleague())
    assert (books.owed(invoice), books.owed(credit_note)) == (["119.00"], ["11.90"])

    rest = Money.of("107.10", "EUR")
    request = write_off(item_id=item.id, amount=rest, reason="Bankrupt.", context=books.firm.context()).request_id
    approve_write_off(request_id=request, context=books.a_colleague())
    assert books.owed(invoice) == ["11.90"]


def test_what_was_paid_and_then_credited_is_not_written_off_when_the_payment_is_taken_off_it():
    books = Daybook()
    invoice = books.bill("100.00 EUR", on="2026-01-15")
    (item,) = items_of(books.firm, invoice)
    books.receive("119.00 EUR", on="2026-01-20")
    credit_note = books.credit(invoice, "100.00 EUR", on="2026-01-21")
    books.undo_uses_of(invoice)
    request = write_off(item_id=item.id, reason="Bankrupt.", context=books.firm.context()).request_id
    with pytest.raises(GivenBackTwice):
        approve_write_off(request_id=request, context=books.a_colleague())
    assert (books.owed(invoice), books.owed(credit_note)) == (["119.00"], ["119.00"])
