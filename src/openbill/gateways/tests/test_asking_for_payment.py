"""What is asked for can be paid together, once, as long as its link is good, and where a gateway is connected."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.support.database import connected_as
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes

from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.begin_attempt import begin_attempt
from openbill.gateways.commands.connect_gateway import connect_gateway, disconnect_gateway
from openbill.gateways.commands.press_test_payment import Press, pay_out_test_payments
from openbill.gateways.commands.request_payment import renew_link, request_payment, revoke_request
from openbill.gateways.errors import (
    ExpiryWrong,
    GatewayConnectedAlready,
    GatewayIsForTests,
    GatewayMissing,
    GatewaySecretMissing,
    LinkNotGood,
    MoreThanOpen,
    NothingRequested,
    NotPayable,
    PressNotPossible,
    RequestIsNotOpen,
    RequestNamesTwice,
    RequestOfSeveral,
)
from openbill.gateways.models import GatewayAccount, PaymentAttempt
from openbill.gateways.policies.parts_of_payment import Chosen
from openbill.gateways.types import GatewayKind
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import NewPayment
from openbill.primitives.money import Money


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
