"""Open items in foreign currencies are revalued at a month's end, once, and back on the next day."""

from datetime import date
from decimal import Decimal

import pytest
from tests.support.database import fingerprint
from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_customer, a_debit

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.errors import PeriodIsClosed
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.ledger.types import RateToSet
from openbill.primitives.money import Money
from openbill.receivables.commands.revalue_items import ItemsRevalued, revalue_items
from openbill.receivables.errors import MonthAlreadyRevalued, NotAMonthEnd, NothingToRevalue, RatesMissing

JANUARY = date(2026, 1, 31)


def a_firm_that_is_owed_100_dollars():
    firm = an_organization()
    customer = a_customer(firm)
    set_exchange_rates(
        rates=[
            RateToSet("USD", "EUR", date(2026, 1, 1), Decimal("0.90")),
            RateToSet("USD", "EUR", date(2026, 1, 31), Decimal("0.95")),
        ],
        context=firm.context(),
    )
    a_debit(firm, customer, "100.00", currency="USD")
    return firm, customer


def revalue(firm, closing_date=JANUARY):
    return revalue_items(legal_entity_id=firm.legal_entity_id, closing_date=closing_date, context=firm.context())


def unrealised(firm, as_of):
    with scope(firm.id):
        rows = trial_balance(firm.legal_entity_id, as_of).rows
    roles = ("receivable_revaluation", "unrealised_exchange_gain", "unrealised_exchange_loss")
    return {row.role: row.functional_balance_minor for row in rows if row.role in roles}


def test_a_dearer_dollar_is_a_gain_that_is_taken_back_on_the_next_day():
    firm, _ = a_firm_that_is_owed_100_dollars()

    assert revalue(firm) == ItemsRevalued(1, Money.of("5.00", "EUR"))

    assert unrealised(firm, JANUARY) == {"receivable_revaluation": 5_00, "unrealised_exchange_gain": -5_00}
    assert unrealised(firm, date(2026, 2, 1)) == {"receivable_revaluation": 0, "unrealised_exchange_gain": 0}


def test_what_the_customer_has_to_their_credit_counts_the_other_way():
    firm, customer = a_firm_that_is_owed_100_dollars()
    a_credit(firm, customer, "160.00", currency="USD")

    assert revalue(firm) == ItemsRevalued(2, Money.of("-3.00", "EUR"))

    assert unrealised(firm, JANUARY) == {"receivable_revaluation": -3_00, "unrealised_exchange_loss": 3_00}


def test_a_month_is_revalued_once():
    firm, _ = a_firm_that_is_owed_100_dollars()
    revalue(firm)
    before = fingerprint(firm.id)

    with pytest.raises(MonthAlreadyRevalued):
        revalue(firm)

    assert fingerprint(firm.id) == before


def test_a_closed_month_is_refused_in_words():
    firm, _ = a_firm_that_is_owed_100_dollars()
    close_period(legal_entity_id=firm.legal_entity_id, month=JANUARY, context=firm.context())
    before = fingerprint(firm.id)

    with pytest.raises(PeriodIsClosed, match="closed in 2026-01"):
        revalue(firm)

    assert fingerprint(firm.id) == before


def test_other_days_missing_rates_and_nothing_foreign_are_refused():
    firm, customer = a_firm_that_is_owed_100_dollars()
    with pytest.raises(NotAMonthEnd, match="2026-01-30"):
        revalue(firm, date(2026, 1, 30))
    with pytest.raises(NothingToRevalue):
        revalue(firm, date(2025, 12, 31))
    a_debit(firm, customer, "100.00", currency="CHF", worth_minor=101_00)
    with pytest.raises(RatesMissing, match="no exchange rate for CHF to EUR"):
        revalue(firm)


def test_a_month_that_is_revalued_again_posts_what_came_since():
    firm = an_organization("EUR")
    customer = a_customer(firm)
    set_exchange_rates(
        rates=[
            RateToSet("USD", "EUR", date(2026, 1, 1), Decimal("0.90"), ""),
            RateToSet("USD", "EUR", date(2026, 1, 31), Decimal("1.00"), ""),
        ],
        context=firm.context(),
    )
    a_debit(firm, customer, "100.00", on="2026-01-10", currency="USD")

    def revalued() -> str:
        done = revalue_items(
            legal_entity_id=firm.legal_entity_id, closing_date=date(2026, 1, 31), context=firm.context()
        )
        return str(done.difference)

    assert revalued() == "10.00 EUR"
    with pytest.raises(MonthAlreadyRevalued):
        revalued()
    a_debit(firm, customer, "50.00", on="2026-01-20", currency="USD")
    assert revalued() == "5.00 EUR"
