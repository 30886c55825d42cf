"""A customer that owes in euro and in dollars gets a message for each, and one never pays for the other."""

from .daybook import Daybook


def owing_in_two_currencies() -> Daybook:
    """1190.00 EUR and 595.00 USD of 15 January; a dollar is worth 0.90 EUR, from February on 0.95."""
    books = Daybook("EUR")
    books.rate("USD", "0.90", on="2026-01-01")
    books.rate("USD", "0.95", on="2026-02-01")
    books.bill("1000.00 EUR", on="2026-01-15")
    books.bill("500.00 USD", on="2026-01-15")
    return books


def test_each_currency_has_a_message_of_its_own():
    books = owing_in_two_currencies()
    assert books.run_day("2026-02-17") == ["overdue: 1190.00 EUR", "overdue: 595.00 USD"]
    euro, dollars = sorted(books.letters(), key=lambda letter: "USD" in letter)
    assert ("INV-000001" in euro, "INV-000002" in euro, "USD" in euro) == (True, False, False)
    assert ("INV-000001" in dollars, "INV-000002" in dollars, "EUR" in dollars) == (False, True, False)

    assert books.ages("2026-02-17", "EUR") == {"1-30": "1190.00"}
    assert books.ages("2026-02-17", "USD") == {"1-30": "595.00"}
    # 595.00 USD at 0.90 are 535.50 EUR; 500.00 are 450.00, and 95.00 are 85.50.
    assert books.balances("2026-02-17") == {
        "Accounts receivable": "1725.50",
        "Revenue": "-1450.00",
        "Sales tax payable": "-275.50",
    }


def test_what_was_overpaid_in_dollars_is_not_taken_off_what_is_owed_in_euro():
    books = owing_in_two_currencies()
    payment = books.receive("1000.00 USD", on="2026-02-16")
    assert str(payment.unapplied) == "405.00 USD"

    assert books.run_day("2026-02-17") == ["overdue: 1190.00 EUR"]
    assert "taken off" not in books.letters()[-1]
    assert books.ages("2026-02-17", "EUR") == {"1-30": "1190.00"}
    assert books.ages("2026-02-17", "USD") == {"unapplied": "-405.00"}
    # The dollars came at 0.95: the 595.00 that were owed at 0.90 gained 29.75 EUR.
    assert books.balances("2026-02-17") == {
        "Accounts receivable": "1190.00",
        "Unapplied receipts": "-384.75",
        "Cash in transit": "950.00",
        "Revenue": "-1450.00",
        "Sales tax payable": "-275.50",
        "Exchange gains": "-29.75",
    }


def test_a_credit_in_dollars_covers_the_dollars_alone():
    books = owing_in_two_currencies()
    books.receive("1000.00 USD", on="2026-02-16")
    books.bill("300.00 USD", on="2026-01-16")  # 357.00 USD, due on 15 February

    assert books.run_day("2026-02-18") == [
        "overdue: 1190.00 EUR",
        "nothing in USD: unapplied credits of the customer cover all that would be asked for",
    ]


def test_each_currency_goes_on_by_its_own_stages():
    books = owing_in_two_currencies()
    assert books.run_day("2026-02-17") == ["overdue: 1190.00 EUR", "overdue: 595.00 USD"]
    books.bill("10.00 USD", on="2026-01-25")  # 11.90 USD, due on 24 February
    books.receive("1190.00 EUR", on="2026-02-20")

    assert books.run_day("2026-02-24") == ["second: 595.00 USD"]
    assert books.run_day("2026-02-27") == ["overdue: 606.90 USD"]
