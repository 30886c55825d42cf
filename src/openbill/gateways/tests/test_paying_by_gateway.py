"""A payer pays at the gateway, and what was paid settles what it was for: once, whatever the gateway does."""

import pytest
from tests.support.customers import deliver_events
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes

from openbill.disputes.queries.find_disputes import find_disputes
from openbill.disputes.types import DisputeReason
from openbill.foundation import clock
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.begin_attempt import PaidShort, begin_attempt
from openbill.gateways.commands.press_test_payment import Press
from openbill.gateways.commands.process_notice import process_notice
from openbill.gateways.errors import (
    NothingChosen,
    ShortWithoutReason,
)
from openbill.gateways.models import GatewayNotice
from openbill.gateways.policies.parts_of_payment import Chosen
from openbill.gateways.queries.payment_requests import payment_request
from openbill.ledger.models import JournalLine
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.models import Payment
from openbill.payments.queries.check_payments import check_payments
from openbill.payments.types import NewPayment
from openbill.primitives.money import Money
from openbill.receivables.queries.check_receivables import check_receivables


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


def balance(desk: AtTheGateway, role: str) -> int:
    with scope(desk.firm.id):
        lines = JournalLine.objects.filter(organization_id=desk.firm.id, account__role=role)
        return sum(lines.values_list("amount_minor", flat=True))


def nothing_is_wrong(desk: AtTheGateway) -> bool:
    with scope(desk.firm.id):
        return [*check_receivables(desk.firm.id), *check_payments()] == []


def states(desk: AtTheGateway, request: object) -> list[str]:
    return [attempt.state for attempt in desk.attempts(request)]  # type: ignore[arg-type]


def test_one_link_pays_many_debts(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    first, second = a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, customer, "50.00")
    request = desk.request(first, second)

    desk.pay(request)

    (attempt,) = desk.attempts(request)
    assert (attempt.state, attempt.amount_minor, attempt.settles) == ("succeeded", 150_00, True)
    assert (open_amount(desk.firm, first), open_amount(desk.firm, second)) == ("0.00", "0.00")
    assert balance(desk, "gateway_clearing") == 150_00
    with scope(desk.firm.id):
        told = payment_request(request)
    assert (told.state, told.open_minor, told.paid_minor) == ("paid", 0, 150_00)
    assert nothing_is_wrong(desk)


def test_a_second_success_is_given_back(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    one, other = desk.begin(request), desk.begin(request)

    desk.press(one, Press.PAY)
    desk.press(other, Press.PAY)
    desk.deliver()
    desk.deliver()

    first, second = desk.attempts(request)
    assert (first.state, first.settles, second.state, second.settles) == ("succeeded", True, "refunded", False)
    assert second.refunded_minor == 100_00
    assert open_amount(desk.firm, debt) == "0.00"
    assert (balance(desk, "gateway_clearing"), balance(desk, "unapplied")) == (100_00, 0)
    assert nothing_is_wrong(desk)


def test_a_request_is_paid_in_parts_each_at_what_is_due_then(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)

    desk.pay(request, Chosen(debt, Money(30_00, "EUR")), short=(PaidShort(debt, None),))
    assert open_amount(desk.firm, debt) == "70.00"
    desk.pay(request)

    assert [attempt.amount_minor for attempt in desk.attempts(request)] == [30_00, 70_00]
    assert open_amount(desk.firm, debt) == "0.00"
    with scope(desk.firm.id):
        assert payment_request(request).state == "paid"


def test_who_pays_short_says_why_and_a_reason_opens_a_dispute(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    part = Chosen(debt, Money(80_00, "EUR"))

    with nothing_changes(desk.firm.id), pytest.raises(ShortWithoutReason):
        begin_attempt(request_id=request, chosen=[part], context=desk.firm.context())
    desk.pay(request, part, short=(PaidShort(debt, DisputeReason.QUANTITY, "Two were missing."),))

    assert open_amount(desk.firm, debt) == "20.00"
    with scope(desk.firm.id):
        (dispute,) = find_disputes(clock.now().date()).rows
    assert (dispute.reason, dispute.amount_minor) == ("quantity", 20_00)
    with pytest.raises(NothingChosen):
        desk.begin(request)


def test_a_decline_is_kept_with_its_reason_and_the_payer_may_try_again_there(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    payment = desk.begin(request)

    desk.press(payment, Press.DECLINE, code="insufficient_funds")
    desk.deliver()
    (attempt,) = desk.attempts(request)
    assert (attempt.state, attempt.reason, attempt.retry_at) == ("failed", "insufficient_funds", None)
    desk.press(payment, Press.PAY)
    desk.deliver()

    assert states(desk, request) == ["succeeded"]
    assert open_amount(desk.firm, debt) == "0.00"


@pytest.mark.parametrize("sequencing", ["as_it_was", "reversed", "shuffled"])
def test_the_same_notice_ten_times_in_any_order_books_once(desk: AtTheGateway, sequencing: str):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    payment = desk.begin(request)

    desk.press(payment, Press.PAY, copies=10, sequencing=sequencing)
    assert desk.deliver() == [204] * 20
    desk.read()

    assert states(desk, request) == ["succeeded"]
    assert (open_amount(desk.firm, debt), balance(desk, "gateway_clearing")) == ("0.00", 100_00)
    with scope(desk.firm.id):
        notices = GatewayNotice.objects.filter(organization_id=desk.firm.id)
        assert sorted(notices.values_list("told_as", "state")) == [
            ("payment.pending", "processed"),
            ("payment.succeeded", "processed"),
        ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_success_dispute_and_its_end_in_any_order(desk: AtTheGateway, order: tuple[int, ...]):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    payment = desk.begin(request)
    for press in (Press.PAY, Press.DISPUTE, Press.WIN):
        desk.press(payment, press)
    desk.deliver_in(order)

    assert states(desk, request) == ["regained"]
    assert (open_amount(desk.firm, debt), balance(desk, "gateway_clearing")) == ("0.00", 100_00)
    assert nothing_is_wrong(desk)


def test_a_chargeback_makes_the_debt_owed_again(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    payment = desk.pay(request)

    desk.press(payment, Press.DISPUTE, copies=3)
    desk.deliver()

    (attempt,) = desk.attempts(request)
    assert attempt.state == "disputed"
    with scope(desk.firm.id):
        paid = Payment.objects.get(organization_id=desk.firm.id, id=attempt.payment_id)
    assert (paid.state, paid.method) == ("returned", "card")
    assert (open_amount(desk.firm, debt), balance(desk, "gateway_clearing")) == ("100.00", 0)
    assert nothing_is_wrong(desk)


def test_a_refund_made_at_the_gateway_itself_is_owed_again(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    payment = desk.pay(request)

    desk.press(payment, Press.REFUND, copies=2)
    desk.deliver()

    assert states(desk, request) == ["refunded"]
    assert (balance(desk, "gateway_clearing"), balance(desk, "receivable")) == (0, 100_00)
    assert nothing_is_wrong(desk)


def test_an_approved_refund_leaves_by_the_gateway_once(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    debt = a_debit(desk.firm, customer, "100.00")
    request = desk.request(debt)
    payment = desk.begin(request)
    # Somebody pays it by bank before the gateway tells: what comes is not needed.
    record_payments(
        payments=[NewPayment(customer, Money(100_00, "EUR"), clock.now().date())], context=desk.firm.context()
    )
    desk.press(payment, Press.PAY)
    desk.deliver()
    (attempt,) = desk.attempts(request)
    with scope(desk.firm.id):
        credit = Payment.objects.get(organization_id=desk.firm.id, id=attempt.payment_id).item_id
    assert open_amount(desk.firm, credit) == "100.00"

    asked = request_refund(
        item_id=credit, amount=Money(100_00, "EUR"), reason="Paid twice.", context=desk.firm.context()
    )
    second = Context(desk.firm.id, Actor(ActorKind.USER, desk.account_id))
    approve_refund(request_id=asked.request_id, context=second)
    assert balance(desk, "gateway_clearing") == 0
    deliver_events(desk.firm)
    deliver_events(desk.firm)
    desk.read()
    desk.deliver()

    (attempt,) = desk.attempts(request)
    assert (attempt.state, attempt.refunded_minor) == ("refunded", 100_00)
    assert (balance(desk, "gateway_clearing"), balance(desk, "unapplied")) == (0, 0)
    assert nothing_is_wrong(desk)


def test_a_notice_is_understood_once(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    desk.pay(desk.request(debt))
    with scope(desk.firm.id):
        notices = list(GatewayNotice.objects.filter(organization_id=desk.firm.id))
    for _ in range(3):
        for notice in notices:
            process_notice(notice_id=notice.id, context=desk.firm.context())
    assert balance(desk, "gateway_clearing") == 100_00
