"""The demo company is always the same, believable, and made without a fault in the books."""

from collections import Counter
from datetime import date

import pytest
from tests.support.database import fingerprint

from openbill.cash_application.queries.check_cash import check_cash
from openbill.cash_application.queries.lines_to_decide import LinesOf, listed_lines
from openbill.cash_application.queries.proposals_of_line import proposals_of_line
from openbill.collections.commands.run_day import run_day
from openbill.collections.queries.call_list import call_list
from openbill.demo.bank_day import PLAIN, bring_bank_day
from openbill.demo.collect_by_debit import collect_by_debit
from openbill.demo.found_firm import found_firm
from openbill.demo.pay_online import LINKS, pay_online
from openbill.demo.play_story import Stage, play_by_months
from openbill.demo.tell_story import tell_story
from openbill.demo.types import Bill, Bounce, Contest, Credit, Habit, Pay, Pledge, Story
from openbill.direct_debits.queries.check_direct_debits import check_direct_debits
from openbill.direct_debits.queries.find_debits import find_returned_debits
from openbill.direct_debits.queries.mandates import mandates_in_order
from openbill.foundation.tenancy import scope
from openbill.gateways.models import PaymentAtTestGateway
from openbill.gateways.queries.check_gateways import check_gateways
from openbill.gateways.queries.payment_requests import payment_requests
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.wiring.adapters import connect_adapters

LAST_DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def story() -> Story:
    return tell_story(LAST_DAY, buyers=40, invoices=400)


@pytest.fixture(scope="module")
def stage(story: Story) -> Stage:
    stage = found_firm(story, name=f"Demo {new_identifier()}")
    play_by_months(story, stage, after_month=lambda month: None)
    return stage


def test_the_story_is_always_the_same_and_has_everything_in_it(story: Story):
    assert tell_story(LAST_DAY, buyers=40, invoices=400) == story
    assert 380 <= sum(isinstance(event, Bill) for event in story.events) <= 420
    kinds = Counter(type(event) for event in tell_story(LAST_DAY).events)
    assert 5_800 <= kinds[Bill] <= 6_200
    assert all(kinds[kind] for kind in (Pay, Credit, Contest, Pledge, Bounce))
    assert {buyer.country for buyer in story.buyers} == {"DE", "GB", "US"}
    assert {buyer.habit for buyer in story.buyers} == set(Habit)
    assert max(event.day for event in story.events) <= LAST_DAY


def test_it_is_played_without_a_fault_in_the_books(stage: Stage):
    organization_id = stage.context.organization_id
    with scope(organization_id):
        assert list(check_receivables(organization_id)) == []
        assert aging(organization_id, LAST_DAY).currencies == ("EUR", "GBP", "USD")


def test_its_day_reminds_once_and_says_whom_to_call_and_why(stage: Stage):
    first = run_day(day=LAST_DAY, context=stage.context)
    assert first.notices_created > 0
    assert not first.failures
    before = fingerprint(stage.context.organization_id)["notice"]
    assert run_day(day=LAST_DAY, context=stage.context).notices_created == 0
    assert fingerprint(stage.context.organization_id)["notice"] == before
    with scope(stage.context.organization_id):
        calls = call_list(LAST_DAY)
    assert [call.score for call in calls] == sorted((call.score for call in calls), reverse=True)
    assert all("to collect, " in call.reasons[0] for call in calls)


def test_it_collects_by_direct_debit_and_hears_of_one_that_was_refused(stage: Stage):
    collect_by_debit(stage, stage.context.today("Europe/Berlin"))
    with scope(stage.context.organization_id):
        states = Counter(each.state for each in mandates_in_order())
        came_back = find_returned_debits().rows
        assert [*check_direct_debits(), *check_ledger()] == []
    assert (states["draft"], states["suspended"]) == (1, 1)
    assert states["active"] >= 3
    assert [(each.reason, each.decision) for each in came_back] == [("AM04", "retry")]


def test_it_is_paid_by_links(stage: Stage):
    connect_adapters()
    pay_online(stage, stage.context.today("Europe/Berlin"))
    with scope(stage.context.organization_id):
        assert 2 < len(payment_requests()) <= LINKS
        assert sorted(PaymentAtTestGateway.objects.values_list("state", flat=True)) == ["declined", "paid"]
        assert [*check_gateways(), *check_ledger()] == []


def test_its_bank_tells_of_plain_payments_and_of_some_for_people(stage: Stage):
    bring_bank_day(stage.entities["MAIN"], LAST_DAY, stage.context)
    with scope(stage.context.organization_id):
        posted, left = listed_lines(LinesOf.POSTED), listed_lines()
        assert all(line.is_by_itself for line in posted)
        assert len(posted) >= PLAIN
        assert any("PAY-" in line.text for line in posted)
        for_people = " ".join(line.text for line in left if proposals_of_line(line.line_id))
        assert all(text in for_people for text in ("broken lamps", "all that is due"))
        assert "green cup" in " ".join(line.text for line in left)
        assert [*check_cash(), *check_ledger()] == []
