"""Where one person works alone, the pages say why a write-off or a refund waits, and what to do."""

import pytest
from django.test import Client
from tests.support.billing import a_billing_firm, paid
from tests.support.members import a_member
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, a_debit
from tests.support.web import page, signed_in

from openbill.payments.types import Spread

WHY = "Nobody else here may approve it"


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


@pytest.fixture
def olga(firm: AnOrganization) -> Client:
    return signed_in(a_member(firm, "owner"))


def test_a_write_off_waits_and_the_page_says_for_whom(firm: AnOrganization, olga: Client):
    item = a_debit(firm, a_customer(firm), "5000.00")
    a_member(firm, "collector")
    address = f"/items/{item}/write-off"
    before = page(olga, address)
    assert WHY in before
    assert 'href="/settings/people/invite"' in before
    assert "raise the amount up to which none is needed" in before

    olga.post(address, {"reason": "Insolvent"})

    assert WHY in page(olga, "/approvals")
    assert "raise the amount up to which none is needed" in page(olga, "/approvals")
    a_member(firm, "credit manager")
    assert WHY not in page(olga, address)
    assert WHY not in page(olga, "/approvals")


def test_of_a_refund_no_limit_is_told(firm: AnOrganization, olga: Client):
    item = paid(firm, a_customer(firm), 50_00, "2026-03-05", spread=Spread.UNAPPLIED).item_id
    text = page(olga, f"/items/{item}/refund")
    assert WHY in text
    assert "raise the amount" not in text
    assert WHY not in page(olga, "/approvals")

    olga.post(f"/items/{item}/refund", {"reason": "Paid twice"})

    assert WHY in page(olga, "/approvals")
    assert "raise the amount" not in page(olga, "/approvals")


def test_who_cannot_invite_is_told_whom_to_ask(firm: AnOrganization):
    item = a_debit(firm, a_customer(firm), "5000.00")
    text = page(signed_in(a_member(firm, "collector")), f"/items/{item}/write-off")
    assert WHY in text
    assert "Ask whoever manages the firm to invite one." in text
    assert 'href="/settings/people/invite"' not in text
