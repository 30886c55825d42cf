"""Whatever comes when it should not: money goes back once, comes once, and the books say so."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes

from openbill.disputes.queries.find_disputes import find_disputes
from openbill.disputes.types import DisputeReason
from openbill.foundation import clock
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.begin_attempt import PaidShort
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.pay_automatically import begin_automatic
from openbill.gateways.commands.press_test_payment import Press
from openbill.gateways.commands.process_notice import process_notice
from openbill.gateways.commands.record_payout import record_payout
from openbill.gateways.commands.refund_attempt import ask_for_refund
from openbill.gateways.errors import DebtIsBeingPaid, PaymentIsOfGateway, RefundIsOnItsWay
from openbill.gateways.models import GatewayNotice, GatewayRefund, PaymentAttempt, SavedMethod
from openbill.gateways.policies.parts_of_payment import Chosen
from openbill.gateways.queries.check_gateways import check_gateways
from openbill.gateways.types import EntryKind, EntryTold, Notice, NoticeKind, PayoutTold
from openbill.ledger.models import JournalLine
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.models import Payment
from openbill.payments.queries.check_payments import check_payments
from openbill.payments.types import NewPayment
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.queries.check_receivables import check_receivables

TODAY = clock.now().date()


@pytest.fixture
def desk() -> Iterator[AtTheGateway]:
    """Whatever is told, the books are right in the end."""
    it = a_paying_firm()
    yield it
    with scope(it.firm.id):
        assert [*check_receivables(it.firm.id), *check_payments(), *check_ledger(), *check_gateways()] == []


def balance(desk: AtTheGateway, role: str) -> int:
    with scope(desk.firm.id):
        lines = JournalLine.objects.filter(organization_id=desk.firm.id, account__role=role)
        return sum(lines.values_list("amount_minor", flat=True))


def told(desk: AtTheGateway, payment: UUID, kind: NoticeKind, amount: str = "", **details: str) -> None:
    """A genuine notice, whenever it comes."""
    notice = Notice(
        id=f"evt_{new_identifier().hex}",
        kind=kind,
        told_as=kind.value,
        happened_at=clock.now(),
        gateway_id=str(payment),
        payment_ref=str(payment),
        amount=Money.of(amount, "EUR") if amount else None,
        **details,  # type: ignore[arg-type]
    )
    keep_notices(account_id=desk.account_id, notices=[notice], context=desk.firm.context())
    desk.read()


def paid(desk: AtTheGateway, amount: str = "100.00") -> tuple[UUID, UUID, UUID]:
    """A debt, the request that asks for it, and the payment at the gateway."""
    debt = a_debit(desk.firm, a_customer(desk.firm), amount)
    request = desk.request(debt)
    return debt, request, desk.pay(request)


def approved_refund(desk: AtTheGateway, request: UUID, amount: str) -> None:
    (attempt,) = desk.attempts(request)
    with scope(desk.firm.id):
        item = Payment.objects.get(organization_id=desk.firm.id, id=attempt.payment_id).item_id
    asked = request_refund(
        item_id=item, amount=Money.of(amount, "EUR"), reason="asked for it", context=desk.firm.context()
    )
    approve_refund(request_id=asked.request_id, context=Context(desk.firm.id, Actor(ActorKind.USER, desk.account_id)))
    ask_for_refund(refund_request_id=asked.request_id, context=desk.firm.context())


def test_a_refund_that_is_told_after_a_dispute_goes_out_no_second_time(desk: AtTheGateway):
    debt, request, payment = paid(desk)
    told(desk, payment, NoticeKind.DISPUTED, "100.00")
    told(desk, payment, NoticeKind.REFUNDED, "100.00", refund_ref="re_1")
    assert (open_amount(desk.firm, debt), balance(desk, "gateway_clearing")) == ("100.00", 0)
    assert [attempt.state for attempt in desk.attempts(request)] == ["disputed"]


def test_a_dispute_takes_only_what_is_left_after_refunds(desk: AtTheGateway):
    debt, request, payment = paid(desk)
    told(desk, payment, NoticeKind.REFUNDED, "40.00", refund_ref="re_1")
    told(desk, payment, NoticeKind.DISPUTED, "100.00")
    (attempt,) = desk.attempts(request)
    assert (attempt.state, attempt.refunded_minor, attempt.disputed_minor) == ("disputed", 40_00, 60_00)
    assert (balance(desk, "gateway_clearing"), open_amount(desk.firm, debt)) == (0, "0.00")


def test_a_dispute_while_an_approved_refund_is_on_its_way(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    request = desk.request(a_debit(desk.firm, customer, "100.00"))
    payment = desk.begin(request)
    # Somebody pays it by bank before the gateway tells: what comes is not needed.
    by_bank = NewPayment(customer, Money(100_00, "EUR"), TODAY)
    record_payments(payments=[by_bank], context=desk.firm.context())
    desk.press(payment, Press.PAY)
    desk.deliver()
    approved_refund(desk, request, "40.00")
    told(desk, payment, NoticeKind.DISPUTED, "100.00")
    (attempt,) = desk.attempts(request)
    assert (attempt.state, attempt.disputed_minor, balance(desk, "gateway_clearing")) == ("disputed", 60_00, 0)


def test_a_part_that_is_disputed_is_booked_as_a_part_and_comes_again_as_one(desk: AtTheGateway):
    _debt, request, payment = paid(desk)
    told(desk, payment, NoticeKind.DISPUTED, "30.00")
    assert balance(desk, "gateway_clearing") == 70_00
    told(desk, payment, NoticeKind.DISPUTE_WON)
    assert balance(desk, "gateway_clearing") == 100_00
    assert [attempt.state for attempt in desk.attempts(request)] == ["regained"]


def test_a_refund_that_fails_is_the_customers_again(desk: AtTheGateway):
    _debt, request, payment = paid(desk)
    told(desk, payment, NoticeKind.REFUNDED, "40.00", refund_ref="re_1")
    told(desk, payment, NoticeKind.REFUND_FAILED, refund_ref="re_1")
    told(desk, payment, NoticeKind.REFUND_FAILED, refund_ref="re_1")
    (attempt,) = desk.attempts(request)
    assert attempt.refunded_minor == 0
    assert (balance(desk, "gateway_clearing"), balance(desk, "unapplied")) == (100_00, -40_00)


def twice_paid(desk: AtTheGateway) -> tuple[UUID, UUID]:
    """A request that was paid twice, before the gateway has given the second payment back; and that one's name."""
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    one, other = desk.begin(request), desk.begin(request)
    for payment in (one, other):
        told_success(desk, payment)
    return request, other


def told_success(desk: AtTheGateway, payment: UUID) -> None:
    """Understood without asking the gateway for refunds after it."""
    told_as = Notice(
        f"evt_{new_identifier().hex}", NoticeKind.SUCCEEDED, "succeeded", clock.now(), gateway_id=str(payment),
        payment_ref=str(payment), amount=Money(100_00, "EUR"),
    )  # fmt: skip
    keep_notices(account_id=desk.account_id, notices=[told_as], context=desk.firm.context())
    with scope(desk.firm.id):
        kept = GatewayNotice.objects.get(organization_id=desk.firm.id, notice_id=told_as.id)
    process_notice(notice_id=kept.id, context=desk.firm.context())


def test_what_goes_back_by_itself_is_not_refunded_by_somebody_too(desk: AtTheGateway):
    request, _other = twice_paid(desk)
    surplus = next(attempt for attempt in desk.attempts(request) if not attempt.settles)
    with scope(desk.firm.id):
        item = Payment.objects.get(organization_id=desk.firm.id, id=surplus.payment_id).item_id
        assert GatewayRefund.objects.filter(organization_id=desk.firm.id).count() == 1
    with nothing_changes(desk.firm.id), pytest.raises(RefundIsOnItsWay):
        request_refund(item_id=item, amount=Money(100_00, "EUR"), reason="twice", context=desk.firm.context())


def test_two_links_for_one_debt_are_not_both_kept(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    first, second = desk.begin(desk.request(debt)), desk.begin(desk.request(debt))
    for payment in (first, second):
        desk.press(payment, Press.PAY)
    desk.deliver()
    desk.deliver()
    assert (open_amount(desk.firm, debt), balance(desk, "gateway_clearing")) == ("0.00", 100_00)
    assert balance(desk, "unapplied") == 0


def test_two_debts_of_one_link_are_paid_in_two_windows(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    debts = [a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, customer, "50.00")]
    request = desk.request(*debts)
    for payment in [desk.begin(request, Chosen(debt)) for debt in debts]:
        desk.press(payment, Press.PAY)
    desk.deliver()
    desk.deliver()
    assert [open_amount(desk.firm, debt) for debt in debts] == ["0.00", "0.00"]
    assert balance(desk, "gateway_clearing") == 150_00


def test_a_payout_that_is_understood_before_its_payment(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    payment = desk.begin(desk.request(debt))
    entries = (EntryTold(EntryKind.PAYMENT, "txn_1", Money(100_00, "EUR"), Money(1_65, "EUR"), str(payment)),)
    payout = PayoutTold("po_early", Money(98_35, "EUR"), TODAY, entries)
    record_payout(account_id=desk.account_id, told=payout, context=desk.firm.context())
    assert balance(desk, "other_cash") == -100_00

    told(desk, payment, NoticeKind.SUCCEEDED, "100.00")
    assert (balance(desk, "gateway_clearing"), balance(desk, "other_cash")) == (98_35, 0)


def test_a_notice_that_does_not_fit_spoils_no_success(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    payment = desk.begin(request)
    desk.press(payment, Press.PAY)
    with scope(desk.firm.id):
        PaymentAttempt.objects.filter(organization_id=desk.firm.id, request_id=request).update(gateway_id=None)
    wrong = Notice(
        "evt_wrong", NoticeKind.REFUNDED, "refunded", clock.now(), payment_ref=str(payment), amount=Money(1_00, "USD")
    )
    keep_notices(account_id=desk.account_id, notices=[wrong], context=desk.firm.context())
    desk.read()
    desk.deliver()
    with scope(desk.firm.id):
        refused = GatewayNotice.objects.get(organization_id=desk.firm.id, notice_id="evt_wrong")
    assert (refused.state, refused.refusals) == ("kept", 1)
    assert "USD" in refused.refused_because
    assert [attempt.state for attempt in desk.attempts(request)] == ["succeeded"]
    assert open_amount(desk.firm, debt) == "0.00"


def test_a_payment_that_a_gateway_took_is_no_mistake_of_somebody_who_typed(desk: AtTheGateway):
    _debt, request, _payment = paid(desk)
    (attempt,) = desk.attempts(request)
    assert attempt.payment_id is not None
    with nothing_changes(desk.firm.id), pytest.raises(PaymentIsOfGateway):
        withdraw_payment(payment_id=attempt.payment_id, reason="typo", context=desk.firm.context())


def test_who_only_begins_to_pay_contests_nothing(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    part, why = Chosen(debt, Money(1, "EUR")), (PaidShort(debt, DisputeReason.PRICE, "Too dear."),)
    payment = desk.begin(request, part, short=why)
    with scope(desk.firm.id):
        assert find_disputes(TODAY).rows == ()
    desk.press(payment, Press.PAY)
    desk.deliver()
    with scope(desk.firm.id):
        (dispute,) = find_disputes(TODAY).rows
    assert (dispute.reason, dispute.amount_minor) == ("price", 99_99)


def test_what_somebody_is_paying_is_not_collected_by_itself(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    desk.pay(desk.request(a_debit(desk.firm, customer, "1.00")), consent="I agree.")
    with scope(desk.firm.id):
        method = SavedMethod.objects.get(organization_id=desk.firm.id).id
    debt = a_debit(desk.firm, customer, "100.00", due=str(TODAY))
    desk.begin(desk.request(debt))
    with nothing_changes(desk.firm.id), pytest.raises(DebtIsBeingPaid):
        begin_automatic(item_ids=[debt], saved_method_id=method, context=desk.firm.context())
