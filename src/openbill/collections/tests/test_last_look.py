"""Just before a reminder goes out it is looked at once more: nobody gets one that says what is not so any more."""

from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of, paid
from tests.support.collecting import Sent, a_promise, day_done, messages, reminders, tasks
from tests.support.customers import a_contact, a_customer, deliver_events
from tests.support.database import guards_switched_off
from tests.support.importing import snapshot
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import an_item
from tests.support.snapshots import Line, written

from openbill.collections.commands.recheck_notices import recheck_notices
from openbill.collections.models import Notice
from openbill.collections.queries.check_collections import check_collections
from openbill.customers.models import Customer
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.cancel_message import cancel_message
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


@pytest.fixture
def customer(firm: AnOrganization) -> UUID:
    found = a_customer(firm)
    a_contact(firm, found, "Maria Jones", email="maria@example.com")
    return found


def on(firm: AnOrganization, day: str) -> Context:
    return firm.context(at=datetime.fromisoformat(f"{day}T12:00+00:00"))


def last_look(firm: AnOrganization, day: str) -> dict[str, str]:
    """What is called off on a day, by the subject of the message."""
    subjects = {message.id: message.subject for message in messages(firm)}
    found = recheck_notices(message_ids=list(subjects), context=on(firm, day))
    return {subjects[message_id]: reason for message_id, reason in found.items()}


@pytest.mark.parametrize("what", ["paid", "contested", "promised"])
def test_what_is_only_listed_counts_as_well(firm: AnOrganization, customer: UUID, what: str):
    # Given a mail about two debts of which only the younger one reaches a stage,
    old = issued(firm, customer, [a_line("1000.00")], on="2026-01-15")
    issued(firm, customer, [a_line("10.00")], on="2026-01-18")
    day_done(firm, "2026-02-17")
    day_done(firm, "2026-02-20")
    assert reminders(firm)[-1] == Sent("2026-02-20", "overdue", 1201_90, ("INV-000002",))
    (item,) = items_of(firm, old)

    # when something happens to the older one,
    if what == "paid":
        paid(firm, customer, 1190_00, "2026-02-20", designations=(Designation(item.id),))
    elif what == "contested":
        contested = [Contested(item.id, Money(1_00, "EUR"))]
        open_dispute(contested=contested, reason=DisputeReason.PRICE, context=firm.context())
    else:
        a_promise(firm, item.id, by="2026-02-28", given_on="2026-02-20", minor=1_00)

    # then the mail does not go out.
    called_off = recheck_notices(message_ids=[messages(firm)[-1].id], context=on(firm, "2026-02-20"))
    assert [reason.split(" is ")[0] for reason in called_off.values()] == ["INV-000001"]
    assert len(reminders(firm)) == 1


def test_a_later_word_about_other_debts_leaves_a_demand_alone(firm: AnOrganization, customer: UUID):
    # Given a demand that waited for a day, and a friendly word about another debt meanwhile,
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    day_done(firm, "2026-03-16")
    issued(firm, customer, [a_line("10.00")], on="2026-02-15")
    day_done(firm, "2026-03-17")
    assert [(sent.stage, sent.documents) for sent in reminders(firm)] == [
        ("firm", ("INV-000001",)),
        ("due", ("INV-000002",)),
    ]

    # then both go out.
    assert last_look(firm, "2026-03-17") == {}


def test_what_falls_due_today_is_in_no_total_of_what_is_overdue(firm: AnOrganization, customer: UUID):
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    issued(firm, customer, [a_line("10.00")], on="2026-02-14")

    day_done(firm, "2026-03-16")

    assert reminders(firm) == [Sent("2026-03-16", "firm", 119_00, ("INV-000001", "INV-000002"))]
    (message,) = messages(firm)
    assert message.subject == "Overdue for up to 30 days: 119.00\u00a0EUR"
    assert "Falling due these days:\n\n- INV-000002 of 14 Feb 2026, due 16 Mar 2026: 11.90" in message.body
    with scope(firm.id):
        assert list(check_collections()) == []


def test_a_trifle_that_is_late_keeps_nothing_back_that_falls_due(firm: AnOrganization, customer: UUID):
    # Given three euros that are late, too little to remind of, and a debt that falls due today,
    an_item(firm, customer, "3.00", on="2026-01-15", due="2026-02-14")
    day_done(firm, "2026-03-16")
    assert reminders(firm) == []
    an_item(firm, customer, "100.00", on="2026-02-15", due="2026-03-17")

    day_done(firm, "2026-03-17")

    # then both are told of, and what is late is no more than it is.
    assert [(sent.stage, sent.total, len(sent.documents)) for sent in reminders(firm)] == [("firm", 3_00, 2)]


def test_of_several_reminders_that_waited_only_the_last_goes_out(firm: AnOrganization, customer: UUID):
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    for day in ("2026-02-14", "2026-02-17", "2026-02-24"):
        day_done(firm, day)
    assert last_look(firm, "2026-02-24") == dict.fromkeys(
        ["INV-000001: due on 14 Feb 2026", "INV-000001: payment overdue"], "a later reminder says what is due"
    )
    assert reminders(firm) == [Sent("2026-02-24", "second", 119_00, ("INV-000001",))]


def test_a_reminder_does_not_speak_of_earlier_ones_that_never_went_out(firm: AnOrganization, customer: UUID):
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    day_done(firm, "2026-02-17")
    day_done(firm, "2026-02-24")
    assert messages(firm)[-1].subject.startswith("Reminder: 119.00")
    with guards_switched_off() as database:
        database.execute("UPDATE message SET state = 'sent', sent_at = now() WHERE organization_id = %s", [firm.id])
    day_done(firm, "2026-04-15")
    assert "in spite of our reminders" in messages(firm)[-1].body


def test_what_waited_for_days_is_asked_for_anew(firm: AnOrganization, customer: UUID):
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    day_done(firm, "2026-02-17")
    assert last_look(firm, "2026-02-20") == {}
    assert last_look(firm, "2026-02-21") == {
        "INV-000001: payment overdue": "it is of 2026-02-17, more than three days ago"
    }
    assert day_done(firm, "2026-02-21").notices_created == 1


def test_nobody_is_sent_what_stands_on_an_old_list(tmp_path: Path):
    firm = an_organization(books="mirror")
    line = Line("C1", "R1", date(2026, 1, 15), date(2026, 2, 14), "EUR", 100_00)
    snapshot(firm, written(tmp_path, "a.csv", [line]), date(2026, 2, 13))
    with scope(firm.id):
        found = Customer.objects.get(organization_id=firm.id, number="C1")
    a_contact(firm, found.id, email="kim@example.com")
    assert day_done(firm, "2026-02-17").notices_created == 1
    # Monday to Thursday after the list of a Friday are four business days.
    assert list(last_look(firm, "2026-02-19").values()) == ["the latest list of open items is too old by now"]


def test_a_reminder_that_was_called_off_stays_so(firm: AnOrganization, customer: UUID):
    """The sender may die between the last look and calling the message off; the next one looks again."""
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    day_done(firm, "2026-02-17")
    paid(firm, customer, 119_00, "2026-02-17")
    first, second = (last_look(firm, "2026-02-17") for _ in range(2))
    assert first == second == {"INV-000001: payment overdue": "INV-000001 is settled"}


def test_a_cancelled_message_reached_no_stage(firm: AnOrganization, customer: UUID):
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    day_done(firm, "2026-02-17")
    cancel_message(message_id=messages(firm)[0].id, reason="by phone", context=firm.context())
    deliver_events(firm)
    assert reminders(firm) == []
    assert day_done(firm, "2026-02-18").notices_created == 1


def test_nobody_is_written_to_under_a_suppressed_address(firm: AnOrganization, customer: UUID):
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    suppress_address(address="maria@example.com", context=firm.context())
    done = day_done(firm, "2026-02-17")
    assert (done.notices_created, done.tasks_created) == (0, 1)
    assert [skip.reason for skip in done.skipped] == ["nobody there can be written to by e-mail"]
    assert [kind for kind, _ in tasks(firm)] == ["missing_address"]


def test_a_notice_lists_what_its_message_says(firm: AnOrganization, customer: UUID):
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    day_done(firm, "2026-02-17")
    with scope(firm.id):
        (notice,) = Notice.objects.filter(organization_id=firm.id)
    assert (notice.total_minor, notice.withdrawn_on) == (119_00, None)


def test_a_softer_reminder_does_not_repeat_what_was_demanded(firm: AnOrganization, customer: UUID):
    issued(firm, customer, [a_line("1000.00")], on="2026-01-15")
    day_done(firm, "2026-04-15")
    issued(firm, customer, [a_line("10.00")], on="2026-03-18")  # due on 17 April
    day_done(firm, "2026-04-17")
    assert reminders(firm)[-1] == Sent("2026-04-17", "due", 11_90, ("INV-000002",))
    assert "INV-000001" not in messages(firm)[-1].body
    # When the younger debt is as late as that, both stand in one demand.
    day_done(firm, "2026-06-16")
    assert reminders(firm)[-1] == Sent("2026-06-16", "final", 1201_90, ("INV-000002",))
    assert "- INV-000001 of" in messages(firm)[-1].body
