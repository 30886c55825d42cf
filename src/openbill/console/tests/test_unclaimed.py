"""Unclaimed credits on their pages: what is overdue, days in their order, and questions before what is asked for."""

import pytest
from django.test import Client
from tests.support.members import a_member
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes
from tests.support.unclaimed import a_rule, a_texan_credit, balances, dormant, handed_over, the_credit, timed
from tests.support.web import page, signed_in


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization("USD", language="en")


@pytest.fixture
def owner(firm: AnOrganization) -> Client:
    return signed_in(a_member(firm, "owner"))


def test_a_letter_that_is_overdue_says_so_on_the_page_and_in_the_list(firm: AnOrganization, owner: Client):
    credit = a_texan_credit(firm)
    timed(firm, "2023-05-03")

    for address in (f"/unclaimed/{the_credit(firm, credit).id}", "/unclaimed?only=all"):
        assert "Overdue since 1 May 2023" in page(owner, address)


def test_a_report_that_is_overdue_says_so_and_what_rests_does_not(firm: AnOrganization, owner: Client):
    credit = dormant(firm)
    address = f"/unclaimed/{the_credit(firm, credit).id}"
    assert "Overdue since 1 Jul 2023" in page(owner, address)

    timed(firm, "2022-01-01")

    assert "Overdue" not in page(owner, address)


def test_the_days_of_a_clock_stand_in_their_order(firm: AnOrganization, owner: Client):
    credit = a_texan_credit(firm, state="CA")
    timed(firm, "2022-12-01")

    shown = page(owner, f"/unclaimed/{the_credit(firm, credit).id}")
    shown = shown[shown.index("Its clock") :]

    days = ["10 Jan 2020", "31 Oct 2022", "10 Jan 2023", "31 Oct 2023", "15 Jun 2024"]
    assert sorted(days, key=shown.index) == days
    assert shown.index("The letter is due, until 30 Apr 2023") < shown.index("It is dormant.")


def test_a_day_of_payment_that_is_none_is_refused_and_a_blank_one_is_today(firm: AnOrganization, owner: Client):
    dormant(firm)
    gone = handed_over(firm, "2023-07-20")

    with nothing_changes(firm.id):
        answer = owner.post(f"/hand-overs/{gone}/pay", {"on": "1.8.2023", "back": f"/hand-overs/{gone}"}, follow=True)
    assert "1.8.2023 is no day, so nothing was booked." in answer.content.decode()
    assert balances(firm)["unclaimed_property"] == -200_00

    owner.post(f"/hand-overs/{gone}/pay", {"on": ""})

    assert balances(firm) == {}


def test_it_is_asked_before_a_handing_over_is_asked_for(firm: AnOrganization, owner: Client):
    dormant(firm)

    shown = page(owner, "/hand-overs")

    assert "Ask for US$200.00 to be handed over to US-TX? A second person decides." in shown
    assert "Ask for it …" not in shown


def test_rules_name_their_days_in_words_and_the_form_says_which_are_needed(firm: AnOrganization, owner: Client):
    a_rule(firm, "US-IA", cut_off="06-30", report_by="11-01")

    assert "cut-off 30 June, report by 1 November" in page(owner, "/settings/unclaimed")
    form = page(owner, "/settings/unclaimed/new?jurisdiction=US-IA")
    assert form.count("Needed where the state gets it.") == 2
    assert 'value="06-30"' in form
