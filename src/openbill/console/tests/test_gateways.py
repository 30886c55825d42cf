"""The settings of gateways: connected, tried and disconnected, with the notices that nobody understood."""

import pytest
from django.test import Client
from tests.support.organizations import an_organization
from tests.support.paying import AtTheGateway, a_paying_firm, a_refused_notice
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work, text_of

from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.models import GatewayNotice
from openbill.gateways.queries.access_of_account import gateways
from openbill.gateways.types import Notice, NoticeKind
from openbill.primitives.money import Money


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


@pytest.fixture
def client(desk: AtTheGateway) -> Client:
    return at_work(desk.firm)


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
