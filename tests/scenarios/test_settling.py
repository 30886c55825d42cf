"""Settling debts in one currency: whole, in part, too much, too little, in instalments, and taken back."""

from .bookkeeping import Books


def test_a_payment_of_the_very_amount_settles_the_invoice():
    # Given an invoice over 42, when 42 are paid,
    books = Books()
    invoice = books.invoice("42.00 EUR", on="2026-01-05", due="2026-02-04")
    payment = books.payment("42.00 EUR", on="2026-02-01")
    assert books.balances() == {
        "Accounts receivable": "42.00",
        "Unapplied receipts": "-42.00",
        "Cash in transit": "42.00",
        "Revenue": "-42.00",
    }
    books.settle_oldest_first(payment)

    # then nothing is owed, and the money stands against the revenue.
    assert (books.open(invoice), books.open(payment)) == ("0.00", "0.00")
    assert books.balances() == {"Cash in transit": "42.00", "Revenue": "-42.00"}
    assert books.ages("2026-02-01") == {}
    assert books.ages("2026-01-31") == {"not_due": "42.00"}


def test_a_settlement_that_is_taken_back_leaves_both_as_they_were():
    books = Books()
    invoice = books.invoice("42.00 EUR", on="2026-01-05")
    payment = books.payment("42.00 EUR", on="2026-02-01")
    before = books.balances()
    settlement = books.settle_oldest_first(payment)

    books.undo(settlement)

    assert (books.open(invoice), books.open(payment)) == ("42.00", "42.00")
    assert books.balances() == before
    # And it can be settled again.
    books.settle_oldest_first(payment)
    assert books.open(invoice) == "0.00"


def test_the_last_two_of_forty_two_are_given_up():
    # Given 40 paid of 42,
    books = Books()
    books.write_off_limit("5.00 EUR")
    invoice = books.invoice("42.00 EUR", on="2026-01-05")
    books.settle_oldest_first(books.payment("40.00 EUR", on="2026-02-01"))
    assert books.open(invoice) == "2.00"

    # when the other 2 are given up,
    assert books.give_up(invoice, "2.00 EUR", on="2026-03-01") == "approved"

    # then they are a bad debt from that day on.
    assert books.balances("2026-02-28") == {
        "Accounts receivable": "2.00",
        "Cash in transit": "40.00",
        "Revenue": "-42.00",
    }
    assert books.balances("2026-03-01") == {"Cash in transit": "40.00", "Revenue": "-42.00", "Bad debts": "2.00"}


def test_what_is_paid_too_much_stays_to_the_customers_credit_and_pays_the_next_invoice():
    books = Books()
    invoice = books.invoice("100.00 EUR", on="2026-01-05")
    payment = books.payment("110.00 EUR", on="2026-02-01")
    books.settle_oldest_first(payment)
    assert (books.open(invoice), books.open(payment)) == ("0.00", "10.00")
    assert books.ages("2026-02-01") == {"unapplied": "-10.00"}

    following = books.invoice("25.00 EUR", on="2026-02-10", due="2026-03-10")
    books.settle_oldest_first(payment)

    assert (books.open(following), books.open(payment)) == ("15.00", "0.00")
    # Nothing is settled before it is owed: until 10 February the credit stood by itself.
    assert books.ages("2026-02-09") == {"unapplied": "-10.00"}
    assert books.ages("2026-02-10") == {"not_due": "15.00"}


def test_an_advance_comes_before_its_invoice():
    books = Books()
    advance = books.payment("50.00 EUR", on="2026-01-02")
    assert books.ages("2026-01-31") == {"unapplied": "-50.00"}
    invoice = books.invoice("200.00 EUR", on="2026-02-01", due="2026-03-03")

    books.settle_oldest_first(advance)

    assert books.open(invoice) == "150.00"
    assert books.ages("2026-01-31") == {"unapplied": "-50.00"}
    assert books.ages("2026-02-01") == {"not_due": "150.00"}


def test_instalments_are_paid_in_the_order_in_which_they_fall_due():
    # Given an invoice over 100 in three parts,
    books = Books()
    first, second, third = books.instalments(
        ("30.00 EUR", "2026-02-01"), ("50.00 EUR", "2026-03-01"), ("20.00 EUR", "2026-04-01"), on="2026-01-01"
    )
    # when 40 are paid,
    books.settle_oldest_first(books.payment("40.00 EUR", on="2026-01-20"))

    # then the first part is settled, a fifth of the second, and nothing of the third.
    assert [books.open(part) for part in (first, second, third)] == ["0.00", "40.00", "20.00"]
    assert books.ages("2026-03-15") == {"not_due": "20.00", "1-30": "40.00"}
    assert books.ages("2026-06-15") == {"61-90": "20.00", "91+": "40.00"}


def test_a_credit_note_lessens_the_oldest_debt_and_the_revenue():
    books = Books()
    old = books.invoice("60.00 EUR", on="2026-01-05")
    new = books.invoice("60.00 EUR", on="2026-02-05")

    books.settle_oldest_first(books.credit_note("75.00 EUR", on="2026-02-10"))

    assert (books.open(old), books.open(new)) == ("0.00", "45.00")
    assert books.balances() == {"Accounts receivable": "45.00", "Revenue": "-45.00"}


def test_the_payer_says_what_is_paid():
    books = Books()
    old = books.invoice("60.00 EUR", on="2026-01-05")
    new = books.invoice("60.00 EUR", on="2026-02-05")
    payment = books.payment("80.00 EUR", on="2026-03-01")

    books.settle(payment, new)

    assert (books.open(old), books.open(new), books.open(payment)) == ("60.00", "0.00", "20.00")
    assert books.ages("2026-03-01") == {"unapplied": "-20.00", "31-60": "60.00"}


def test_a_later_due_date_counts_from_the_day_on_which_it_was_agreed():
    books = Books()
    invoice = books.invoice("100.00 EUR", on="2026-01-01", due="2026-01-31")

    books.agree_on_a_later_due_date(invoice, "2026-03-31", on="2026-02-20")

    assert books.ages("2026-02-19") == {"1-30": "100.00"}
    assert books.ages("2026-02-20") == {"not_due": "100.00"}
    assert books.ages("2026-04-01") == {"1-30": "100.00"}


def test_ten_payments_of_a_cent_and_ninety_of_ten_cents_add_up():
    books = Books()
    invoice = books.invoice("9.10 EUR", on="2026-01-01")
    for _ in range(10):
        books.settle_oldest_first(books.payment("0.01 EUR", on="2026-02-01"))
    for _ in range(90):
        books.settle_oldest_first(books.payment("0.10 EUR", on="2026-02-01"))
    assert books.open(invoice) == "0.00"
    assert books.balances() == {"Cash in transit": "9.10", "Revenue": "-9.10"}
