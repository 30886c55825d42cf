"""What is promised or contested is not asked for, and not a cent more or longer than that."""

import pytest

from openbill.payments.types import Spread

from .daybook import Daybook


def an_overdue_invoice():
    """1190.00 due on 14 February, reminded on the 17th."""
    books = Daybook()
    invoice = books.bill("1000.00 EUR", on="2026-01-15")
    assert books.run_day("2026-02-17") == ["overdue: 1190.00 EUR"]
    return books, invoice


def test_a_promise_of_a_part_holds_back_that_part_and_is_kept():
    # Given a promise of 500.00 of 1190.00,
    books, invoice = an_overdue_invoice()
    promise = books.promise(invoice, "500.00 EUR", by="2026-02-25", on="2026-02-18")

    # when the next stage comes, only the rest is asked for.
    assert books.run_day("2026-02-24") == ["second: 690.00 EUR"]
    assert "690.00 EUR of 1190.00 EUR open; the rest is promised" in books.letters()[-1].replace(",", "")
    assert books.ages("2026-02-24") == {"1-30": "1190.00"}

    # It is kept: nobody has to do anything, and the rest is asked for as before.
    books.receive("500.00 EUR", on="2026-02-25")
    assert books.run_day("2026-02-25") == []
    assert books.became_of(promise) == "kept"
    assert books.tasks() == []
    assert books.run_day("2026-03-16") == ["firm: 690.00 EUR"]


@pytest.mark.parametrize("spread", [Spread.OLDEST_FIRST, Spread.UNAPPLIED])
def test_what_came_in_for_a_promise_is_not_held_back_a_second_time(spread: Spread):
    books, invoice = an_overdue_invoice()
    promise = books.promise(invoice, "500.00 EUR", by="2026-02-27", on="2026-02-18")
    books.receive("300.00 EUR", on="2026-02-20", spread=spread)
    # 200.00 of the promise are still to come; of the other 690.00 nothing was said.
    assert books.run_day("2026-02-24") == ["second: 690.00 EUR"]
    books.receive("200.00 EUR", on="2026-02-26", spread=spread)
    assert books.run_day("2026-02-26") == []
    assert books.became_of(promise) == "kept"
    assert books.run_day("2026-03-16") == ["firm: 690.00 EUR"]


def test_a_promise_that_is_kept_in_part_ends_with_what_came_in():
    books, invoice = an_overdue_invoice()
    promise = books.promise(invoice, "1190.00 EUR", by="2026-02-25", on="2026-02-18")
    assert books.run_day("2026-02-24") == ["nothing in EUR: all that would be asked for is promised"]

    books.receive("400.00 EUR", on="2026-02-25")

    # A transfer may be two days on its way; on the third day the rest is asked for.
    assert books.run_day("2026-02-27") == ["nothing in EUR: all that would be asked for is promised"]
    assert books.run_day("2026-02-28") == ["second: 790.00 EUR"]
    assert books.became_of(promise) == "part_kept"
    assert books.tasks() == ["Promised 1190.00 EUR by 2026-02-25; 400.00 EUR came in."]
    assert books.owed(invoice) == ["790.00"]


def test_a_broken_promise_makes_reminders_go_on_and_a_person_call():
    books, invoice = an_overdue_invoice()
    promise = books.promise(invoice, "1190.00 EUR", by="2026-02-25", on="2026-02-18")
    assert books.run_day("2026-02-27") == ["nothing in EUR: all that would be asked for is promised"]

    assert books.run_day("2026-02-28") == ["second: 1190.00 EUR"]
    assert books.became_of(promise) == "broken"
    assert books.tasks() == ["Promised 1190.00 EUR by 2026-02-25; 0.00 EUR came in."]
    # The promise is judged once, and the reminder goes out once.
    assert books.run_day("2026-02-28") == []
    assert len(books.tasks()) == 1


def test_a_promise_to_pay_what_was_credited_is_not_broken():
    books, invoice = an_overdue_invoice()
    promise = books.promise(invoice, "1190.00 EUR", by="2026-02-25", on="2026-02-18")
    books.credit(invoice, "1000.00 EUR", on="2026-02-20")
    assert books.owed(invoice) == ["0.00"]

    # Nothing is owed any more, so that there is nothing to hold against the customer.
    assert books.run_day("2026-02-28") == []
    assert books.became_of(promise) == "lapsed"
    assert books.tasks() == []


def test_a_promise_of_one_invoice_leaves_the_other_one_to_be_asked_for():
    books, invoice = an_overdue_invoice()
    books.bill("100.00 EUR", on="2026-01-20")  # 119.00, due on 19 February
    books.promise(invoice, "1190.00 EUR", by="2026-03-10", on="2026-02-18")
    assert books.run_day("2026-02-22") == ["overdue: 119.00 EUR"]
    assert "1,190.00" not in books.letters()[-1]


def test_a_contested_part_is_left_alone_while_the_rest_is_asked_for_and_paid():
    # Given 190.00 of 1190.00 under dispute,
    books, invoice = an_overdue_invoice()
    dispute = books.contest(invoice, "190.00 EUR", on="2026-02-18")
    assert books.run_day("2026-02-24") == ["second: 1000.00 EUR"]

    # when the rest is paid, the contested part stays open, is as old as it is, and is not asked for.
    books.receive("1000.00 EUR", on="2026-03-02")
    assert books.owed(invoice) == ["190.00"]
    assert books.ages("2026-03-20") == {"31-60": "190.00"}
    assert books.run_day("2026-03-16") == ["nothing in EUR: all that would be asked for is disputed"]

    # The customer withdraws it: it is asked for in the stage that is due by now.
    books.withdraw(dispute, on="2026-03-20")
    assert books.run_day("2026-03-20") == ["firm: 190.00 EUR"]
    books.receive("190.00 EUR", on="2026-03-25")
    assert books.owed(invoice) == ["0.00"]
    assert books.balances() == {"Cash in transit": "1190.00", "Revenue": "-1000.00", "Sales tax payable": "-190.00"}


def test_a_credit_note_over_the_contested_part_answers_the_dispute():
    # Given 119.00 of 1190.00 under dispute, and a credit note over them that gives the customer right,
    books, invoice = an_overdue_invoice()
    books.contest(invoice, "119.00 EUR", on="2026-02-18")
    books.credit(invoice, "100.00 EUR", on="2026-02-20")
    assert books.owed(invoice) == ["1071.00"]
    assert books.balances() == {
        "Accounts receivable": "1071.00",
        "Revenue": "-900.00",
        "Sales tax payable": "-171.00",
    }
    # then nothing more is held back: all of the rest is asked for, and a payment settles it.
    assert books.run_day("2026-02-24") == ["second: 1071.00 EUR"]
    books.receive("1071.00 EUR", on="2026-02-26")
    assert books.owed(invoice) == ["0.00"]


def test_a_credit_note_over_a_part_of_what_is_contested_leaves_the_rest_of_it_contested():
    books, invoice = an_overdue_invoice()
    dispute = books.contest(invoice, "190.00 EUR", on="2026-02-18")
    books.credit(invoice, "100.00 EUR", on="2026-02-20")
    # 71.00 of the 1071.00 that are left are contested still.
    assert books.run_day("2026-02-24") == ["second: 1000.00 EUR"]
    books.withdraw(dispute, on="2026-02-25")
    assert books.run_day("2026-03-16") == ["firm: 1071.00 EUR"]


def test_who_pays_more_than_is_undisputed_keeps_the_rest_as_a_credit():
    books, invoice = an_overdue_invoice()
    books.contest(invoice, "190.00 EUR", on="2026-02-18")
    payment = books.receive("1100.00 EUR", on="2026-02-20")
    assert str(payment.unapplied) == "100.00 EUR"
    assert books.owed(invoice) == ["190.00"]
    assert books.ages("2026-02-20") == {"unapplied": "-100.00", "1-30": "190.00"}


def test_a_run_for_a_past_day_takes_no_verdict_back():
    books = Daybook()
    invoice = books.bill("100.00 EUR", on="2026-09-01")
    promise = books.promise(invoice, "119.00 EUR", by="2026-10-10", on="2026-10-02")
    books.receive("119.00 EUR", on="2026-10-06", spread=Spread.UNAPPLIED)
    books.run_day("2026-10-07")
    assert books.became_of(promise) == "kept"
    books.run_day("2026-10-05")
    assert books.became_of(promise) == "kept"
    books.run_day("2026-10-14")
    assert books.became_of(promise) == "kept"
