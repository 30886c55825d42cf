"""The pages of a link: what is due, the way to the gateway, receipts; and nothing for whoever has no good link."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from tests.support.database import connected_as
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, contested, open_amount
from tests.support.unchanged import nothing_changes
from tests.support.web import a_visitor

from openbill.console import payer
from openbill.disputes.queries.find_disputes import find_disputes
from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.press_test_payment import Press
from openbill.gateways.commands.request_payment import renew_link, revoke_request
from openbill.gateways.models import PaymentRequest, SavedMethod
from openbill.gateways.queries.payment_requests import link_of_request
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.primitives.identifiers import new_identifier

CARD = "Keep this way of paying"


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm(name=f"Hartmann {new_identifier()}")


@pytest.fixture
def visitor() -> Client:
    return a_visitor()


def link_of(desk: AtTheGateway, request: UUID) -> str:
    with scope(desk.firm.id):
        return link_of_request(request)


def ticked(*items: UUID, **fields: str) -> dict[str, str]:
    return {**{f"pay_{item.hex}": "on" for item in items}, **fields}


def way_on(answer: object) -> str:
    """Where the page leads that a form is answered with."""
    found = re.fullmatch(r"0; url=http://127\.0\.0\.1:8000(/test-gateway/.+)", answer.headers["Refresh"])  # type: ignore[attr-defined]
    assert found
    return found[1]


def test_the_page_says_what_is_due_to_whom_and_nothing_of_others(desk: AtTheGateway, visitor: Client):
    customer = a_customer(desk.firm, "Kilbride Agri")
    debt = a_debit(desk.firm, customer, "100.00", document_number="INV-77")
    a_debit(desk.firm, customer, "11.11", document_number="NOT-ASKED")
    a_debit(desk.firm, a_customer(desk.firm, "Somebody Else"), "22.22", document_number="OF-ANOTHER")
    contested(desk.firm, debt, "30.00")

    answer = visitor.get(link_of(desk, desk.request(debt)))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Kilbride Agri" in page
    assert "INV-77" in page
    assert "€70" in page
    assert "€30.00 of it is contested" in page
    for hidden in ("NOT-ASKED", "11.11", "Somebody Else", "OF-ANOTHER", "22.22"):
        assert hidden not in page


def test_nobody_keeps_or_is_told_its_address_and_no_script_runs_in_it(desk: AtTheGateway, visitor: Client):
    path = link_of(desk, desk.request(a_debit(desk.firm, a_customer(desk.firm), "100.00")))
    for answer in (visitor.get(path), visitor.get(f"{path}/done"), visitor.post(path, {})):
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]
        assert not answer.cookies
        assert not re.search(rb"<script(?! src=)|<style| style=| on[a-z]+=", answer.content)


def test_a_payer_pays_all_of_it_and_gets_a_receipt(desk: AtTheGateway, visitor: Client):
    customer = a_customer(desk.firm)
    first, second = a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, customer, "50.00")
    path = link_of(desk, desk.request(first, second))

    counter = way_on(visitor.post(path, ticked(first, second)))
    assert b"waits" in visitor.get(f"{path}/done").content or b"wait for a word" in visitor.get(f"{path}/done").content
    shown = visitor.get(counter)
    assert "€150.00" in shown.content.decode()
    done = visitor.post(counter, {"press": "pay", "delay": "0", "copies": "2", "sequencing": "shuffled"})
    assert (done.status_code, done.headers["Location"]) == (302, f"http://127.0.0.1:8000{path}/done")
    assert desk.deliver() == [204] * 4

    receipt = visitor.get(f"{path}/done").content.decode()
    assert "your payment has arrived" in receipt
    assert "PAY-000001" in receipt
    assert "€150.00" in receipt
    assert (open_amount(desk.firm, first), open_amount(desk.firm, second)) == ("0.00", "0.00")
    assert "Nothing is left to pay" in visitor.get(path).content.decode()


def test_one_of_many_a_part_of_it_and_why(desk: AtTheGateway, visitor: Client):
    customer = a_customer(desk.firm)
    first, second = a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, customer, "50.00")
    path = link_of(desk, desk.request(first, second))
    part = ticked(first, **{f"amount_{first.hex}": "80.00"})

    with nothing_changes(desk.firm.id):
        unexplained = visitor.post(path, part)
        unreadable = visitor.post(path, part | {f"amount_{first.hex}": "1e9", "reason": "later"})
        too_much = visitor.post(path, part | {f"amount_{first.hex}": "100.01"})
        nothing = visitor.post(path, {})
    assert [each.status_code for each in (unexplained, unreadable, too_much, nothing)] == [422] * 4
    assert "paid short by 20.00 EUR, without a reason" in unexplained.content.decode()

    counter = way_on(visitor.post(path, part | {"reason": "quantity", "note": "Two were <b>missing</b>."}))
    visitor.post(counter, {"press": "pay"})
    desk.deliver()

    assert (open_amount(desk.firm, first), open_amount(desk.firm, second)) == ("20.00", "50.00")
    with scope(desk.firm.id):
        (dispute,) = find_disputes(clock.now().date()).rows
    assert (dispute.reason, dispute.amount_minor) == ("quantity", 20_00)
    left = visitor.get(path).content.decode()
    assert "€50" in left
    assert "Receipts" in left


def summed(visitor: Client, path: str, typed: dict[str, str]) -> tuple[str, str]:
    """The total and the words of the button, for what is typed."""
    answer = visitor.post(f"{path}/sum", typed)
    assert answer.status_code == 200
    total, button = re.sub(r"<(?!span id)[^>]*>", "", answer.content.decode()).split("<span id")
    return " ".join(total.split()), button.partition(">")[2].strip()


def test_the_total_and_the_button_follow_the_ticks_and_amounts(desk: AtTheGateway, visitor: Client):
    customer = a_customer(desk.firm)
    first, second = a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, customer, "50.00")
    path = link_of(desk, desk.request(first, second))
    due = visitor.get(path).content.decode()
    assert f'hx-post="{path}/sum" hx-trigger="load, change' in due
    assert '<div class="mt-0.5" id="sum" aria-live="polite">' in due
    assert '<span id="pay-words">Go to payment</span>' in due

    with nothing_changes(desk.firm.id):
        assert summed(visitor, path, ticked(first, second)) == ("€150.00", "Pay €150.00")
        assert summed(visitor, path, ticked(second, reason="later")) == ("€50.00", "Pay €50.00")
        part = ticked(first, second, **{f"amount_{first.hex}": "80.00"})
        assert summed(visitor, path, part) == ("€130.00", "Pay €130.00")
        assert summed(visitor, path, {})[1] == "Go to payment"
        total, button = summed(visitor, path, ticked(first, **{f"amount_{first.hex}": "100.01"}))
    assert total.startswith("– ")
    assert button == "Go to payment"
    assert "There you pay €130.00." in visitor.post(path, {**part, "reason": "later"}).content.decode()


def test_summing_up_takes_nothing_from_how_often_a_payer_may_look_and_pay(
    desk: AtTheGateway, visitor: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(payer, "SUMS", 3)
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    path = link_of(desk, desk.request(debt))
    monkeypatch.setattr(payer, "time", lambda: 1_000_000_000)
    codes = [visitor.post(f"{path}/sum", ticked(debt)).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    assert visitor.get(path).status_code == 200
    assert visitor.get(f"{path}/sum").status_code == 405
    way_on(visitor.post(path, ticked(debt)))


def test_a_form_that_is_sent_twice_begins_one_try(desk: AtTheGateway, visitor: Client):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    path = link_of(desk, request)
    for _ in range(2):
        way_on(visitor.post(path, ticked(debt, form="abc123")))
    assert len(desk.attempts(request)) == 1


def test_a_decline_is_told_and_can_be_tried_again(desk: AtTheGateway, visitor: Client):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    path = link_of(desk, desk.request(debt))
    counter = way_on(visitor.post(path, ticked(debt)))
    visitor.post(counter, {"press": "decline", "code": "insufficient_funds"})
    desk.deliver()

    page = visitor.get(f"{path}/done").content.decode()
    assert "did not go through" in page
    assert "Not enough money" in page
    visitor.post(counter, {"press": "pay"})
    desk.deliver()
    assert "your payment has arrived" in visitor.get(f"{path}/done").content.decode()


def test_who_ticks_it_has_the_way_of_paying_kept_with_the_words(desk: AtTheGateway, visitor: Client):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    path = link_of(desk, desk.request(debt))
    visitor.post(way_on(visitor.post(path, ticked(debt, saves="on"))), {"press": "pay"})
    desk.deliver()

    with scope(desk.firm.id):
        (method,) = SavedMethod.objects.filter(organization_id=desk.firm.id)
    assert method.consent.startswith(CARD)
    assert "Hartmann" in method.consent
    assert "tok_" not in method.token
    assert method.label == "Test 4242"


def test_a_link_that_is_not_good_is_answered_alike_whatever_is_wrong_with_it(desk: AtTheGateway, visitor: Client):
    customer = a_customer(desk.firm, "Kilbride Agri")
    debt = a_debit(desk.firm, customer, "100.00")
    revoked, renewed, expired, good = (desk.request(debt) for _ in range(4))
    old = {name: link_of(desk, each) for name, each in (("revoked", revoked), ("renewed", renewed))}
    revoke_request(request_id=revoked, context=desk.firm.context())
    renew_link(request_id=renewed, context=desk.firm.context())
    ended = clock.now() - timedelta(seconds=1)
    with scope(desk.firm.id):
        rows = PaymentRequest.objects.filter(organization_id=desk.firm.id, id=expired)
    with connected_as("owner") as opened:
        opened.execute(
            "UPDATE payment_request SET requested_at = %s, expires_at = %s WHERE id = %s",
            [ended - timedelta(days=1), ended, expired],
        )
    assert rows is not None
    secret = link_of(desk, good).removeprefix("/pay/")
    other_request = link_of(desk, renewed).removeprefix("/pay/")
    tampered = [
        "x",
        "é",
        secret[:-1],
        secret + "A",
        secret.swapcase(),
        secret[:22] + other_request[22:44] + secret[44:],
        ("B" if secret[-1] != "B" else "C").join([secret[:-1], ""]),
    ]
    wrong = [*old.values(), link_of(desk, expired), *(f"/pay/{each}" for each in tampered)]
    with nothing_changes(desk.firm.id):
        answers = [visitor.get(path) for path in wrong]
        answers += [visitor.post(path, ticked(debt)) for path in wrong]
        answers += [visitor.get(f"{path}/done") for path in wrong]
        # The secret of one kind of page opens no other.
        answers.append(visitor.get(f"/test-gateway/{secret}"))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert b"Kilbride" not in answers[0].content
    assert visitor.get(link_of(desk, renewed)).status_code == 200


def test_the_request_of_another_organization_is_none_of_this_link(desk: AtTheGateway, visitor: Client):
    other = a_paying_firm()
    here = desk.request(a_debit(desk.firm, a_customer(desk.firm), "100.00"))
    foreign = a_debit(other.firm, a_customer(other.firm), "55.00")
    there = other.request(foreign)
    with nothing_changes(other.firm.id, desk.firm.id):
        answer = visitor.post(link_of(desk, here), ticked(foreign))
    assert answer.status_code == 422
    assert open_amount(other.firm, foreign) == "55.00"
    assert other.attempts(there) == []


def test_a_link_is_looked_at_only_so_often(desk: AtTheGateway, visitor: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(payer, "LOOKS", 3)
    monkeypatch.setattr(payer, "ACTS", 1)
    monkeypatch.setattr(payer, "time", lambda: 1_000_000.0)
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    path, another = link_of(desk, desk.request(debt)), link_of(desk, desk.request(debt))

    assert [visitor.get(path).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert [visitor.post(path, {}).status_code for _ in range(2)] == [422, 429]
    assert visitor.get(another).status_code == 200


def test_the_counter_of_the_test_gateway_is_closed_outside_of_safe_mode(desk: AtTheGateway, visitor: Client):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    counter = way_on(visitor.post(link_of(desk, desk.request(debt)), ticked(debt)))
    for wrong in ({"press": "nothing"}, {"press": "pay", "copies": "21"}, {"press": "pay", "delay": "-1"}):
        with nothing_changes(desk.firm.id):
            assert visitor.post(counter, wrong).status_code in (302, 409)
    leave_safe_mode(context=desk.firm.context())
    with nothing_changes(desk.firm.id):
        assert visitor.get(counter).status_code == visitor.post(counter, {"press": Press.PAY.value}).status_code == 409


def test_the_page_speaks_german_to_who_reads_german(desk: AtTheGateway):
    path = link_of(desk, desk.request(a_debit(desk.firm, a_customer(desk.firm), "1234.50")))
    page = a_visitor(language="de").get(path).content.decode()
    assert "Zu zahlen" in page
    assert "1.234" in page
    assert "Zur Zahlung" in page
    assert 'lang="de"' in page
