"""Pages are whole in German too."""

import re

from tests.support.billing import a_billing_firm, a_line, issued, paid
from tests.support.receivables import a_credit, a_customer, a_debit
from tests.support.web import a_visitor, at_work


def test_home_and_a_customer_in_german():
    firm = a_billing_firm()
    customer = a_customer(firm, name="Anna GmbH")
    a_debit(firm, customer, "1190.00", on="2026-01-01", due="2026-01-31")
    a_credit(firm, customer, "20.00", on="2026-01-02")
    client = at_work(firm, language="de-DE,de;q=0.9")

    home = client.get("/").content.decode()
    page = client.get(f"/customers/{customer}").content.decode()

    assert '<html lang="de"' in home
    assert "1.190,00\u00a0€</b> sind bei 1 Kunden überfällig" in home
    assert "Der sichere Modus ist eingeschaltet." in home
    assert re.search(r"\d+ Tage überfällig", page)
    assert "Akontozahlung" in page
    assert "−20,00" in page


def test_documents_and_payments_in_german():
    firm = a_billing_firm()
    customer = a_customer(firm, name="Anna GmbH")
    invoice = issued(firm, customer, [a_line("1000.00", quantity="1.5")])
    payment = paid(firm, customer, 20_00, "2026-02-01")
    client = at_work(firm, language="de-DE,de;q=0.9")

    document = client.get(f"/invoices/{invoice}").content.decode()

    assert "Zahlungsreferenz" in document
    assert "Gutschrift erstellen</a>" in document
    assert "1.000,00" in document
    assert "1,5" in document
    assert "Beglichen" in document
    assert "Rückgängig machen" in client.get(f"/payments/{payment.payment_id}").content.decode()
    assert "Es wartet nichts auf eine zweite Person." in client.get("/approvals").content.decode()


def test_the_language_is_chosen_and_stays():
    client = at_work(a_billing_firm(), language="de")
    assert "Kunden" in client.get("/customers").content.decode()

    answer = client.post("/language", {"language": "en", "back": "/customers"})

    assert answer["Location"] == "/customers"
    assert "Customers" in client.get("/customers").content.decode()


def test_signing_in_is_german_for_a_german_browser():
    page = a_visitor(language="de").get("/account/login/").content.decode()

    assert "Anmelden" in page
    assert "Passwort" in page


def test_the_people_of_the_firm_are_no_contacts_and_those_of_a_customer_are():
    firm = a_billing_firm()
    customer = a_customer(firm, name="Anna GmbH")
    client = at_work(firm, language="de")

    assert ">Personen</h1>" in client.get("/settings/people").content.decode()
    assert ">Ansprechpartner</h2>" in client.get(f"/customers/{customer}").content.decode()
    assert "(optional)" in client.get(f"/customers/{customer}/people/new").content.decode()
