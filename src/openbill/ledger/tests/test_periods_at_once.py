"""Closing and posting at the same time: the one waits for the other."""

import pytest
from django.db import IntegrityError
from tests.support.organizations import an_organization

from openbill.ledger.commands.close_period import close_period
from openbill.primitives.lifecycle import NotPossibleInState

from .closing import JANUARY, MARCH, close, ensure, events, states
from .posting import InAThread, count_of, inside_a_command, post, post_inside, sale


def test_closing_waits_for_whoever_is_posting_to_the_month():
    organization = an_organization()
    ensure(organization, JANUARY)

    def post_while_somebody_closes(context):
        post_inside(context, organization.legal_entity_id, *sale(100_00), on="2026-01-15")
        closing = InAThread(lambda: close(organization, JANUARY))
        closing.wait_until_it_waits()
        return closing

    closing = inside_a_command(organization, post_while_somebody_closes)
    closing.finish()

    assert states(organization) == {JANUARY: "closed"}
    assert count_of(organization, "journal_entry") == 1


def close_while_somebody_posts(organization, *, roll_back):
    """Close January with the commit held back until the poster waits, and give the poster back."""

    class TakenBack(Exception):
        pass

    def act(context):
        close_period(legal_entity_id=organization.legal_entity_id, month=JANUARY, context=context)
        posting = InAThread(lambda: post(organization, *sale(100_00), on="2026-01-15"))
        posting.wait_until_it_waits()
        waiting.append(posting)
        if roll_back:
            raise TakenBack

    waiting = []
    try:
        inside_a_command(organization, act)
    except TakenBack:
        assert roll_back
    return waiting[0]


def test_whoever_posts_during_the_closing_waits_and_is_refused():
    organization = an_organization()
    ensure(organization, JANUARY)

    posting = close_while_somebody_posts(organization, roll_back=False)

    with pytest.raises(IntegrityError, match="not open on 2026-01-15"):
        posting.finish()
    assert states(organization) == {JANUARY: "closed"}
    assert count_of(organization, "journal_entry") == 0


def test_whoever_posts_during_a_closing_that_fails_goes_on():
    organization = an_organization()
    ensure(organization, JANUARY)

    posting = close_while_somebody_posts(organization, roll_back=True)
    posting.finish()

    assert states(organization) == {JANUARY: "open"}
    assert count_of(organization, "journal_entry") == 1


def test_no_month_opens_behind_a_closing():
    organization = an_organization()

    def close_march_while_january_is_made(context):
        close_period(legal_entity_id=organization.legal_entity_id, month=MARCH, context=context)
        making = InAThread(lambda: ensure(organization, JANUARY))
        making.wait_until_it_waits()
        return making

    inside_a_command(organization, close_march_while_january_is_made).finish()

    assert states(organization) == {JANUARY: "closed", MARCH: "closed"}


def test_two_who_close_the_same_month_do_it_once():
    organization = an_organization()

    def close_while_another_closes(context):
        close_period(legal_entity_id=organization.legal_entity_id, month=JANUARY, context=context)
        second = InAThread(lambda: close(organization, JANUARY))
        second.wait_until_it_waits()
        return second

    second = inside_a_command(organization, close_while_another_closes)

    with pytest.raises(NotPossibleInState):
        second.finish()
    assert len(events(organization, "PeriodWasClosed")) == 1
