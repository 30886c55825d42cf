"""A closed month stays as it was reported: whatever comes later is booked on the first open day."""

from .bookkeeping import Books


def a_settled_january():
    books = Books()
    books.invoice("100.00 EUR", on="2026-01-05", due="2026-01-31")
    settlement = books.settle_oldest_first(books.payment("100.00 EUR", on="2026-01-20"))
    reported = books.balances("2026-01-31")
    books.close("2026-01")
    return books, settlement, reported


def test_a_settlement_that_is_taken_back_after_the_close_is_corrected_on_the_first_open_day():
    books, settlement, reported = a_settled_january()

    undoing = books.undo(settlement)

    assert books.booked_on(undoing) == ("2026-02-01", "2026-01-20")
    assert books.balances("2026-01-31") == reported
    assert books.ages("2026-01-31") == {}
    assert books.ages("2026-02-01") == {"unapplied": "-100.00", "1-30": "100.00"}


def test_with_two_months_closed_it_is_the_first_day_of_the_third():
    books, settlement, _ = a_settled_january()
    books.close("2026-02")

    undoing = books.undo(settlement, on="2026-02-15")

    assert books.booked_on(undoing) == ("2026-03-01", "2026-02-15")


def test_a_late_invoice_and_a_late_payment_keep_their_true_dates():
    books, _, reported = a_settled_january()

    invoice = books.invoice("30.00 EUR", on="2026-01-25", due="2026-01-28")
    used = books.settle(books.payment("10.00 EUR", on="2026-01-30"), invoice)

    assert books.balances("2026-01-31") == reported
    # On the books since 1 February, but late since 28 January.
    assert books.ages("2026-02-01") == {"1-30": "20.00"}
    assert books.booked_on(used[0]) == ("2026-02-01", "2026-01-30")


def test_what_was_taken_back_late_is_settled_again_not_before():
    books, settlement, _ = a_settled_january()
    books.undo(settlement, on="2026-02-10")

    invoice = books.invoice("40.00 EUR", on="2026-02-02")
    books.settle_oldest_first(books.payment("140.00 EUR", on="2026-02-03"))

    assert books.open(invoice) == "0.00"
    # The old invoice counted as paid until 10 February, so that the new payment settles it from then on.
    assert books.ages("2026-02-09") == {"unapplied": "-100.00"}
    assert books.ages("2026-02-10") == {"unapplied": "-100.00"}
    assert books.balances()["Unapplied receipts"] == "-100.00"
