"""An early payment keeps its discount, a late one does not: 2 % within ten days, three days of grace, net 30."""

from uuid import UUID

from .daybook import TWO_TEN, Daybook

SETTLED_WITH_DISCOUNT = {
    "Cash in transit": "1166.20",
    "Early-payment discounts": "20.00",
    "Revenue": "-1000.00",
    "Sales tax payable": "-186.20",
}


def an_invoice_with_discount() -> tuple[Daybook, UUID]:
    """1190.00 of 15 January: 23.80 come off until the 25th, accepted until the 28th."""
    books = Daybook()
    return books, books.bill("1000.00 EUR", on="2026-01-15", terms=TWO_TEN)


def test_who_pays_in_time_owes_nothing_more_and_is_never_reminded():
    books, invoice = an_invoice_with_discount()
    payment = books.receive("1166.20 EUR", on="2026-01-25")
    assert str(payment.discount) == "23.80 EUR"
    assert books.owed(invoice) == ["0.00"]
    assert books.ages("2026-01-25") == {}
    assert books.balances() == SETTLED_WITH_DISCOUNT
    assert [books.run_day(on) for on in ("2026-02-07", "2026-02-14", "2026-02-17")] == [[], [], []]


def test_the_days_of_grace_are_accepted_to_the_last_one():
    books, invoice = an_invoice_with_discount()
    books.receive("1166.20 EUR", on="2026-01-28")
    assert books.owed(invoice) == ["0.00"]
    assert books.balances() == SETTLED_WITH_DISCOUNT


def test_who_takes_the_discount_a_day_late_owes_the_rest_and_is_reminded_of_it():
    books, invoice = an_invoice_with_discount()
    payment = books.receive("1166.20 EUR", on="2026-01-29")
    assert payment.discount.is_zero
    assert books.owed(invoice) == ["23.80"]
    assert books.ages("2026-02-17") == {"1-30": "23.80"}
    assert books.balances() == {
        "Accounts receivable": "23.80",
        "Cash in transit": "1166.20",
        "Revenue": "-1000.00",
        "Sales tax payable": "-190.00",
    }
    assert books.run_day("2026-02-17") == ["overdue: 23.80 EUR"]

    # The firm lets it pass: a credit note over the rest lessens revenue and tax, as the discount would have.
    books.credit(invoice, "20.00 EUR", on="2026-02-20")
    assert books.owed(invoice) == ["0.00"]
    assert books.run_day("2026-02-24") == []
    assert books.balances() == {"Cash in transit": "1166.20", "Revenue": "-980.00", "Sales tax payable": "-186.20"}


def test_two_payments_in_time_earn_it_with_the_second_one():
    books, invoice = an_invoice_with_discount()
    assert books.receive("500.00 EUR", on="2026-01-18").discount.is_zero
    assert books.owed(invoice) == ["690.00"]
    assert str(books.receive("666.20 EUR", on="2026-01-25").discount) == "23.80 EUR"
    assert books.owed(invoice) == ["0.00"]
    assert books.balances() == SETTLED_WITH_DISCOUNT


def test_a_cent_too_little_is_a_part_payment():
    books, invoice = an_invoice_with_discount()
    assert books.receive("1166.19 EUR", on="2026-01-25").discount.is_zero
    assert books.owed(invoice) == ["23.81"]
    # The cent comes in time, and with it the discount.
    assert str(books.receive("0.01 EUR", on="2026-01-27").discount) == "23.80 EUR"
    assert books.owed(invoice) == ["0.00"]
    assert books.balances() == SETTLED_WITH_DISCOUNT


def test_what_the_bank_takes_back_takes_the_discount_along():
    books, invoice = an_invoice_with_discount()
    payment = books.receive("1166.20 EUR", on="2026-01-25")
    books.bounce(payment, on="2026-02-16")

    assert books.owed(invoice) == ["1190.00"]
    assert books.ages("2026-02-15") == {}
    assert books.ages("2026-02-16") == {"1-30": "1190.00"}
    assert books.balances() == {
        "Accounts receivable": "1190.00",
        "Revenue": "-1000.00",
        "Sales tax payable": "-190.00",
    }
    assert books.run_day("2026-02-17") == ["overdue: 1190.00 EUR"]
