"""What is asked for can be paid together, once, as long as its link is good, and where a gateway is connected."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.support.customers import a_contact
from tests.support.database import connected_as
from tests.support.organizations import an_organization
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, contested, open_amount
from tests.support.unchanged import nothing_changes

from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.gateways.commands import send_links as sending
from openbill.gateways.commands.begin_attempt import begin_attempt
from openbill.gateways.commands.connect_gateway import connect_gateway, disconnect_gateway
from openbill.gateways.commands.press_test_payment import Press, pay_out_test_payments
from openbill.gateways.commands.request_payment import renew_link, request_payment, revoke_request
from openbill.gateways.commands.send_links import send_links
from openbill.gateways.errors import (
    ExpiryWrong,
    GatewayConnectedAlready,
    GatewayIsForTests,
    GatewayMissing,
    GatewaySecretMissing,
    LinkNotGood,
    MoreThanOpen,
    NobodyToWriteTo,
    NothingRequested,
    NotPayable,
    PressNotPossible,
    RequestIsNotOpen,
    RequestNamesTwice,
    RequestOfSeveral,
    TooManyLinks,
)
from openbill.gateways.models import GatewayAccount, PaymentAttempt
from openbill.gateways.policies.parts_of_payment import Chosen
from openbill.gateways.queries.payment_requests import payment_requests
from openbill.gateways.types import GatewayKind
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.models import Message
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import NewPayment
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


def states(desk: AtTheGateway, request: object) -> list[str]:
    return [attempt.state for attempt in desk.attempts(request)]  # type: ignore[arg-type]


def test_what_is_asked_for_is_refused_where_it_cannot_be_paid_together(desk: AtTheGateway):
    customer, other = a_customer(desk.firm), a_customer(desk.firm, name="Bert Ltd")
    debt, of_another = a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, other, "1.00")
    settled = a_debit(desk.firm, customer, "5.00")
    desk.pay(desk.request(settled))
    with nothing_changes(desk.firm.id):
        for items, days, refusal in (
            ([], 30, NothingRequested),
            ([debt, debt], 30, RequestNamesTwice),
            ([debt, of_another], 30, RequestOfSeveral),
            ([settled], 30, NotPayable),
            ([debt], 0, ExpiryWrong),
            ([debt], 366, ExpiryWrong),
        ):
            with pytest.raises(refusal):
                request_payment(item_ids=items, valid_days=days, context=desk.firm.context())
    with pytest.raises(MoreThanOpen):
        desk.begin(desk.request(debt), Chosen(debt, Money(100_01, "EUR")))


def test_a_request_that_was_revoked_or_expired_takes_no_try(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    revoked, expired = desk.request(debt), desk.request(debt, valid_days=1)
    begun = desk.begin(revoked)
    revoke_request(request_id=revoked, context=desk.firm.context())

    with pytest.raises(RequestIsNotOpen):
        desk.begin(revoked)
    with pytest.raises(RequestIsNotOpen):
        renew_link(request_id=revoked, context=desk.firm.context())
    later = desk.firm.context(at=clock.now() + timedelta(days=2))
    with pytest.raises(LinkNotGood):
        begin_attempt(request_id=expired, chosen=[Chosen(debt)], context=later)
    # What was under way at the gateway still counts: the money is there.
    desk.press(begun, Press.PAY)
    desk.deliver()
    assert (states(desk, revoked), open_amount(desk.firm, debt)) == (["succeeded"], "0.00")


def test_the_test_gateway_runs_in_safe_mode_only(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    payment = desk.begin(request)
    leave_safe_mode(context=desk.firm.context())

    with nothing_changes(desk.firm.id):
        for act in (
            lambda: desk.begin(request),
            lambda: desk.press(payment, Press.PAY),
            lambda: pay_out_test_payments(account_id=desk.account_id, currency="EUR", context=desk.firm.context()),
        ):
            with pytest.raises(GatewayIsForTests):
                act()


def test_a_gateway_is_connected_once_and_its_secrets_are_forgotten_with_it(desk: AtTheGateway):
    with pytest.raises(GatewayConnectedAlready):
        connect_gateway(kind=GatewayKind.TEST, context=desk.firm.context())
    with pytest.raises(GatewaySecretMissing):
        connect_gateway(kind=GatewayKind.STRIPE, context=desk.firm.context())
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    disconnect_gateway(account_id=desk.account_id, context=desk.firm.context())
    with pytest.raises(GatewayMissing):
        desk.begin(request)
    with scope(desk.firm.id):
        account = GatewayAccount.objects.get(organization_id=desk.firm.id)
    assert (account.is_connected, account.secrets) == (False, "")


def test_what_was_pressed_is_pressed_no_more(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    payment = desk.pay(desk.request(debt))
    with nothing_changes(desk.firm.id), pytest.raises(PressNotPossible):
        desk.press(payment, Press.PAY)


def test_the_database_lets_no_try_go_back_and_no_round_be_settled_twice(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    debt = a_debit(desk.firm, customer, "100.00")
    request = desk.request(debt)
    desk.begin(request)
    desk.pay(request)
    (another,) = record_payments(
        payments=[NewPayment(customer, Money(1_00, "EUR"), clock.now().date())], context=desk.firm.context()
    )
    first, second = desk.attempts(request)
    with connected_as("owner") as opened:
        for statement, constraint in (
            ("UPDATE payment_attempt SET state = 'failed', payment_id = NULL, settles = false WHERE id = %s",
             "payment_attempt_goes_forward"),
            ("UPDATE payment_attempt SET settles = false WHERE id = %s", "payment_attempt_goes_forward"),
        ):  # fmt: skip
            with pytest.raises(Exception, match="A try that") as refused, opened.transaction():
                opened.execute(statement, [second.id])
            assert refused.value.diag.constraint_name == constraint
    rows = PaymentAttempt.objects.filter(organization_id=desk.firm.id, id=first.id)
    with scope(desk.firm.id), pytest.raises(IntegrityError, match="settles_a_round_once"), transaction.atomic():
        rows.update(state="succeeded", settles=True, ended_at=clock.now(), payment_id=another.payment_id)


def asked_of(desk: AtTheGateway) -> list[tuple[str, str, list[str]]]:
    """By request whose it is, in which currency, and the documents that it names."""
    with scope(desk.firm.id):
        return sorted((each.customer_name, each.currency, list(each.numbers)) for each in payment_requests())


def test_each_customer_gets_a_link_of_its_own_over_what_was_named_of_it(desk: AtTheGateway):
    anna, bert, mute = (a_customer(desk.firm, name) for name in ("Anna Ltd", "Bert Ltd", "Carl Ltd"))
    a_contact(desk.firm, anna, email="anna@anna.example")
    a_contact(desk.firm, bert, email="bert@bert.example")
    debts = [
        a_debit(desk.firm, customer, amount, document_number=number, currency=currency)
        for customer, amount, number, currency in (
            (anna, "10.00", "A-1", "EUR"),
            (anna, "20.00", "A-2", "EUR"),
            (anna, "30.00", "A-3", "USD"),
            (bert, "40.00", "B-1", "EUR"),
            (mute, "50.00", "C-1", "EUR"),
        )
    ]
    settled = a_debit(desk.firm, bert, "60.00", document_number="B-2")
    record_payments(
        payments=[NewPayment(bert, Money(60_00, "EUR"), clock.now().date(), designations=(Designation(settled),))],
        context=desk.firm.context(),
    )

    sent = send_links(item_ids=[*debts, settled], context=desk.firm.context())

    assert (len(sent.message_ids), sent.unaddressed) == (3, 1)
    assert asked_of(desk) == [
        ("Anna Ltd", "EUR", ["A-1", "A-2"]),
        ("Anna Ltd", "USD", ["A-3"]),
        ("Bert Ltd", "EUR", ["B-1"]),
    ]
    with scope(desk.firm.id):
        messages = {row.recipient_address: row.body for row in Message.objects.filter(id__in=sent.message_ids)}
    assert sorted(messages) == ["anna@anna.example", "bert@bert.example"]
    assert "B-1" in messages["bert@bert.example"]


def test_links_for_nothing_for_nobody_or_for_ever_are_refused_as_a_whole(desk: AtTheGateway):
    mute, anna = a_customer(desk.firm, "Carl Ltd"), a_customer(desk.firm, "Anna Ltd")
    a_contact(desk.firm, anna, email="anna@anna.example")
    unheard, debt = a_debit(desk.firm, mute, "50.00"), a_debit(desk.firm, anna, "10.00")
    contested(desk.firm, whole := a_debit(desk.firm, anna, "7.00"), "7.00")
    of_another = a_debit(other := an_organization(), a_customer(other), "1.00")
    with nothing_changes(desk.firm.id):
        for items, days, refusal in (
            ([], 30, NothingRequested),
            ([whole], 30, NothingRequested),
            ([of_another], 30, NothingRequested),
            ([unheard], 30, NobodyToWriteTo),
            ([debt], 366, ExpiryWrong),
        ):
            with pytest.raises(refusal):
                send_links(item_ids=items, valid_days=days, context=desk.firm.context())


def test_more_links_than_are_sent_at_once_are_refused(desk: AtTheGateway, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "MOST_LINKS", 1)
    debts = [a_debit(desk.firm, a_customer(desk.firm, name), "1.00") for name in ("Anna Ltd", "Bert Ltd")]
    with nothing_changes(desk.firm.id), pytest.raises(TooManyLinks):
        send_links(item_ids=debts, context=desk.firm.context())
