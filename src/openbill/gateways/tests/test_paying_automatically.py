"""A way of paying that a customer had kept pays what is due, and nothing that anything speaks against."""

from datetime import timedelta

import pytest
from tests.support.collecting import a_promise
from tests.support.customers import a_contact, a_customer, deliver_events
from tests.support.database import connected_as
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_debit, contested, open_amount

from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.begin_attempt import begin_attempt
from openbill.gateways.commands.end_method import remove_method
from openbill.gateways.commands.pay_automatically import pay_what_is_due, retry_failed
from openbill.gateways.commands.press_test_payment import Press
from openbill.gateways.commands.tell_failed import tell_failed
from openbill.gateways.models import PaymentAttempt, PaymentRequest, SavedMethod
from openbill.gateways.policies.parts_of_payment import Chosen
from openbill.gateways.policies.retry_of_decline import DAYS_UNTIL_RETRY, ENDS_METHOD, retry_at
from openbill.gateways.policies.text_of_failure import FailureTold, text_of_failure
from openbill.gateways.queries.saved_methods import saved_methods
from openbill.gateways.types import DeclineReason
from openbill.messaging.models import Message

TODAY = clock.now().date()


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


def with_method(desk: AtTheGateway, *, ends: str = "", name: str = "Anna Ltd"):
    """A customer whose card was kept; `ends` is the code by which later charges of it are declined."""
    customer = a_customer(desk.firm, name)
    payment = desk.begin(desk.request(a_debit(desk.firm, customer, "1.00")), consent="I agree.")
    desk.press(payment, Press.PAY, code=ends)
    desk.deliver()
    return customer


def automatic(desk: AtTheGateway) -> list[PaymentAttempt]:
    with scope(desk.firm.id):
        found = PaymentAttempt.objects.filter(organization_id=desk.firm.id, saved_method_id__isnull=False)
        return list(found.order_by("id"))


def paid_by_itself(desk: AtTheGateway) -> int:
    count = pay_what_is_due(context=desk.firm.context())
    desk.read()
    return count


def test_what_is_due_is_paid_and_nothing_else(desk: AtTheGateway):
    customer = with_method(desk)
    due = a_debit(desk.firm, customer, "100.00", due=str(TODAY))
    before = a_debit(desk.firm, customer, "50.00", due=str(TODAY - timedelta(days=9)))
    to_come = a_debit(desk.firm, customer, "10.00", due=str(TODAY + timedelta(days=1)))
    disputed, promised = (a_debit(desk.firm, customer, amount, due=str(TODAY)) for amount in ("20.00", "30.00"))
    contested(desk.firm, disputed, "5.00")
    a_promise(desk.firm, promised, str(TODAY + timedelta(days=5)), given_on=str(TODAY))
    of_another = a_debit(desk.firm, a_customer(desk.firm, "Bert Ltd"), "40.00")

    assert paid_by_itself(desk) == 1
    assert paid_by_itself(desk) == 0

    (attempt,) = automatic(desk)
    assert (attempt.state, attempt.amount_minor) == ("succeeded", 100_00)
    left = [open_amount(desk.firm, item) for item in (due, before, to_come, disputed, promised, of_another)]
    assert left == ["0.00", "50.00", "10.00", "20.00", "30.00", "40.00"]


def test_what_somebody_began_to_pay_and_left_is_paid_when_that_is_given_up(desk: AtTheGateway):
    debt = a_debit(desk.firm, with_method(desk), "100.00", due=str(TODAY))
    request = desk.request(debt)
    desk.begin(request)
    assert paid_by_itself(desk) == 0

    with connected_as("owner") as opened:
        opened.execute(
            "UPDATE payment_attempt SET began_at = began_at - interval '15 days' WHERE request_id = %s", [request]
        )
    assert paid_by_itself(desk) == 1
    assert open_amount(desk.firm, debt) == "0.00"


def test_the_token_is_kept_encrypted_with_day_and_words_and_forgotten_when_it_ends(desk: AtTheGateway):
    customer = with_method(desk)
    with scope(desk.firm.id):
        (told,) = saved_methods(customer_id=customer)
        (kept,) = SavedMethod.objects.filter(organization_id=desk.firm.id)
    assert (told.label, told.consent, told.consented_at.date()) == ("Test 4242", "I agree.", TODAY)
    assert "tok_" not in kept.token
    assert not hasattr(told, "token")

    remove_method(method_id=told.id, because="asked for it", context=desk.firm.context())
    a_debit(desk.firm, customer, "100.00", due=str(TODAY))

    assert paid_by_itself(desk) == 0
    with scope(desk.firm.id):
        (kept,) = SavedMethod.objects.filter(organization_id=desk.firm.id)
    assert (kept.state, kept.token, kept.ended_because) == ("ended", "", "asked for it")


def test_who_did_not_agree_has_nothing_kept(desk: AtTheGateway):
    desk.pay(desk.request(a_debit(desk.firm, a_customer(desk.firm), "1.00")))
    with scope(desk.firm.id):
        assert saved_methods() == []


def test_a_soft_decline_is_tried_again_on_its_days_and_then_no_more(desk: AtTheGateway):
    debt = a_debit(desk.firm, with_method(desk, ends="insufficient_funds"), "100.00", due=str(TODAY))
    paid_by_itself(desk)
    days = []
    for _ in range(len(DAYS_UNTIL_RETRY[DeclineReason.INSUFFICIENT_FUNDS])):
        last = automatic(desk)[-1]
        assert last.state == "failed"
        days.append((last.retry_at - last.ended_at).days)
        assert retry_failed(context=desk.firm.context(at=last.retry_at - timedelta(seconds=1))) == 0
        assert retry_failed(context=desk.firm.context(at=last.retry_at)) == 1
        desk.read()

    assert days == [3, 5, 7]
    assert len(automatic(desk)) == 4
    assert automatic(desk)[-1].retry_at is None
    assert retry_failed(context=desk.firm.context(at=clock.now() + timedelta(days=99))) == 0
    assert open_amount(desk.firm, debt) == "100.00"


def test_a_hard_decline_is_never_tried_again_and_ends_the_method(desk: AtTheGateway):
    customer = with_method(desk, ends="lost_card")
    a_debit(desk.firm, customer, "100.00", due=str(TODAY))
    paid_by_itself(desk)

    (attempt,) = automatic(desk)
    assert (attempt.state, attempt.reason, attempt.retry_at) == ("failed", "lost_or_stolen", None)
    a_debit(desk.firm, customer, "50.00")
    assert paid_by_itself(desk) == 0
    with scope(desk.firm.id):
        assert [(each.state, each.ended_because) for each in saved_methods()] == [("ended", "lost_or_stolen")]


def test_what_was_paid_by_the_link_is_not_tried_again(desk: AtTheGateway):
    debt = a_debit(desk.firm, with_method(desk, ends="insufficient_funds"), "100.00", due=str(TODAY))
    paid_by_itself(desk)
    (failed,) = automatic(desk)
    desk.pay(failed.request_id)

    assert open_amount(desk.firm, debt) == "0.00"
    assert retry_failed(context=desk.firm.context(at=failed.retry_at)) == 0


def test_the_customer_is_told_once_with_a_link_that_pays(desk: AtTheGateway):
    customer = with_method(desk, ends="insufficient_funds")
    a_contact(desk.firm, customer, email="maria@anna.example", role="accounts_payable")
    a_debit(desk.firm, customer, "100.00", document_number="INV-5", due=str(TODAY))
    paid_by_itself(desk)
    deliver_events(desk.firm)
    deliver_events(desk.firm)

    with scope(desk.firm.id):
        (message,) = Message.objects.filter(organization_id=desk.firm.id)
    assert (message.purpose, message.state, message.recipient_address) == (
        "failed_payment", "held", "maria@anna.example",
    )  # fmt: skip
    assert "INV-5" in message.body
    assert "not enough money" in message.body
    assert "http://127.0.0.1:8000/pay/" in message.body
    (attempt,) = automatic(desk)
    assert tell_failed(attempt_id=attempt.id, context=desk.firm.context()) is True
    with scope(desk.firm.id):
        assert Message.objects.filter(organization_id=desk.firm.id).count() == 1


def test_a_payer_who_was_there_is_not_written_to(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    a_contact(desk.firm, customer, email="maria@anna.example")
    payment = desk.begin(desk.request(a_debit(desk.firm, customer, "1.00")))
    desk.press(payment, Press.DECLINE, code="do_not_honor")
    desk.deliver()
    deliver_events(desk.firm)
    with scope(desk.firm.id):
        assert not Message.objects.filter(organization_id=desk.firm.id).exists()


def test_a_method_is_used_at_its_own_gateway(desk: AtTheGateway):
    customer = with_method(desk)
    debt = a_debit(desk.firm, customer, "5.00")
    with scope(desk.firm.id):
        (method,) = saved_methods()
    request = desk.request(debt)
    begun = begin_attempt(
        request_id=request, chosen=[Chosen(debt)], saved_method_id=method.id, context=desk.firm.context()
    )
    with scope(desk.firm.id):
        attempt = PaymentAttempt.objects.get(organization_id=desk.firm.id, id=begun.attempt_id)
        assert PaymentRequest.objects.get(organization_id=desk.firm.id, id=request).is_automatic is False
    assert attempt.account_id == desk.account_id


@pytest.mark.parametrize("reason", DeclineReason)
def test_each_reason_says_whether_it_is_tried_again(reason: DeclineReason):
    at = clock.now()
    waits = DAYS_UNTIL_RETRY[reason]
    assert [retry_at(reason, failures, at) for failures in range(1, len(waits) + 2)] == [
        *(at + timedelta(days=days) for days in waits), None,
    ]  # fmt: skip
    assert not (waits and reason in ENDS_METHOD)


@pytest.mark.parametrize("language", ["en", "de", "de-AT", "fr", ""])
@pytest.mark.parametrize("reason", DeclineReason)
def test_the_text_is_whole_in_every_language(language: str, reason: DeclineReason):
    facts = FailureTold(language, "Maria {link}", "100.00 EUR", "INV-1", reason, "", "Firm", "https://a.example/pay/x")
    text = text_of_failure(facts)
    assert "https://a.example/pay/x" in text.body
    assert "Maria {link}" in text.body
    assert ("Freundliche" in text.body) == language.startswith("de")
