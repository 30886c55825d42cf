"""Lists as files: all rows of the list, figures that a spreadsheet reads, and no text that it runs."""

from tests.support.billing import a_billing_firm
from tests.support.receivables import a_credit, a_customer, a_debit
from tests.support.web import at_work, rows_in


def test_customers_with_what_they_owe_all_of_them():
    firm = a_billing_firm()
    anna = a_customer(firm, name='=HYPERLINK("https://evil.example")')
    a_debit(firm, anna, "1190.50", on="2026-01-01", due="2026-01-31")
    a_credit(firm, anna, "20.00")
    for number in range(60):
        a_customer(firm, name=f"Bert {number:02}")
    client = at_work(firm)

    head, *rows = rows_in(client.get("/customers", {"format": "csv"}))

    assert len(rows) == 61
    assert head[1:] == ["Customer", "Country", "Currency", "Days late", "Overdue", "Owed", "Unapplied", "Balance"]
    (of_anna,) = (row for row in rows if row[3])
    assert of_anna[1] == '\'=HYPERLINK("https://evil.example")'
    assert of_anna[5:] == ["1190.50", "1190.50", "20.00", "1170.50"]
    assert len(rows_in(client.get("/customers", {"format": "csv", "only": "overdue"}))) == 2


def test_the_aging_and_the_items_behind_it():
    firm = a_billing_firm()
    anna = a_customer(firm, name="Anna")
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-01-31", document_number="R-1")
    a_credit(firm, anna, "30.00", on="2026-02-01")
    client = at_work(firm)

    asked = {"format": "csv", "as_of": "2026-02-10", "currency": "EUR"}
    head, row = rows_in(client.get("/aging", asked))
    assert head[3:] == ["Not due", "1–30 days", "31–60 days", "61–90 days", "Over 90 days", "Unapplied", "Balance"]
    assert row[1:] == ["Anna", "EUR", "0.00", "100.00", "0.00", "0.00", "0.00", "-30.00", "70.00"]

    _, *items = rows_in(client.get("/aging/items", asked))
    assert [(item[0], item[4], item[5], item[6], item[8]) for item in items] == [
        ("R-1", "2026-01-01", "2026-01-31", "10", "100.00"),
        (items[1][0], "2026-02-01", "", "", "-30.00"),
    ]
