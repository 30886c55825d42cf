"""Whoever reads on from the last event misses none, sees none twice, and hears only of what the key may see."""

from threading import Thread

import pytest
from django.db import connections, transaction
from tests.support.api import Program, a_program
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit

from openbill.customers.commands.create_customer import create_customer
from openbill.foundation.command_log.seal import seal_commands
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.webhooks.policies.event_permissions import EVENT_PERMISSIONS
from openbill.webhooks.policies.readable_facts import readable_facts


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


def names(program: Program, path: str) -> list[str]:
    return [event["facts"].get("customer_id", "") for event in program.get(path).said["data"]]


def test_events_are_listed_once_their_commands_are_sealed(firm: AnOrganization):
    program = a_program(firm)
    made = create_customer(name="Adler", context=firm.context()).customer_id
    assert names(program, "/events?kind=CustomerWasCreated") == []

    seal_commands(firm.id)

    (event,) = program.get("/events?kind=CustomerWasCreated").said["data"]
    assert event["facts"]["customer_id"] == str(made)
    assert (event["kind"], event["command"], event["actor"]) == ("CustomerWasCreated", "create_customer", "operator")


def test_reading_on_page_by_page_sees_each_event_once(firm: AnOrganization):
    program = a_program(firm)
    made = [str(create_customer(name=f"Nr {n}", context=firm.context()).customer_id) for n in range(5)]
    seal_commands(firm.id)

    seen, path = [], "/events?kind=CustomerWasCreated&limit=2"
    while path:
        answer = program.get(path).said
        seen += [event["facts"]["customer_id"] for event in answer["data"]]
        last, path = answer["data"][-1]["cursor"], answer["next"]

    assert seen == made
    assert names(program, f"/events?kind=CustomerWasCreated&after={last}") == []
    late = str(create_customer(name="Late", context=firm.context()).customer_id)
    seal_commands(firm.id)
    assert names(program, f"/events?kind=CustomerWasCreated&after={last}") == [late]


def test_an_event_that_commits_late_comes_after_what_was_read(firm: AnOrganization):
    program = a_program(firm)
    seen: list[tuple[str, str]] = []

    def meanwhile() -> None:
        try:
            create_customer(name="Quick", context=firm.context())
            seal_commands(firm.id)
            (event,) = a_program(firm).get("/events?kind=CustomerWasCreated").said["data"]
            seen.append((event["facts"]["customer_id"], event["cursor"]))
        finally:
            connections.close_all()

    with transaction.atomic():
        # It began first, and ends last.
        slow = create_customer(name="Slow", number="SLOW", context=firm.context()).customer_id
        other = Thread(target=meanwhile)
        other.start()
        other.join()
    seal_commands(firm.id)

    ((quick, cursor),) = seen
    assert quick != str(slow)
    assert names(program, f"/events?kind=CustomerWasCreated&after={cursor}") == [str(slow)]


def test_amounts_in_facts_are_decimal_strings(firm: AnOrganization):
    customer = a_customer(firm)
    a_debit(firm, customer, "100.00")
    allocate_credit(credit_item_id=a_credit(firm, customer, "40.00"), context=firm.context())
    seal_commands(firm.id)

    (event,) = a_program(firm).get("/events?kind=CreditWasAllocated").said["data"]

    assert "40.00" in str(event["facts"])
    assert not [name for name in event["facts"] if name.endswith("_minor") and "currency" in event["facts"]]
    assert readable_facts({"a_minor": 5, "currency": "JPY", "b": [{"minor_units": 5, "currency": "EUR"}]}) == {
        "a": "5",
        "currency": "JPY",
        "b": [{"amount": "0.05", "currency": "EUR"}],
    }
    assert readable_facts({"a_minor": 5}) == {"a_minor": 5}


def test_a_key_hears_only_of_what_it_may_see(firm: AnOrganization):
    owner = a_program(firm)
    owner.post("/roles", {"name": "people", "permissions": ["organizations.view", "customers.view_all"]})
    people = a_program(firm, "people")
    create_customer(name="Adler", context=firm.context())
    seal_commands(firm.id)

    kinds = {event["kind"] for event in people.get("/events?limit=200").said["data"]}

    assert "RoleWasCreated" in kinds
    assert "CustomerWasCreated" not in kinds
    assert {event["kind"] for event in owner.get("/events?limit=200").said["data"]} > kinds
    assert "CustomerWasCreated" not in people.get("/events/kinds").said
    refused = people.get("/events?kind=CustomerWasCreated")
    assert (refused.status, refused.code) == (422, "kind_of_event_unknown")
    assert a_program(firm, "sales").get("/events").status == 403


def test_another_organization_hears_nothing(firm: AnOrganization):
    made = create_customer(name="Adler", context=firm.context()).customer_id
    seal_commands(firm.id)
    mine = a_program(firm).get("/events?limit=200").said["data"]

    other = an_organization()
    seal_commands(other.id)
    for path in ("/events?limit=200", f"/events?after={mine[0]['cursor']}"):
        assert str(made).encode() not in a_program(other).get(path).content


NEGATIVE = "WyItMSIsIjAxOThjMGRlLTdkM2UtN2MxMS05ZTRmLTFjMmQzZTRmNWE2YiJd"


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIiwiYiJd", "A" * 2_000, NEGATIVE])
def test_a_cursor_that_is_none_is_refused(cursor: str, firm: AnOrganization):
    answer = a_program(firm).get(f"/events?after={cursor}")

    assert (answer.status, answer.code) == (422, "cursor_wrong")


def test_each_kind_has_a_permission():
    assert len(EVENT_PERMISSIONS) > 60
    assert EVENT_PERMISSIONS["PaymentWasRecorded"] == "payments.view"
