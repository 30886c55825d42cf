"""Pages are whole in German too."""

import re

from tests.support.billing import a_billing_firm
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
    assert "Der sichere Modus ist an." in home
    assert re.search(r"\d+ Tage überfällig", page)
    assert "Zahlung auf Konto" in page
    assert "−20,00" in page


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
