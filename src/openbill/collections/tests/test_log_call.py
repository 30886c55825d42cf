"""Whom somebody called is on no call list until the day to call again."""

from datetime import date

import pytest
from tests.support.collecting import day_done
from tests.support.customers import a_customer, deliver_events
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import an_item
from tests.support.unchanged import nothing_changes

from openbill.collections.commands.log_call import log_call
from openbill.collections.commands.withdraw_call import withdraw_call
from openbill.collections.errors import CalledAgainBefore, CalledInTheFuture, CallOutcomeUnknown, CallUnknown
from openbill.collections.queries.call_list import call_list
from openbill.collections.queries.calls_of_customer import calls_of_customer
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.errors import CustomerUnknown
from openbill.customers.queries.timeline import timeline
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


def on_the_list(firm: AnOrganization, day: str) -> list[object]:
    with scope(firm.id):
        return [row.facts.customer_id for row in call_list(date.fromisoformat(day))]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_a_call_takes_the_customer_off_the_list_until_the_day_to_call_again(firm: AnOrganization):
    first, second = a_customer(firm, "First"), a_customer(firm, "Second")
    for customer in (first, second):
        an_item(firm, customer, "100.00", on="2026-01-01", due="2026-01-31")
    assert set(on_the_list(firm, "2026-03-02")) == {first, second}

    log_call(customer_id=first, outcome="no_answer", on=day("2026-03-02"), context=firm.context())
    log_call(customer_id=second, outcome="reached", on=day("2026-03-02"), context=firm.context())

    assert on_the_list(firm, "2026-03-02") == []
    assert on_the_list(firm, "2026-03-03") == [first]
    assert set(on_the_list(firm, "2026-03-09")) == {first, second}
    # What was known before is not touched by a call that came later.
    assert set(on_the_list(firm, "2026-03-01")) == {first, second}


def test_the_last_call_counts_and_one_taken_back_does_not(firm: AnOrganization):
    customer = a_customer(firm, "First")
    an_item(firm, customer, "100.00", on="2026-01-01", due="2026-01-31")
    told = {"customer_id": customer, "outcome": "will_pay", "context": firm.context()}
    log_call(on=day("2026-03-02"), again_on=day("2026-03-20"), note="By the end of the month.", **told)
    later = log_call(on=day("2026-03-03"), again_on=day("2026-03-04"), **told)
    assert on_the_list(firm, "2026-03-04") == [customer]

    withdraw_call(call_id=later, context=firm.context())
    withdraw_call(call_id=later, context=firm.context())

    assert on_the_list(firm, "2026-03-04") == []
    with scope(firm.id):
        (call,) = calls_of_customer(customer)
    assert (call.called_on, call.note, call.again_on) == (
        day("2026-03-02"),
        "By the end of the month.",
        day("2026-03-20"),
    )
    deliver_events(firm)
    with scope(firm.id):
        kinds = [item.kind for item in timeline(customer, after=None, limit=20).items]
    assert kinds.count("CallWasLogged") == 2
    assert kinds.count("CallWasWithdrawn") == 1


def test_a_call_to_a_customer_that_was_merged_is_one_to_the_other(firm: AnOrganization):
    customer, double = a_customer(firm, "First"), a_customer(firm, "Double")
    an_item(firm, customer, "100.00", on="2026-01-01", due="2026-01-31")
    log_call(customer_id=double, outcome="reached", on=day("2026-03-02"), context=firm.context())
    merge_customers(customer_id=double, into_customer_id=customer, context=firm.context())
    assert on_the_list(firm, "2026-03-03") == []
    with scope(firm.id):
        assert len(calls_of_customer(customer)) == 1


def test_a_call_stops_no_reminder(firm: AnOrganization):
    customer = a_customer(firm, "First")
    an_item(firm, customer, "100.00", on="2026-01-01", due="2026-01-31")
    log_call(customer_id=customer, outcome="reached", on=day("2026-03-02"), context=firm.context())
    assert day_done(firm, "2026-03-02").failures == ()


def test_what_cannot_be_is_refused(firm: AnOrganization):
    customer = a_customer(firm, "First")
    with nothing_changes(firm.id):
        with pytest.raises(CallOutcomeUnknown, match="no_answer, reached"):
            log_call(customer_id=customer, outcome="shouted", context=firm.context())
        with pytest.raises(CalledInTheFuture):
            log_call(customer_id=customer, outcome="reached", on=day("2999-01-01"), context=firm.context())
        with pytest.raises(CalledAgainBefore):
            log_call(
                customer_id=customer, outcome="reached", on=day("2026-03-02"), again_on=day("2026-03-01"),
                context=firm.context(),
            )  # fmt: skip
        with pytest.raises(CustomerUnknown):
            log_call(customer_id=new_identifier(), outcome="reached", context=firm.context())
        with pytest.raises(CallUnknown):
            withdraw_call(call_id=new_identifier(), context=firm.context())
