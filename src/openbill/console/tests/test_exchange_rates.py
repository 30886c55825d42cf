"""Exchange rates are seen by currency and entered for a day."""

from datetime import date
from decimal import Decimal

from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.exchange_rate import rate_on
from openbill.ledger.queries.exchange_rates import EnteredRate, exchange_rates
from openbill.ledger.types import RateToSet

TYPED = {"rate_date": "2026-03-02", "currency": "USD", "rate": "0,9215", "functional_currency": "EUR", "source": "ECB"}


def test_a_rate_is_entered_as_its_reader_writes_it_and_replaced():
    firm = an_organization()
    client = at_work(firm, language="de")

    assert client.post("/rates/new", TYPED)["Location"] == "/rates"
    client.post("/rates/new", {**TYPED, "rate": "0,93"})

    day = date(2026, 3, 2)
    with scope(firm.id):
        assert rate_on("USD", "EUR", day).multiplier == Decimal("0.93")
        found = exchange_rates()
    assert found.rows == (EnteredRate("USD", "EUR", day, Decimal("0.93"), "ECB"),)
    assert found.count == 1
    page = client.get("/rates").content.decode()
    assert "0,9300 EUR" in page
    assert "Der Kurs ist ersetzt." in page


def test_the_rates_of_one_currency_are_shown_the_latest_first():
    firm = an_organization()
    rates = [
        RateToSet("USD", "EUR", date(2026, 1, 1), Decimal("0.91")),
        RateToSet("USD", "EUR", date(2026, 2, 1), Decimal("0.92")),
        RateToSet("GBP", "EUR", date(2026, 3, 1), Decimal("1.17")),
        RateToSet("EUR", "USD", date(2026, 1, 15), Decimal("1.09")),
    ]
    set_exchange_rates(rates=rates, context=firm.context())
    client = at_work(firm)

    page = client.get("/rates", {"currency": "USD"}).content.decode()

    assert page.index("0.9200 EUR") < page.index("1.0900 USD") < page.index("0.9100 EUR")
    assert "1.1700" not in page
    with scope(firm.id):
        assert [each.rate for each in exchange_rates(offset=1, limit=2).rows] == [Decimal("0.92"), Decimal("1.09")]
    assert "1.1700 EUR" in client.get("/rates", {"currency": "XXX"}).content.decode()


def test_a_wrong_rate_stands_at_its_field_and_changes_nothing():
    firm = an_organization()
    client = at_work(firm, language="de")

    with nothing_changes(firm.id):
        nothing = client.post("/rates/new", {**TYPED, "rate": "0"})
        itself = client.post("/rates/new", {**TYPED, "functional_currency": "USD"})
        wordy = client.post("/rates/new", {**TYPED, "rate": "viel"})

    assert [answer.status_code for answer in (nothing, itself, wordy)] == [422, 422, 422]
    assert 'id="id_rate_error"' in nothing.content.decode()
    assert 'id="id_functional_currency_error"' in itself.content.decode()
    assert 'value="viel"' in wordy.content.decode()
