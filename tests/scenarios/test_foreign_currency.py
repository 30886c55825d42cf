"""Debts in other currencies: gain and loss when they are settled, month ends, late rates, write-offs, mirrors."""

import pytest

from .bookkeeping import Books


@pytest.mark.parametrize(
    ("carried_at", "paid_with", "result"),
    [
        ("45.00 EUR", "50.00 EUR", {"Exchange gains": "-5.00"}),
        ("50.00 EUR", "45.00 EUR", {"Exchange losses": "5.00"}),
        ("50.00 EUR", "50.00 EUR", {}),
    ],
)
def test_a_hundred_dollars_are_worth_something_else_when_they_are_paid(carried_at, paid_with, result):
    books = Books("EUR")
    invoice = books.invoice("100.00 USD", on="2026-01-10", worth=carried_at)
    payment = books.payment("100.00 USD", on="2026-02-10", worth=paid_with)

    settlement = books.settle_oldest_first(payment)

    revenue, cash = carried_at.split()[0], paid_with.split()[0]
    assert books.open(invoice) == "0.00"
    assert books.balances() == {"Cash in transit": cash, "Revenue": f"-{revenue}", **result}

    # Taken back, the same account goes back to zero: a gain that is undone is no loss.
    books.undo(settlement)
    assert books.balances() == {
        "Accounts receivable": revenue,
        "Unapplied receipts": f"-{cash}",
        "Cash in transit": cash,
        "Revenue": f"-{revenue}",
    }


@pytest.mark.parametrize(
    ("own", "foreign", "before", "after", "result"),
    [
        # A firm in euro is owed dollars; the dollar rises, then falls.
        ("EUR", "USD", "0.90", "0.92", {"Exchange gains": "-20.00"}),
        ("EUR", "USD", "0.92", "0.90", {"Exchange losses": "20.00"}),
        # A firm in dollars is owed euro; the euro rises, then falls.
        ("USD", "EUR", "1.10", "1.15", {"Exchange gains": "-50.00"}),
        ("USD", "EUR", "1.15", "1.10", {"Exchange losses": "50.00"}),
    ],
)
def test_a_rising_currency_is_a_gain_for_whom_it_is_owed_to(own, foreign, before, after, result):
    books = Books(own)
    books.rate(foreign, before, on="2026-01-01")
    books.rate(foreign, after, on="2026-02-01")
    books.invoice(f"1000.00 {foreign}", on="2026-01-15")
    books.settle_oldest_first(books.payment(f"1000.00 {foreign}", on="2026-02-15"))

    balances = books.balances()
    assert {name: amount for name, amount in balances.items() if name.startswith("Exchange")} == result
    assert set(balances) == {"Cash in transit", "Revenue", *result}


@pytest.mark.parametrize(
    ("before", "after", "result"),
    [("0.90", "0.92", {"Exchange losses": "20.00"}), ("0.92", "0.90", {"Exchange gains": "-20.00"})],
)
def test_for_an_advance_it_is_the_other_way_round(before, after, result):
    """The firm owed the dollars to the customer while they rose."""
    books = Books("EUR")
    books.rate("USD", before, on="2026-01-01")
    books.rate("USD", after, on="2026-02-01")
    advance = books.payment("1000.00 USD", on="2026-01-15")
    books.invoice("1000.00 USD", on="2026-02-15")

    books.settle_oldest_first(advance)

    exchange = {name: amount for name, amount in books.balances().items() if name.startswith("Exchange")}
    assert exchange == result


def test_a_rate_that_was_entered_the_other_way_round_divides():
    books = Books("EUR")
    books.rate("EUR", "1.25", on="2026-01-01", to="USD")

    books.invoice("100.00 USD", on="2026-01-15")

    assert books.balances() == {"Accounts receivable": "80.00", "Revenue": "-80.00"}


def test_yen_have_no_cents():
    books = Books("EUR")
    books.rate("JPY", "0.0061", on="2026-01-01")
    books.rate("JPY", "0.0065", on="2026-02-01")
    invoice = books.invoice("12345 JPY", on="2026-01-15")
    assert books.balances() == {"Accounts receivable": "75.30", "Revenue": "-75.30"}  # 75.3045

    books.settle_oldest_first(books.payment("12345 JPY", on="2026-02-15"))

    assert books.open(invoice) == "0"
    assert books.balances() == {"Cash in transit": "80.24", "Revenue": "-75.30", "Exchange gains": "-4.94"}  # 80.2425


def test_a_firm_in_yen_is_owed_dollars():
    books = Books("JPY")
    books.rate("USD", "150.25", on="2026-01-01")
    books.rate("USD", "149", on="2026-02-01")
    books.invoice("10.01 USD", on="2026-01-15")
    books.settle_oldest_first(books.payment("10.01 USD", on="2026-02-15"))

    # 10.01 x 150.25 = 1504.0025; 10.01 x 149 = 1491.49
    assert books.balances() == {"Cash in transit": "1491", "Revenue": "-1504", "Exchange losses": "13"}


def test_thirds_of_a_debt_leave_no_cent_behind():
    # 100.00 USD carried at 33.33 EUR, paid in three parts worth the same: the books end at zero.
    books = Books("EUR")
    invoice = books.invoice("100.00 USD", on="2026-01-10", worth="33.33 EUR")
    for amount, worth in (("33.33 USD", "11.11 EUR"), ("33.33 USD", "11.11 EUR"), ("33.34 USD", "11.11 EUR")):
        books.settle(books.payment(amount, on="2026-02-10", worth=worth), invoice)

    assert books.open(invoice) == "0.00"
    assert books.balances() == {"Cash in transit": "33.33", "Revenue": "-33.33"}


def test_a_dollar_is_given_up_of_a_hundred_at_what_it_is_carried_at():
    # 99 of 100 USD are paid with 45.00; the debt is carried at 50.00. The last dollar is worth 0.50.
    books = Books("EUR")
    books.write_off_limit("5.00 EUR")
    invoice = books.invoice("100.00 USD", on="2026-01-10", worth="50.00 EUR")
    books.settle(books.payment("99.00 USD", on="2026-02-10", worth="45.00 EUR"), invoice)
    assert books.balances() == {
        "Accounts receivable": "0.50",
        "Cash in transit": "45.00",
        "Revenue": "-50.00",
        "Exchange losses": "4.50",
    }

    # In another currency than the firm's it takes a second person.
    assert books.give_up(invoice, "1.00 USD", on="2026-03-01") == "requested"
    assert books.open(invoice) == "1.00"


def test_a_dollar_is_given_up_by_two_people():
    from uuid import UUID

    from openbill.foundation.context import Actor, ActorKind, Context
    from openbill.foundation.tenancy import scope
    from openbill.receivables.commands.approve_write_off import approve_write_off
    from openbill.receivables.models import WriteOffRequest

    books = Books("EUR")
    invoice = books.invoice("100.00 USD", on="2026-01-10", worth="50.00 EUR")
    books.settle(books.payment("99.00 USD", on="2026-02-10", worth="45.00 EUR"), invoice)
    books.give_up(invoice, "1.00 USD", on="2026-03-01")
    with scope(books.firm.id):
        (request,) = WriteOffRequest.objects.filter(organization_id=books.firm.id)

    second_person = Context(books.firm.id, Actor(ActorKind.USER, UUID(int=2)))
    approve_write_off(request_id=request.id, context=second_person)

    assert books.open(invoice) == "0.00"
    assert books.balances() == {
        "Cash in transit": "45.00",
        "Revenue": "-50.00",
        "Exchange losses": "4.50",
        "Bad debts": "0.50",
    }


def test_at_the_months_end_a_debt_is_worth_the_closing_rate_for_a_day():
    # Given 1,000 USD at 0.90, and a closing rate of 0.93,
    books = Books("EUR")
    books.rate("USD", "0.90", on="2026-01-01")
    books.rate("USD", "0.93", on="2026-01-31")
    books.invoice("1000.00 USD", on="2026-01-15", due="2026-02-14")

    # when January is revalued,
    assert books.revalue("2026-01-31") == "30.00 EUR"

    # then the gain is in January and out again in February; the customer's account stays as it is.
    january, february = books.balances("2026-01-31"), books.balances("2026-02-01")
    assert january == {
        "Accounts receivable": "900.00",
        "Revaluation of receivables": "30.00",
        "Revenue": "-900.00",
        "Unrealised exchange gains": "-30.00",
    }
    assert february == {"Accounts receivable": "900.00", "Revenue": "-900.00"}
    # And what is realised in February is measured from the day of the invoice.
    books.rate("USD", "0.91", on="2026-02-10")
    books.settle_oldest_first(books.payment("1000.00 USD", on="2026-02-10"))
    assert books.balances() == {"Cash in transit": "910.00", "Revenue": "-900.00", "Exchange gains": "-10.00"}


def test_a_falling_rate_at_the_months_end_is_a_loss():
    books = Books("EUR")
    books.rate("USD", "0.90", on="2026-01-01")
    books.rate("USD", "0.88", on="2026-01-31")
    books.invoice("1000.00 USD", on="2026-01-15")

    assert books.revalue("2026-01-31") == "-20.00 EUR"

    assert books.balances("2026-01-31")["Unrealised exchange losses"] == "20.00"
    assert books.balances("2026-01-31")["Revaluation of receivables"] == "-20.00"


def test_an_item_without_a_rate_is_valued_when_the_rate_comes():
    # Given an invoice in francs, for which nobody has entered a rate,
    books = Books("EUR")
    invoice = books.invoice("100.00 CHF", on="2026-01-15", due="2026-02-14")
    assert books.balances() == {}
    assert books.ages("2026-03-01", "CHF") == {"1-30": "100.00"}

    # when the rate comes later,
    books.rate("CHF", "1.05", on="2026-01-10")

    # then the invoice is at once worth what it would have been worth at once.
    assert books.balances("2026-01-15") == {"Accounts receivable": "105.00", "Revenue": "-105.00"}
    assert books.value_what_had_no_rate() == 0
    books.settle_oldest_first(books.payment("100.00 CHF", on="2026-02-01"))
    assert books.open(invoice) == "0.00"
    assert books.balances() == {"Cash in transit": "105.00", "Revenue": "-105.00"}


def test_a_late_rate_after_the_close_is_booked_on_the_first_open_day():
    books = Books("EUR")
    books.invoice("100.00 CHF", on="2026-01-15")
    books.close("2026-01")
    books.rate("CHF", "1.05", on="2026-01-10")

    assert books.balances("2026-01-31") == {}
    assert books.balances("2026-02-01") == {"Accounts receivable": "105.00", "Revenue": "-105.00"}


def test_without_any_rate_debt_and_payment_settle_each_other_at_nothing():
    books = Books("EUR")
    invoice = books.invoice("100.00 CHF", on="2026-01-15")

    settlement = books.settle_oldest_first(books.payment("100.00 CHF", on="2026-02-01"))

    assert books.open(invoice) == "0.00"
    assert books.balances() == {}
    books.undo(settlement)
    books.rate("CHF", "1.05", on="2026-01-10")
    assert books.balances("2026-02-01") == {
        "Accounts receivable": "105.00",
        "Unapplied receipts": "-105.00",
        "Cash in transit": "105.00",
        "Revenue": "-105.00",
    }


def test_a_payment_of_a_part_takes_its_part_of_the_value():
    books = Books("EUR")
    books.rate("USD", "0.90", on="2026-01-01")
    books.rate("USD", "0.95", on="2026-02-01")
    invoice = books.invoice("1000.00 USD", on="2026-01-15")

    books.settle(books.payment("400.00 USD", on="2026-02-15"), invoice)

    assert books.open(invoice) == "600.00"
    assert books.balances() == {
        "Accounts receivable": "540.00",
        "Cash in transit": "380.00",
        "Revenue": "-900.00",
        "Exchange gains": "-20.00",
    }


def test_a_gain_that_is_taken_back_after_the_close_is_taken_back_in_the_next_month_on_its_own_account():
    books = Books("EUR")
    books.rate("USD", "0.90", on="2026-01-01")
    books.rate("USD", "0.95", on="2026-01-20")
    books.invoice("1000.00 USD", on="2026-01-15")
    settlement = books.settle_oldest_first(books.payment("1000.00 USD", on="2026-01-25"))
    books.close("2026-01")

    books.undo(settlement)

    assert books.balances("2026-01-31")["Exchange gains"] == "-50.00"
    february = books.balances("2026-02-01")
    assert "Exchange gains" not in february
    assert "Exchange losses" not in february
    assert (february["Accounts receivable"], february["Unapplied receipts"]) == ("900.00", "-950.00")
