"""The call list weighs what a call is about, and nothing else."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of, paid
from tests.support.collecting import a_promise
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization
from tests.support.receivables import an_item

from openbill.collections.queries.call_list import call_list
from openbill.collections.types import CallRow
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import RateToSet
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


def called(firm: AnOrganization, day: str) -> list[CallRow]:
    with scope(firm.id):
        return call_list(date.fromisoformat(day))


def an_old_and_a_young_debt(firm: AnOrganization) -> UUID:
    """1190.00 due since 31 October and 119.00 due since 14 February; the item of the old one."""
    customer = a_customer(firm)
    old = issued(firm, customer, [a_line("1000.00")], on="2025-10-01")
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    (item,) = items_of(firm, old)
    return item.id


@pytest.mark.parametrize("what", ["contested", "promised"])
def test_a_debt_of_which_nothing_is_asked_makes_the_call_no_more_urgent(firm: AnOrganization, what: str):
    old = an_old_and_a_young_debt(firm)
    if what == "contested":
        open_dispute(contested=[Contested(old)], reason=DisputeReason.QUALITY, context=firm.context())
        left_out = "1190.00 EUR more is disputed"
    else:
        a_promise(firm, old, by="2026-02-28", given_on="2026-02-01")
        left_out = "1190.00 EUR more is promised"

    (row,) = called(firm, "2026-02-20")
    assert (row.facts.oldest_days, row.facts.overdue_items, row.score) == (6, 1, 131)
    assert row.reasons == (
        "119.00 EUR to collect, 1 debt overdue, the oldest for 6 days",
        "has never settled anything by a payment",
        left_out,
    )


def test_what_was_added_to_a_document_later_is_no_older_than_itself(firm: AnOrganization):
    customer = a_customer(firm)
    an_item(firm, customer, "100.00", kind="debit_correction", on="2026-02-19", due="2025-10-01")
    assert called(firm, "2026-02-19") == []
    (row,) = called(firm, "2026-02-20")
    assert row.reasons[0] == "100.00 EUR to collect, 1 debt overdue, the oldest for 1 days"


def test_a_correction_that_was_paid_at_once_was_not_paid_late(firm: AnOrganization):
    customer = a_customer(firm)
    correction = an_item(firm, customer, "100.00", kind="debit_correction", on="2026-02-10", due="2025-10-01")
    paid(firm, customer, 100_00, "2026-02-10", designations=(Designation(correction),))
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    (row,) = called(firm, "2026-02-20")
    assert row.reasons[1] == "pays in time otherwise"


def test_credits_are_taken_off_the_oldest_debts_in_their_own_currency(firm: AnOrganization):
    # Given two debts in dollars, of which credits cover the older one; each was valued at the rate of its own day,
    customer = a_customer(firm, "Bert")
    for day, rate in (("2025-01-01", "0.90"), ("2025-06-01", "0.80")):
        rates = [RateToSet("USD", "EUR", date.fromisoformat(day), Decimal(rate), "")]
        set_exchange_rates(rates=rates, context=firm.context())
    an_item(firm, customer, "100.00", on="2025-01-10", due="2025-02-10", currency="USD")
    an_item(firm, customer, "100.00", kind="payment", on="2025-06-10", currency="USD")
    with scope(firm.id):
        assert call_list(date(2026, 2, 1)) == []

    # then the call is about the younger one alone.
    an_item(firm, customer, "50.00", on="2025-12-10", due="2026-01-22", currency="USD")
    with scope(firm.id):
        (row,) = call_list(date(2026, 2, 1))
    assert (row.facts.overdue, row.facts.overdue_items, row.facts.oldest_days) == (Money(40_00, "EUR"), 1, 10)
