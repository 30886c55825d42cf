"""The pages of online payments: what was tried, given back, paid out, and kept for the next time."""

import re

import pytest
from django.test import Client
from tests.support.banking import a_statement, booking
from tests.support.members import a_member
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work, signed_in, text_of

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.match_lines import match_lines
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.press_test_payment import Press, pay_out_test_payments
from openbill.gateways.models import SavedMethod
from openbill.gateways.queries.find_payouts import find_payouts
from openbill.organizations.commands.add_bank_account import add_bank_account


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


@pytest.fixture
def client(desk: AtTheGateway) -> Client:
    return at_work(desk.firm)


def test_what_was_tried_says_why_it_failed_and_opens_its_payment(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm, "Kilbride Agri")
    failed = desk.request(a_debit(desk.firm, customer, "70.00"))
    desk.press(desk.begin(failed), Press.DECLINE, "insufficient_funds")
    paid = desk.request(a_debit(desk.firm, customer, "50.00", document_number="INV-9"))
    desk.pay(paid)

    page = text_of(client.get("/online/tried"))

    assert "Not enough money on the account" in page
    (attempt,) = desk.attempts(paid)
    assert f"/payments/{attempt.payment_id}" in page
    only_failed = text_of(client.get("/online/tried?only=failed"))
    assert ("EUR 70.00" in only_failed, "EUR 50.00" in only_failed) == (True, False)
    by_number = text_of(client.get("/online/tried?q=inv-9"))
    assert ("EUR 70.00" in by_number, "EUR 50.00" in by_number) == (False, True)
    by_reason = text_of(client.get("/online/tried?reason=insufficient_funds"))
    assert "EUR 50.00" not in by_reason
    assert "PAY-000001" in client.get("/online/tried?format=csv").content.decode()
    assert "Paid by it" in text_of(client.get(f"/online/{paid}"))


def test_a_payment_is_given_back_by_two_persons(desk: AtTheGateway, client: Client):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00", document_number="INV-1")
    request = desk.request(debt)
    desk.pay(request)
    (attempt,) = desk.attempts(request)
    form = text_of(client.get(f"/online/tried/{attempt.id}/refund"))
    assert "INV-1" in form
    with nothing_changes(desk.firm.id):
        wrong = client.post(f"/online/tried/{attempt.id}/refund", {"amount": "100.01", "reason": "Sent back"})
    assert wrong.status_code == 422
    assert 'id="id_amount_error"' in text_of(wrong)

    asked = client.post(f"/online/tried/{attempt.id}/refund", {"reason": "Sent back"}, follow=True)

    assert "waits for a second person" in text_of(asked)
    assert open_amount(desk.firm, debt) == "100.00"
    second = signed_in(a_member(desk.firm, "credit manager"))
    (approve,) = set(re.findall(r'action="(/refunds/[0-9a-f-]+/approve)"', text_of(second.get("/approvals"))))
    assert "approved" in text_of(second.post(approve, follow=True))


def test_a_payout_opens_to_its_lines_its_payments_and_its_bank_line(desk: AtTheGateway, client: Client):
    desk.pay(desk.request(a_debit(desk.firm, a_customer(desk.firm, "Kilbride Agri"), "100.00")))
    name = pay_out_test_payments(account_id=desk.account_id, currency="EUR", context=desk.firm.context())
    desk.deliver()
    with scope(desk.firm.id):
        (payout,) = find_payouts().rows
    assert (payout.payments_minor, payout.fees_minor, payout.amount_minor) == (100_00, -1_65, 98_35)
    page = text_of(client.get(f"/online/payouts/{payout.id}"))
    assert "Awaited" in page
    assert "Kilbride Agri" in page
    assert "PAY-000001" in page
    iban = "DE02500105170137075030"
    account = add_bank_account(
        legal_entity_id=desk.firm.legal_entity_id, name="Bank", currency="EUR", iban=iban, context=desk.firm.context()
    ).bank_account_id
    import_statements(
        content=a_statement(booking("98.35", name), iban=iban, closing="198.35"),
        file_name="b.xml",
        context=desk.firm.context(),
    )
    match_lines(bank_account_id=account, context=desk.firm.context())

    with scope(desk.firm.id):
        (payout,) = find_payouts().rows
    arrived = text_of(client.get(f"/online/payouts/{payout.id}"))
    assert "Arrived: the bank booked it" in arrived
    assert f"/cash/{payout.line_id}" in arrived
    assert f"/cash/{payout.line_id}" in text_of(client.get("/online/payouts"))
    assert client.get(f"/cash/{payout.line_id}").status_code == 200
    assert "98.35" in client.get("/online/payouts?format=csv").content.decode()
    assert "PAY-000001" in client.get(f"/online/payouts/{payout.id}?format=csv").content.decode()
    assert "No payout fits" in text_of(client.get("/online/payouts?only=awaited"))


def test_saved_methods_are_switched_and_forgotten_on_the_page_of_their_customer(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm)
    desk.pay(desk.request(a_debit(desk.firm, customer, "20.00")), consent="Collect what falls due.")
    with scope(desk.firm.id):
        method = SavedMethod.objects.get(organization_id=desk.firm.id)
    page = text_of(client.get(f"/customers/{customer}"))
    for shown in ("Test 4242", "pays by itself", "Collect what falls due."):
        assert shown in page

    client.post(f"/methods/{method.id}/switch", {"on": "0"})
    assert "on demand" in text_of(client.get(f"/customers/{customer}"))
    client.post(f"/methods/{method.id}/switch", {"on": "1"})
    assert "pays by itself" in text_of(client.get(f"/customers/{customer}"))
    client.post(f"/methods/{method.id}/end")

    assert "Forgotten by a person" in text_of(client.get(f"/customers/{customer}"))
    with scope(desk.firm.id):
        assert SavedMethod.objects.get(organization_id=desk.firm.id).token == ""
    with nothing_changes(desk.firm.id):
        client.post(f"/methods/{method.id}/switch", {"on": "1"})


def test_lists_ask_a_constant_number_of_questions(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm)
    counted = []
    for _ in range(2):
        for _ in range(3):
            desk.pay(desk.request(a_debit(desk.firm, customer, "10.00")))
        pay_out_test_payments(account_id=desk.account_id, currency="EUR", context=desk.firm.context())
        desk.deliver()
        counted.append([asked(client, address) for address in ("/online?only=all", "/online/tried", "/online/payouts")])
    assert counted[0] == counted[1]


def asked(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
