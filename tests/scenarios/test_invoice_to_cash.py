"""From the invoice to the cash: in one sum, in instalments, in parts, with a credit note in between."""

from .daybook import HALVES, Daybook


def test_a_customer_that_needs_three_reminders_and_then_pays():
    # Given 1,000.00 and the tax on it, billed on 15 January and due on 14 February,
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15")
    assert books.balances("2026-01-31") == {
        "Accounts receivable": "1190.00",
        "Revenue": "-1000.00",
        "Sales tax payable": "-190.00",
    }

    # when the days go by without a payment,
    assert books.run_day("2026-02-06") == []
    assert books.run_day("2026-02-07") == ["receipt: 1190.00 EUR"]
    assert books.run_day("2026-02-14") == ["due: 1190.00 EUR"]
    assert books.ages("2026-02-14") == {"not_due": "1190.00"}
    assert books.run_day("2026-02-16") == []
    assert books.run_day("2026-02-17") == ["overdue: 1190.00 EUR"]
    assert books.ages("2026-02-17") == {"1-30": "1190.00"}

    # and it comes on 20 February, then nobody is asked again.
    books.receive("1190.00 EUR", on="2026-02-20")
    assert books.run_day("2026-02-24") == []
    assert books.owed(invoice) == ["0.00"]
    assert books.ages("2026-02-20") == {}
    assert books.ages("2026-02-19") == {"1-30": "1190.00"}
    assert books.balances() == {"Cash in transit": "1190.00", "Revenue": "-1000.00", "Sales tax payable": "-190.00"}


def test_each_half_of_an_invoice_is_asked_for_when_it_falls_due():
    # Given 1190.00 due in halves, on 14 February and on 14 March,
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15", terms=HALVES)
    assert books.owed(invoice) == ["595.00", "595.00"]
    assert books.run_day("2026-02-14") == ["due: 595.00 EUR"]
    assert books.ages("2026-02-20") == {"not_due": "595.00", "1-30": "595.00"}

    # when 700.00 come on 20 February, they settle the first half and 105.00 of the second.
    books.receive("700.00 EUR", on="2026-02-20")
    assert books.owed(invoice) == ["0.00", "490.00"]
    assert books.ages("2026-02-20") == {"not_due": "490.00"}

    # The rest of the second half has reminders of its own, from the first one on.
    assert books.run_day("2026-02-24") == []
    assert books.run_day("2026-03-07") == ["receipt: 490.00 EUR"]
    assert books.run_day("2026-03-14") == ["due: 490.00 EUR"]
    assert books.run_day("2026-03-17") == ["overdue: 490.00 EUR"]
    assert books.ages("2026-03-17") == {"1-30": "490.00"}

    books.receive("490.00 EUR", on="2026-03-20")
    assert books.run_day("2026-03-24") == []
    assert books.owed(invoice) == ["0.00", "0.00"]
    assert books.balances() == {"Cash in transit": "1190.00", "Revenue": "-1000.00", "Sales tax payable": "-190.00"}


def test_a_half_that_is_still_open_is_asked_for_together_with_the_next_one():
    books = Daybook()
    books.bill("1000.00 EUR", on="2026-01-15", terms=HALVES)
    assert books.run_day("2026-02-17") == ["overdue: 595.00 EUR"]
    # On 7 March the second half is due in a week: that is said below, and not added to what is overdue.
    assert books.run_day("2026-03-07") == ["second: 595.00 EUR"]
    assert "Total overdue: 595.00 EUR" in books.letters()[-1]
    assert "Falling due these days:\n\n- INV-000001 of 15 Jan 2026, due 14 Mar 2026" in books.letters()[-1]
    assert books.run_day("2026-03-17") == ["overdue: 1190.00 EUR"]
    assert books.ages("2026-03-17") == {"1-30": "595.00", "31-60": "595.00"}


def test_a_part_payment_neither_resets_nor_skips_a_stage():
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15")
    assert books.run_day("2026-02-17") == ["overdue: 1190.00 EUR"]

    books.receive("300.00 EUR", on="2026-02-18")
    assert books.run_day("2026-02-18") == []
    assert books.run_day("2026-02-24") == ["second: 890.00 EUR"]
    books.receive("600.00 EUR", on="2026-03-01")
    assert books.run_day("2026-03-15") == []
    assert books.run_day("2026-03-16") == ["firm: 290.00 EUR"]

    # What little is left is below the minimum of a reminder; it is owed all the same.
    books.receive("286.00 EUR", on="2026-03-20")
    assert books.run_day("2026-04-15") == ["nothing in EUR: what is owed is below the minimum of a reminder"]
    assert books.owed(invoice) == ["4.00"]
    assert books.ages("2026-04-15") == {"31-60": "4.00"}


def test_a_credit_note_over_more_than_the_rest_becomes_a_credit_that_the_next_reminder_takes_off():
    # Given 1190.00 of which 1000.00 are paid,
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15")
    books.receive("1000.00 EUR", on="2026-02-10")

    # when 500.00 of it and their tax are credited,
    credit_note = books.credit(invoice, "500.00 EUR", on="2026-02-20")

    # then the rest of 190.00 is settled, and 405.00 are the customer's.
    assert (books.owed(invoice), books.owed(credit_note)) == (["0.00"], ["405.00"])
    assert books.ages("2026-02-19") == {"1-30": "190.00"}
    assert books.ages("2026-02-20") == {"unapplied": "-405.00"}
    assert books.balances("2026-02-20") == {
        "Accounts receivable": "-405.00",
        "Cash in transit": "1000.00",
        "Revenue": "-500.00",
        "Sales tax payable": "-95.00",
    }
    assert books.run_day("2026-02-24") == []

    # Nobody asks for what the credit covers of the next invoice, whether it was applied or not.
    following = books.bill("800.00 EUR", on="2026-03-01")
    assert books.run_day("2026-04-03") == ["overdue: 547.00 EUR"]
    assert "Credits of 405.00 EUR on your account are taken off already" in books.letters()[-1]
    books.receive("547.00 EUR", on="2026-04-07")
    assert books.owed(following) == ["405.00"]
    assert books.run_day("2026-04-10") == [
        "nothing in EUR: unapplied credits of the customer cover all that would be asked for"
    ]
    assert books.ages("2026-04-10") == {"unapplied": "-405.00", "1-30": "405.00"}
    assert "Accounts receivable" not in books.balances()
