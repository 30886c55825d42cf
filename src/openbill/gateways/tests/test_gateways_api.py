"""Programs connect gateways, ask for payment by a link and see what came of it; secrets are never told again."""

from urllib.parse import urlsplit

import pytest
from django.db import connection
from tests.support.api import a_program
from tests.support.organizations import an_organization
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes
from tests.support.web import a_visitor

from openbill.foundation.tenancy import scope
from openbill.gateways.commands.press_test_payment import pay_out_test_payments


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


def test_a_link_is_made_paid_and_looked_at(desk: AtTheGateway):
    program = a_program(desk.firm)
    customer = a_customer(desk.firm)
    debt = a_debit(desk.firm, customer, "100.00")

    made = program.post("/payment-requests", {"item_ids": [str(debt)], "valid_days": 10}, key="once")
    again = program.post("/payment-requests", {"item_ids": [str(debt)], "valid_days": 10}, key="once")

    assert (made.status, again.said) == (201, made.said)
    request = made.said["request_id"]
    assert a_visitor().get(urlsplit(made.said["link"]).path).status_code == 200
    desk.pay(request)
    pay_out_test_payments(account_id=desk.account_id, currency="EUR", context=desk.firm.context())
    desk.deliver()

    shown = program.get(f"/payment-requests/{request}").said
    assert (shown["state"], shown["open"], shown["paid"], shown["customer_id"]) == (
        "paid", "0.00", "100.00", str(customer),
    )  # fmt: skip
    (attempt,) = program.get(f"/payment-requests/{request}/attempts").said["data"]
    assert (attempt["state"], attempt["amount"], attempt["is_surplus"]) == ("succeeded", "100.00", False)
    (payout,) = program.get("/payouts").said["data"]
    assert (payout["amount"], payout["fee"], payout["kind"]) == ("98.35", "1.65", "test")
    (entry,) = program.get(f"/payouts/{payout['id']}/entries").said["data"]
    assert (entry["kind"], entry["amount"], entry["attempt_id"]) == ("payment", "100.00", attempt["id"])


def test_a_new_link_ends_the_one_before_and_a_revoked_request_all(desk: AtTheGateway):
    program, visitor = a_program(desk.firm), a_visitor()
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    first = program.post("/payment-requests", {"item_ids": [str(debt)]}).said
    second = program.post(f"/payment-requests/{first['request_id']}/link", {"valid_days": 5}).said
    paths = [urlsplit(each["link"]).path for each in (first, second)]

    assert [visitor.get(path).status_code for path in paths] == [404, 200]
    assert program.post(f"/payment-requests/{first['request_id']}/revoke").status == 204
    assert [visitor.get(path).status_code for path in paths] == [404, 404]
    assert program.post(f"/payment-requests/{first['request_id']}/revoke").status == 422


def test_secrets_go_in_and_never_come_out():
    firm = an_organization()
    program = a_program(firm)
    body = {"kind": "stripe", "api_key": "sk_live_hidden1", "notice_secret": "whsec_hidden2"}

    made = program.post("/gateways", body, key="stripe")
    again = program.post("/gateways", body, key="stripe")

    assert (made.status, again.said) == (201, made.said)
    assert f"/api/gateway-notices/{firm.id}/" in made.said["notices_url"]
    assert b"hidden" not in made.content + program.get("/gateways").content
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(input::text || coalesce(result::text, ''), '') FROM command_log"
            " WHERE organization_id = %s",
            [firm.id],
        )
        logged = cursor.fetchone()[0]
        cursor.execute("SELECT secrets FROM gateway_account WHERE organization_id = %s", [firm.id])
        kept = cursor.fetchone()[0]
    assert "hidden" not in logged + kept
    assert "hidden1" not in program.post("/gateways", body).content.decode()


def test_requests_payouts_and_methods_of_others_are_out_of_reach(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    stranger = a_program(an_organization())
    with nothing_changes(desk.firm.id):
        assert stranger.get(f"/payment-requests/{request}").status == 404
        assert stranger.post(f"/payment-requests/{request}/link", {}).status == 404
        assert stranger.post(f"/payment-requests/{request}/revoke").status == 404
        assert stranger.post("/payment-requests", {"item_ids": [str(debt)]}).status == 422
        assert stranger.call("DELETE", f"/gateways/{desk.account_id}").status == 404
        assert stranger.get("/payment-requests").said["data"] == stranger.get("/gateways").said["data"] == []


def test_who_only_looks_connects_and_asks_for_nothing(desk: AtTheGateway):
    auditor = a_program(desk.firm, "auditor")
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    with nothing_changes(desk.firm.id):
        assert auditor.get("/gateways").status == auditor.get("/payment-requests").status == 200
        assert auditor.post("/payment-requests", {"item_ids": [str(debt)]}).code == "permission_missing"
        assert auditor.post("/gateways", {"kind": "test"}).code == "permission_missing"
