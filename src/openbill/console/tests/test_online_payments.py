"""The pages of online payments: a link is made, sent and taken back; what was tried, given back and paid out."""

import re
from uuid import UUID

import pytest
from django.test import Client
from tests.support.banking import a_statement, booking
from tests.support.customers import a_contact
from tests.support.members import a_member
from tests.support.organizations import an_organization
from tests.support.paying import AtTheGateway, a_paying_firm, a_refused_notice
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes
from tests.support.web import a_visitor, at_work, signed_in

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.match_lines import match_lines
from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.press_test_payment import Press, pay_out_test_payments
from openbill.gateways.models import GatewayNotice, PaymentRequest, SavedMethod
from openbill.gateways.queries.access_of_account import gateways
from openbill.gateways.queries.find_payouts import find_payouts
from openbill.gateways.types import Notice, NoticeKind
from openbill.messaging.queries.outbox import messages_in_state
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.primitives.money import Money


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


@pytest.fixture
def client(desk: AtTheGateway) -> Client:
    return at_work(desk.firm)


def text_of(answer: object) -> str:
    content = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", content)


def link_in(page: str) -> str:
    """The path of the link that a page shows."""
    found = re.search(r'id="link">https?://[^/]+(/pay/[^<]+)<', page)
    assert found
    return found[1]


def made(client: Client, customer: UUID, *items: UUID, days: str = "30") -> str:
    typed = {"customer": str(customer), "item": [str(item) for item in items], "valid_days": days}
    return text_of(client.post("/online/new", typed))


def test_a_link_over_two_debts_is_made_and_shown_once(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm, "Kilbride Agri")
    debts = [a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, customer, "50.00")]
    asked = text_of(client.get("/online/new", {"customer": str(customer), "item": str(debts[1])}))
    ticked = re.findall(r'name="item" value="([0-9a-f-]+)"[^>]*checked', asked)
    assert ticked == [str(debts[1])]

    path = link_in(made(client, customer, *debts))

    assert a_visitor().get(path).status_code == 200
    listed = text_of(client.get("/online"))
    assert "Kilbride Agri" in listed
    assert "EUR 150.00" in listed
    with scope(desk.firm.id):
        request = PaymentRequest.objects.get(organization_id=desk.firm.id)
    page = text_of(client.get(f"/online/{request.id}"))
    assert path not in page
    assert "Nobody has tried to pay by it yet." in page


def test_a_link_for_nothing_or_for_ever_comes_back_as_it_was_typed(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm)
    debt = a_debit(desk.firm, customer, "100.00")
    with nothing_changes(desk.firm.id):
        none = client.post("/online/new", {"customer": str(customer), "valid_days": "7"})
        long = client.post("/online/new", {"customer": str(customer), "item": str(debt), "valid_days": "900"})
    assert (none.status_code, long.status_code) == (422, 422)
    assert "Tick the debts that the link is to be for." in text_of(none)
    assert 'value="7"' in text_of(none)
    assert 'id="id_valid_days_error"' in text_of(long)
    assert "checked" in text_of(long)


def test_debts_of_two_currencies_are_refused_with_the_remedy(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm)
    debts = [a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, customer, "50.00", currency="USD")]
    with nothing_changes(desk.firm.id):
        assert "Make a request for each." in made(client, customer, *debts)


def test_a_new_link_ends_the_one_before_and_taking_back_ends_all(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm)
    first = link_in(made(client, customer, a_debit(desk.firm, customer, "100.00")))
    with scope(desk.firm.id):
        request = PaymentRequest.objects.get(organization_id=desk.firm.id).id
    visitor = a_visitor()

    second = link_in(text_of(client.post(f"/online/{request}/link")))
    assert [visitor.get(path).status_code for path in (first, second)] == [404, 200]

    client.post(f"/online/{request}/revoke")
    assert visitor.get(second).status_code == 404
    assert "Taken back" in text_of(client.get(f"/online/{request}"))
    assert "taken back" in text_of(client.get("/online?only=revoked")).lower()


def test_a_link_is_sent_by_mail_and_held_in_safe_mode(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm, "Kilbride Agri")
    made(client, customer, a_debit(desk.firm, customer, "100.00", document_number="INV-7"))
    with scope(desk.firm.id):
        request = PaymentRequest.objects.get(organization_id=desk.firm.id).id
    with nothing_changes(desk.firm.id):
        refused = client.post(f"/online/{request}/send", follow=True)
    assert "Nobody at this customer has an e-mail address" in text_of(refused)
    a_contact(desk.firm, customer, "Orla Byrne", email="orla@kilbride.example")

    for _ in range(2):
        sent = client.post(f"/online/{request}/send", follow=True)

    assert "safe mode is on" in text_of(sent)
    with scope(desk.firm.id):
        (message,) = messages_in_state("held")
    assert "100.00" in message.subject


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


def test_a_gateway_is_connected_tried_and_disconnected_and_its_secrets_are_never_shown():
    firm = an_organization()
    client, company = at_work(firm), {"legal_entity_id": str(firm.legal_entity_id)}
    with nothing_changes(firm.id):
        incomplete = client.post("/settings/gateways/new", {**company, "kind": "stripe", "api_key": "sk_hidden"})
    assert incomplete.status_code == 422
    assert "needs an API key and the signing secret" in text_of(incomplete)
    assert "sk_hidden" not in text_of(incomplete)

    assert client.post("/settings/gateways/new", {**company, "kind": "test"}).status_code == 302

    with scope(firm.id):
        (account,) = gateways()
    page = text_of(client.get("/settings/gateways"))
    assert account.notices_path in page
    assert "has told nothing yet" in page
    again = client.post("/settings/gateways/new", {**company, "kind": "test"})
    assert 'id="id_kind_error"' in text_of(again)
    assert "its key is good" in text_of(client.post(f"/settings/gateways/{account.id}/try", follow=True))
    client.post(f"/settings/gateways/{account.id}/disconnect")
    assert "No gateway collects yet" in text_of(client.get("/settings/gateways"))
    refused = client.post(f"/settings/gateways/{account.id}/try", {"back": "/settings/gateways"}, follow=True)
    assert "There is no connected gateway" in text_of(refused)


def test_a_notice_that_is_not_understood_is_set_aside_and_read_again(desk: AtTheGateway, client: Client):
    notice = a_refused_notice(desk, "Zed")
    assert "is not understood" in text_of(client.get("/settings/gateways"))
    page = text_of(client.get("/settings/gateways/notices"))
    assert "it has no payout po Zed." in page
    assert "po Zed" in client.get("/settings/gateways/notices?format=csv").content.decode()
    with nothing_changes(desk.firm.id):
        client.post(f"/settings/gateways/notices/{notice}/aside", {"reason": "  "})

    client.post(f"/settings/gateways/notices/{notice}/aside", {"reason": "Another shop's payout."})

    assert "Another shop&#x27;s payout." in text_of(client.get("/settings/gateways/notices?only=set-aside"))
    client.post(f"/settings/gateways/notices/{notice}/read")
    with scope(desk.firm.id):
        row = GatewayNotice.objects.get(organization_id=desk.firm.id, id=notice)
    assert (row.state, row.refusals, row.set_aside_because, row.read_again_at) == ("kept", 0, "", None)


def test_a_notice_over_an_amount_that_does_not_fit_is_listed_with_it(desk: AtTheGateway, client: Client):
    payment = str(desk.begin(desk.request(a_debit(desk.firm, a_customer(desk.firm), "100.00"))))
    told = Notice(
        "evt_usd", NoticeKind.SUCCEEDED, "payment.succeeded", clock.now(), gateway_id=payment, amount=Money(9_87, "USD")
    )
    keep_notices(account_id=desk.account_id, notices=[told], context=desk.firm.context())
    desk.read()

    page = text_of(client.get("/settings/gateways/notices"))

    assert "$9.87" in page
    assert "refused once, read again" in page
    assert "9.87 USD" in client.get("/settings/gateways/notices?format=csv").content.decode()


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


def test_ticked_debts_of_one_customer_lead_to_its_link(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm, "Kilbride Agri")
    debts = [a_debit(desk.firm, customer, amount) for amount in ("100.00", "50.00", "7.00")]
    listed = text_of(client.get("/invoices"))
    assert all(f'name="chosen" value="{debt}"' in listed for debt in debts)
    assert all(f'value="{debt}"' in text_of(client.get(f"/customers/{customer}")) for debt in debts)

    asked = client.get("/online/new/several", {"chosen": [str(debt) for debt in debts[:2]]}, follow=True)

    ticked = re.findall(r'name="item" value="([0-9a-f-]+)"[^>]*checked', text_of(asked))
    assert sorted(ticked) == sorted(map(str, debts[:2]))


def test_ticked_debts_of_several_customers_become_a_mail_for_each_once_it_was_looked_at(
    desk: AtTheGateway, client: Client
):
    anna, bert, mute = (a_customer(desk.firm, name) for name in ("Anna Ltd", "Bert Ltd", "Carl Ltd"))
    a_contact(desk.firm, anna, "Maria", email="anna@anna.example")
    a_contact(desk.firm, bert, "Bert", email="bert@bert.example")
    chosen = [
        str(a_debit(desk.firm, customer, "100.00", document_number=number))
        for customer, number in ((anna, "INV-1"), (bert, "INV-2"), (mute, "INV-3"))
    ]
    with nothing_changes(desk.firm.id):
        preview = text_of(client.get("/online/new/several", {"chosen": chosen}))
        wrong = client.post("/online/new/several", {"chosen": chosen, "valid_days": "900"})
    assert "Send 2 links to pay?" in preview
    assert "One customer gets none" in preview
    assert "anna@anna.example" in preview
    assert "Dear Maria, you can pay INV-1 online" in preview
    assert wrong.status_code == 422
    assert 'value="900"' in text_of(wrong)

    sent = client.post("/online/new/several", {"chosen": chosen, "valid_days": "30"}, follow=True)

    assert "2 mails with links are written, and held: safe mode is on." in text_of(sent)
    with scope(desk.firm.id):
        assert len(messages_in_state("held")) == 2


def test_nothing_ticked_says_what_to_tick(desk: AtTheGateway, client: Client):
    assert desk.firm.id
    assert "No debt is chosen" in text_of(client.get("/online/new/several", {"chosen": "nonsense"}))
