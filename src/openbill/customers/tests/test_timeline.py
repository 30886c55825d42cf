"""A customer's history tells each event once, the newest first, also of those merged into it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.support.customers import a_contact, a_customer, deliver_events
from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_debit
from tests.support.unchanged import everything_of

from openbill.customers.commands.add_timeline_entry import add_timeline_entry
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.remove_contact import remove_contact
from openbill.customers.errors import CustomerUnknown
from openbill.customers.queries.timeline import timeline
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.events import CreditWasAllocated
from openbill.wiring.timelines import IN_THE_TIMELINE

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_events_of_the_customer_and_of_its_items_stand_in_its_history():
    firm = an_organization()
    anna = a_customer(firm)
    maria = a_contact(firm, anna)
    remove_contact(contact_id=maria, context=firm.context())
    debt, credit = a_debit(firm, anna, "100.00"), a_credit(firm, anna, "60.00")
    allocate_credit(credit_item_id=credit, context=firm.context())

    deliver_events(firm)

    with scope(firm.id):
        page = timeline(anna)
    assert page.next is None
    assert [item.kind for item in page.items] == [
        "CreditWasAllocated",
        "ContactWasRemoved",
        "ContactWasAdded",
        "CustomerWasCreated",
    ]
    assert page.items[0].facts == {
        "credit_item_id": str(credit),
        "customer_id": str(anna),
        "amount_minor": 60_00,
        "currency": "EUR",
        "debit_item_ids": [str(debt)],
    }
    assert page.items[1].facts == {"customer_id": str(anna), "contact_id": str(maria)}


def test_an_event_that_is_delivered_again_stands_there_once():
    firm = an_organization()
    anna = a_customer(firm)
    deliver_events(firm)
    deliver_events(firm)
    event_id = new_identifier()
    arguments = {
        "customer_id": anna,
        "event_id": event_id,
        "kind": "X",
        "facts": {},
        "context": firm.context(),
    }
    assert [add_timeline_entry(**arguments), add_timeline_entry(**arguments)] == [True, False]
    with scope(firm.id):
        assert [item.kind for item in timeline(anna).items] == ["X", "CustomerWasCreated"]


def test_a_reason_that_somebody_wrote_is_not_repeated_in_the_history():
    firm = an_organization()
    anna = a_customer(firm)
    debt = a_debit(firm, anna, "100.00")
    extend_due_date(item_id=debt, due_date=NOON.date(), reason="Maria is in hospital", context=firm.context())

    deliver_events(firm)

    with scope(firm.id):
        newest = timeline(anna).items[0]
    assert newest.kind == "DueDateWasExtended"
    assert newest.facts == {
        "item_id": str(debt),
        "customer_id": str(anna),
        "previous_due_date": "2026-01-01",
        "due_date": "2026-03-01",
    }
    assert "hospital" not in str(everything_of(firm.id)["timeline_entry"])


def test_merged_customers_share_one_history():
    firm = an_organization()
    anna, twin = a_customer(firm, "Anna"), a_customer(firm, "Twin")
    other = a_customer(firm, "Other")
    merge_customers(customer_id=twin, into_customer_id=anna, context=firm.context())

    deliver_events(firm)

    with scope(firm.id):
        page = timeline(anna)
        assert timeline(twin) == page
        assert [item.customer_id for item in timeline(other).items] == [other]
    assert [(item.kind, item.customer_id) for item in page.items] == [
        ("CustomersWereMerged", anna),
        ("CustomerWasCreated", twin),
        ("CustomerWasCreated", anna),
    ]
    assert page.items[0].facts == {"merged_customer_id": str(twin), "into_customer_id": str(anna)}


def test_pages_follow_each_other_without_gap_or_repetition_also_where_instants_are_equal():
    firm = an_organization()
    anna = a_customer(firm)
    for number in range(7):
        add_timeline_entry(
            customer_id=anna,
            event_id=new_identifier(),
            kind=f"K{number}",
            facts={},
            context=firm.context(at=NOON + timedelta(hours=number // 3)),
        )
    kinds, cursor = [], None
    with scope(firm.id):
        while True:
            page = timeline(anna, after=cursor, limit=2)
            kinds.append([item.kind for item in page.items])
            cursor = page.next
            if cursor is None:
                break
    assert kinds == [["K6", "K5"], ["K4", "K3"], ["K2", "K1"], ["K0"]]


def test_an_unknown_customer_has_no_history():
    firm = an_organization()
    with scope(firm.id), pytest.raises(CustomerUnknown):
        timeline(new_identifier())


def test_every_event_that_names_a_customer_is_told():
    from openbill.collections import events as collections
    from openbill.customers import events as customers
    from openbill.direct_debits import events as direct_debits
    from openbill.disputes import events as disputes
    from openbill.gateways import events as gateways
    from openbill.invoicing import events as invoicing
    from openbill.messaging import events as messaging
    from openbill.payments import events as payments
    from openbill.receivables import events as receivables
    from openbill.unclaimed import events as unclaimed

    named = {
        kind
        for module in (
            *(customers, receivables, invoicing, payments, disputes, collections, gateways, messaging),
            *(direct_debits, unclaimed),
        )
        for kind in vars(module).values()
        if isinstance(kind, type) and "customer_id" in getattr(kind, "__dataclass_fields__", {})
    }
    # Thousands of them come at once, and a page of the customer shows documents, payments, tasks and messages as such.
    shown_as_such = {
        invoicing.InvoiceWasIssued,
        payments.PaymentWasRecorded,
        collections.TaskWasCreated,
        gateways.AttemptSucceeded,
        direct_debits.DebitWasSettled,
        direct_debits.DebitWasCancelled,
        messaging.MessageWasSent,
        messaging.MessageWasSuppressed,
        messaging.MessageWasGivenUp,
        messaging.MessageWasQueuedAgain,
        messaging.MessageBecameUncertain,
        messaging.MessageWasCancelled,
    }
    assert named - shown_as_such | {customers.CustomersWereMerged} == IN_THE_TIMELINE.keys()
    assert IN_THE_TIMELINE[CreditWasAllocated] == "customer_id"
