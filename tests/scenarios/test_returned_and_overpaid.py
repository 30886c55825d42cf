"""Money that goes back: a cheque that bounces after the reminder, and what was paid too much."""

import pytest

from openbill.payments.errors import RefundApproverIsRequester
from openbill.payments.types import PaymentMethod

from .daybook import Daybook

COVERED = "nothing in EUR: unapplied credits of the customer cover all that would be asked for"


def test_a_cheque_that_bounces_makes_the_debt_owed_again_and_reminders_go_on_where_they_stood():
    # Given 1190.00 due on 14 February, reminded on the 17th, and a cheque on the 20th,
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15")
    assert books.run_day("2026-02-17") == ["overdue: 1190.00 EUR"]
    cheque = books.receive("1190.00 EUR", on="2026-02-20", by=PaymentMethod.CHEQUE)
    assert books.run_day("2026-02-24") == []

    # when it bounces on 2 March,
    books.bounce(cheque, on="2026-03-02")

    # then all of it is owed again from that day on, as late as it is; until then it was paid.
    assert books.owed(invoice) == ["1190.00"]
    assert books.ages("2026-03-01") == {}
    assert books.ages("2026-03-02") == {"1-30": "1190.00"}
    assert books.balances("2026-03-01") == {
        "Cash in transit": "1190.00",
        "Revenue": "-1000.00",
        "Sales tax payable": "-190.00",
    }
    assert books.balances("2026-03-02") == {
        "Accounts receivable": "1190.00",
        "Revenue": "-1000.00",
        "Sales tax payable": "-190.00",
    }
    # A person calls, and the next stage after the last one that went out is asked for, once.
    assert books.tasks() == [
        "A payment of 1190.00 EUR was returned on 2026-03-02. Call, and agree how it will be paid."
    ]
    assert books.run_day("2026-03-02") == ["second: 1190.00 EUR"]
    assert books.run_day("2026-03-03") == []
    assert books.run_day("2026-03-21") == []
    assert books.run_day("2026-03-22") == ["firm: 1190.00 EUR"]


def test_a_returned_payment_keeps_no_promise():
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15")
    promise = books.promise(invoice, "1190.00 EUR", by="2026-02-25", on="2026-02-18")
    cheque = books.receive("1190.00 EUR", on="2026-02-24", by=PaymentMethod.CHEQUE)
    books.bounce(cheque, on="2026-02-26")

    # 27 February is the last day on which money could still keep it.
    assert books.run_day("2026-02-27") == ["nothing in EUR: all that would be asked for is promised"]
    assert books.run_day("2026-02-28") == ["second: 1190.00 EUR"]
    assert books.became_of(promise) == "broken"
    assert books.tasks() == [
        "A payment of 1190.00 EUR was returned on 2026-02-26. Call, and agree how it will be paid.",
        "Promised 1190.00 EUR by 2026-02-25; 0.00 EUR came in.",
    ]


def test_a_promise_that_a_cheque_had_kept_is_broken_when_the_cheque_bounces():
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15")
    promise = books.promise(invoice, "1190.00 EUR", by="2026-02-25", on="2026-02-18")
    cheque = books.receive("1190.00 EUR", on="2026-02-20", by=PaymentMethod.CHEQUE)
    assert books.run_day("2026-02-24") == []
    assert books.became_of(promise) == "kept"

    books.bounce(cheque, on="2026-02-26")

    # Whether the day was run in between must not matter: nothing came in by the promised day.
    books.run_day("2026-02-28")
    assert books.became_of(promise) == "broken"


def an_overpaid_invoice():
    """1190.00 are owed, 1500.00 came in."""
    books = Daybook()
    books.bill("1000.00 EUR", on="2026-01-15")
    return books, books.receive("1500.00 EUR", on="2026-02-10")


def test_what_was_paid_too_much_is_taken_off_the_next_reminders():
    books, payment = an_overpaid_invoice()
    assert str(payment.unapplied) == "310.00 EUR"
    assert books.ages("2026-02-10") == {"unapplied": "-310.00"}
    assert books.balances() == {
        "Cash in transit": "1500.00",
        "Unapplied receipts": "-310.00",
        "Revenue": "-1000.00",
        "Sales tax payable": "-190.00",
    }

    books.bill("200.00 EUR", on="2026-02-15")  # 238.00, due on 17 March
    assert books.run_day("2026-03-17") == [COVERED]
    assert books.ages("2026-03-18") == {"unapplied": "-310.00", "1-30": "238.00"}

    books.bill("300.00 EUR", on="2026-02-20")  # 357.00, due on 22 March
    # 238.00 of the 310.00 cover the older invoice, 72.00 are taken off the newer one.
    assert books.run_day("2026-03-25") == ["overdue: 285.00 EUR"]
    assert "285.00 EUR of 357.00 EUR open; the rest is covered by a credit on your account" in books.letters()[-1]


def test_it_is_given_back_when_a_second_person_approves_and_then_nothing_is_taken_off_any_more():
    books, payment = an_overpaid_invoice()
    books.bill("200.00 EUR", on="2026-02-15")  # 238.00, due on 17 March
    maria, paul = books.a_colleague(), books.a_colleague()

    refund = books.ask_for_refund(payment, "310.00 EUR", by=maria)
    with pytest.raises(RefundApproverIsRequester):
        books.approve(refund, on="2026-03-18", by=maria)
    # What is only asked for has not left: the credit still covers the debt.
    assert books.run_day("2026-03-17") == [COVERED]
    books.approve(refund, on="2026-03-18", by=paul)

    assert books.ages("2026-03-17") == {"unapplied": "-310.00", "not_due": "238.00"}
    assert books.ages("2026-03-18") == {"1-30": "238.00"}
    assert books.balances() == {
        "Accounts receivable": "238.00",
        "Cash in transit": "1190.00",
        "Revenue": "-1200.00",
        "Sales tax payable": "-228.00",
    }
    assert books.run_day("2026-03-20") == ["overdue: 238.00 EUR"]
