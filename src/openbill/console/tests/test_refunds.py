"""Refunds from the console: an account that two people agree to, and files of those that were ticked."""

import re

import pytest
from django.test import Client
from tests.support.debits import (
    a_collecting_firm,
    a_refund_account,
    an_approved_refund,
    somebody_else,
)
from tests.support.members import a_member
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer
from tests.support.sepa import OTHER_IBAN
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work, page, rows_in, signed_in

from openbill.direct_debits.queries.creditors import creditors
from openbill.direct_debits.queries.refund_accounts import refund_accounts_in_order
from openbill.foundation.tenancy import scope
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.types import MoneyOn, NewPayment, Spread
from openbill.primitives.money import Money


@pytest.fixture
def firm() -> AnOrganization:
    return a_collecting_firm()


@pytest.fixture
def owner(firm: AnOrganization) -> Client:
    return at_work(firm)


def test_an_account_for_refunds_needs_two_people_and_a_file_takes_what_has_one(firm: AnOrganization, owner: Client):
    customer, other = a_customer(firm, name="Anna Ltd"), a_customer(firm, name="Bert Ltd")
    an_approved_refund(firm, customer, "12.34")
    an_approved_refund(firm, other, "5.00")
    form = {"holder": "Anna", "iban": OTHER_IBAN, "reason": "called the known number"}
    first = signed_in(a_member(firm))
    with nothing_changes(firm.id):
        assert first.post(f"/customers/{customer}/refund-account", {**form, "reason": ""}).status_code == 422
    first.post(f"/customers/{customer}/refund-account", form)
    with scope(firm.id):
        (account,) = refund_accounts_in_order()
    assert "You asked for it: another person decides." in page(first, "/approvals")
    with nothing_changes(firm.id):
        first.post(f"/refund-accounts/{account.id}/approve")
    assert OTHER_IBAN[-4:] in page(owner, "/approvals")
    owner.post(f"/refund-accounts/{account.id}/approve")

    shown = page(owner, "/refund-files/new")
    assert "€12.34 in one refund." in shown
    assert shown.index("Left out") < shown.index("Bert Ltd") < shown.index("Anna Ltd")
    (ready,) = re.findall(r'name="chosen" value="([0-9a-f-]+)"[^>]*checked', shown)
    form = {"bank_account_id": _collecting_account(firm)}
    with nothing_changes(firm.id):
        untold = owner.post("/refund-files/new", form)
        strange = owner.post("/refund-files/new", {**form, "chosen": [ready, str(customer)]})
    assert "Tick the refunds that are to go." in untold.content.decode()
    assert "in a file by now" in strange.content.decode()
    assert [untold.status_code, strange.status_code] == [422, 422]
    made = owner.post("/refund-files/new", {**form, "chosen": [ready]}, follow=True)
    assert "RF-000001" in made.content.decode()
    listed = rows_in(owner.get("/refunds?format=csv"))[1:]
    assert [(row[3], row[4], row[9]) for row in listed] == [
        ("Bert Ltd", "approved", "5.00"),
        ("Anna Ltd", "sent", "12.34"),
    ]
    assert page(owner, "/refunds?only=sent").count("Anna Ltd") > 0
    assert "Bert Ltd" not in page(owner, "/refunds?only=sent")


def test_a_refund_that_came_by_a_gateway_is_in_no_file(firm: AnOrganization, owner: Client):
    customer = a_customer(firm, name="Anna Ltd")
    a_refund_account(firm, customer, OTHER_IBAN)
    today = firm.context().today()
    (paid,) = record_payments(
        payments=[NewPayment(customer, Money(9_00, "EUR"), today, spread=Spread.UNAPPLIED, account=MoneyOn.GATEWAY)],
        context=firm.context(),
    )
    asked = request_refund(item_id=paid.item_id, amount=Money(9_00, "EUR"), reason="twice", context=firm.context())
    approve_refund(request_id=asked.request_id, context=somebody_else(firm))

    assert "Nothing is to be sent" in page(owner, "/refund-files/new")
    assert "Back by the gateway" in page(owner, "/refunds")


def test_of_refunds_that_can_go_those_that_are_ticked_go_and_their_files_are_listed(
    firm: AnOrganization, owner: Client
):
    customer = a_customer(firm, name="Anna Ltd")
    a_refund_account(firm, customer, OTHER_IBAN)
    for amount in ("1.00", "2.00", "3.00"):
        an_approved_refund(firm, customer, amount)
    shown = page(owner, "/refund-files/new")
    assert "€6.00 in 3 refunds." in shown
    first, second, third = re.findall(r'name="chosen" value="([0-9a-f-]+)"', shown)
    account = {"bank_account_id": _collecting_account(firm)}
    owner.post("/refund-files/new", {**account, "chosen": [first, third]})
    assert f'value="{second}"' in page(owner, "/refund-files/new")
    owner.post("/refund-files/new", {**account, "chosen": [second]})

    listed = rows_in(owner.get("/refund-files?format=csv"))[1:]
    assert [(row[0], row[4], row[8]) for row in listed] == [("RF-000002", "1", "2.00"), ("RF-000001", "2", "4.00")]
    upwards = rows_in(owner.get("/refund-files?format=csv&sort=goes&order=asc"))[1:]
    assert [row[0] for row in upwards] == ["RF-000001", "RF-000002"]
    assert [row[0] for row in rows_in(owner.get("/refund-files?format=csv&q=rf-000001"))[1:]] == ["RF-000001"]
    assert len(rows_in(owner.get("/refund-files?format=csv&only=waiting"))[1:]) == 2
    assert "No file fits" in page(owner, "/refund-files?only=refused")


def _collecting_account(firm: AnOrganization) -> str:
    with scope(firm.id):
        (creditor,) = creditors()
    return str(creditor.bank_account_id)
