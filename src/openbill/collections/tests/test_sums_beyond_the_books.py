"""One customer whose sums are more than the books can hold stops nobody else."""

from datetime import date
from uuid import UUID

import pytest
from django.db import DataError
from tests.support.billing import a_billing_firm
from tests.support.collecting import Sent, a_promise, day_done, reminders, tasks
from tests.support.customers import a_contact, a_customer
from tests.support.organizations import AnOrganization
from tests.support.receivables import an_item

from openbill.collections.queries.call_list import call_list
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.fold_movements import fold_movements
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.primitives.money import Money
from openbill.receivables.commands.keep_balances import keep_balances
from openbill.receivables.queries.check_kept_balances import check_kept_balances
from openbill.receivables.queries.portfolio import portfolio

TOO_MANY = [str(10**17)] * 93
"""The largest amounts that there are, one more than the database can hold the sum of."""


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm("JPY")


def a_customer_with(firm: AnOrganization, name: str, *amounts: str, kind: str = "invoice") -> UUID:
    customer = a_customer(firm, name)
    a_contact(firm, customer, "Kim", email="kim@example.com")
    for amount in amounts:
        an_item(firm, customer, amount, kind=kind, on="2026-01-01", due="2026-01-05")
    return customer


def test_only_the_culprit_is_named_and_makes_a_task(firm: AnOrganization):
    before = [a_customer_with(firm, f"Customer {number}", "1000") for number in range(2)]
    a_customer_with(firm, "Culprit", *TOO_MANY)
    after = [a_customer_with(firm, f"Customer {number}", "1000") for number in range(3, 5)]

    first, second = day_done(firm, "2026-02-01"), day_done(firm, "2026-02-02")

    assert [failure.customer for failure in first.failures] == ["C-000003"]
    assert (first.notices_created, first.tasks_created, second.tasks_created) == (4, 1, 0)
    assert [len(reminders(firm, customer)) for customer in (*before, *after)] == [1, 1, 1, 1]
    ((kind, reason),) = tasks(firm)
    assert kind == "failed_reminder"
    assert "larger than the books can hold" in reason


def test_whoever_has_paid_more_than_can_be_summed_is_not_asked(firm: AnOrganization):
    customer = a_customer_with(firm, "Rich", *TOO_MANY, kind="payment")
    an_item(firm, customer, "1000", on="2026-01-01", due="2026-01-05")
    other = a_customer_with(firm, "Other", "1000")
    done = day_done(firm, "2026-02-01")
    assert done.failures == ()
    assert [left.customer for left in done.skipped] == ["C-000001"]
    assert len(reminders(firm, other)) == 1


def test_two_promises_over_nearly_all_hold_back_no_more_than_there_is(firm: AnOrganization):
    customer = a_customer(firm, "Solemn")
    item = an_item(firm, customer, TOO_MANY[0], on="2026-01-01", due="2026-01-05")
    for given_on in ("2026-01-20", "2026-01-21"):
        a_promise(firm, item, by="2026-02-20", given_on=given_on)
    other = a_customer_with(firm, "Other", "1000")
    assert day_done(firm, "2026-02-01").failures == ()
    assert reminders(firm) == [Sent("2026-02-01", "second", 1000, ("INV-000002",))]
    with scope(firm.id):
        assert [row.facts.customer_id for row in call_list(date(2026, 2, 1))] == [other]


def test_the_call_list_names_all(firm: AnOrganization):
    a_customer_with(firm, "Other", "1000")
    a_customer_with(firm, "Culprit", *TOO_MANY)
    with scope(firm.id):
        rows = call_list(date(2026, 2, 1))
    assert [row.facts.overdue for row in rows] == [Money(93 * 10**17, "JPY"), Money(1000, "JPY")]


def test_balances_that_cannot_be_held_are_not_kept_and_stop_nobody(firm: AnOrganization):
    day = date(2026, 2, 1)
    other = a_customer_with(firm, "Other", "1000")
    culprit = a_customer_with(firm, "Culprit", *TOO_MANY)
    for written in (1, 0):
        assert keep_balances(firm.id, day) == written
        fold_movements(firm.id)
        with scope(firm.id):
            assert [row.facts.customer_id for row in call_list(day)] == [culprit, other]
            assert [*check_kept_balances(), *check_ledger()] == []
    with pytest.raises(DataError), scope(firm.id):
        portfolio(day)
