"""Money that goes back: asked for by one, approved by another, refused by the gateway; and taken back twice."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes

from openbill.collections.queries.open_tasks import open_tasks
from openbill.foundation import clock
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.connect_gateway import disconnect_gateway
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.refund_attempt import ask_for_refund, give_money_back, note_refund_not_taken
from openbill.gateways.commands.request_refund_of_attempt import request_refund_of_attempt
from openbill.gateways.errors import MoreThanGoesBack, NotOfGateway
from openbill.gateways.models import GatewayNotice, GatewayRefund, PaymentAttempt
from openbill.gateways.policies.pause_after_refusal import REFUSALS_UNTIL_TOLD
from openbill.gateways.queries.attempt_of_payment import attempt_of
from openbill.gateways.queries.check_gateways import check_gateways
from openbill.gateways.types import Notice, NoticeKind
from openbill.ledger.models import JournalLine
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.payments.commands.refund import approve_refund
from openbill.payments.queries.check_payments import check_payments
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.queries.check_receivables import check_receivables


@pytest.fixture
def desk() -> Iterator[AtTheGateway]:
    """Whatever goes back, the books are right in the end."""
    it = a_paying_firm()
    yield it
    with scope(it.firm.id):
        assert [*check_receivables(it.firm.id), *check_payments(), *check_ledger(), *check_gateways()] == []


def told(desk: AtTheGateway, payment: UUID, kind: NoticeKind, amount: str = "", days: float = 0, **more: str) -> str:
    """A genuine notice of something that happened so many days from now."""
    notice = Notice(
        id=f"evt_{new_identifier().hex}",
        kind=kind,
        told_as=kind.value,
        happened_at=clock.now() + timedelta(days=days),
        gateway_id=str(payment),
        payment_ref=str(payment),
        amount=Money.of(amount, "EUR") if amount else None,
        **more,  # type: ignore[arg-type]
    )
    keep_notices(account_id=desk.account_id, notices=[notice], context=desk.firm.context())
    desk.read()
    return notice.id


def paid(desk: AtTheGateway, amount: str = "100.00") -> tuple[UUID, PaymentAttempt, UUID]:
    debt = a_debit(desk.firm, a_customer(desk.firm), amount)
    request = desk.request(debt)
    payment = desk.pay(request)
    return debt, desk.attempts(request)[0], payment


def clearing(desk: AtTheGateway) -> int:
    with scope(desk.firm.id):
        lines = JournalLine.objects.filter(organization_id=desk.firm.id, account__role="gateway_clearing")
        return sum(lines.values_list("amount_minor", flat=True))


def approved(desk: AtTheGateway, request_id: UUID) -> None:
    """By a second person; what wiring does in a job is done at once."""
    approve_refund(request_id=request_id, context=Context(desk.firm.id, Actor(ActorKind.USER, desk.account_id)))
    ask_for_refund(refund_request_id=request_id, context=desk.firm.context())


def test_a_settled_payment_is_given_back_by_two_persons_and_its_debt_is_owed_again(desk: AtTheGateway):
    debt, attempt, _payment = paid(desk)

    asked = request_refund_of_attempt(attempt_id=attempt.id, reason="Sent back.", context=desk.firm.context())

    assert (asked.undone, asked.unapplied_minor, open_amount(desk.firm, debt)) == (1, 0, "100.00")
    approved(desk, asked.request_id)
    assert give_money_back(context=desk.firm.context()) == 1
    desk.deliver()
    with scope(desk.firm.id):
        shown = attempt_of(attempt.id)
    assert (shown.state, shown.refunded_minor, [each.state for each in shown.refunds]) == ("refunded", 100_00, ["done"])
    assert clearing(desk) == 0


def test_a_part_is_given_back_and_the_rest_stays_unapplied(desk: AtTheGateway):
    debt, attempt, _payment = paid(desk)
    asked = request_refund_of_attempt(
        attempt_id=attempt.id, amount=Money(40_00, "EUR"), reason="A part.", context=desk.firm.context()
    )
    assert (asked.undone, asked.unapplied_minor, open_amount(desk.firm, debt)) == (1, 60_00, "100.00")


def test_more_than_came_or_of_what_never_came_is_refused(desk: AtTheGateway):
    _debt, attempt, _payment = paid(desk)
    request = desk.request(a_debit(desk.firm, a_customer(desk.firm), "5.00"))
    desk.begin(request)
    (begun,) = desk.attempts(request)
    with nothing_changes(desk.firm.id):
        with pytest.raises(MoreThanGoesBack):
            request_refund_of_attempt(
                attempt_id=attempt.id, amount=Money(100_01, "EUR"), reason="More.", context=desk.firm.context()
            )
        with pytest.raises(NotOfGateway):
            request_refund_of_attempt(attempt_id=begun.id, reason="None.", context=desk.firm.context())


def test_a_refund_that_fails_in_the_end_is_a_task_and_shown_at_its_payment(desk: AtTheGateway):
    _debt, attempt, payment = paid(desk)
    asked = request_refund_of_attempt(attempt_id=attempt.id, reason="Sent back.", context=desk.firm.context())
    approved(desk, asked.request_id)
    give_money_back(context=desk.firm.context())
    desk.deliver()
    with scope(desk.firm.id):
        name = GatewayRefund.objects.get(organization_id=desk.firm.id).gateway_id
    for _ in range(2):
        told(desk, payment, NoticeKind.REFUND_FAILED, refund_ref=str(name), code="account_closed")

    with scope(desk.firm.id):
        (task,) = open_tasks()
        (refund,) = attempt_of(attempt.id).refunds
    assert task.kind == "failed_refund"
    assert task.reason.startswith("The gateway could not give 100.00 EUR back")
    assert (refund.state, refund.refused_because) == ("failed", "account_closed")
    assert clearing(desk) == 100_00


def test_a_refund_that_the_gateway_refuses_is_asked_again_later_and_told_once(desk: AtTheGateway):
    _debt, attempt, _payment = paid(desk)
    asked = request_refund_of_attempt(attempt_id=attempt.id, reason="Sent back.", context=desk.firm.context())
    approved(desk, asked.request_id)
    disconnect_gateway(account_id=desk.account_id, context=desk.firm.context())

    assert give_money_back(context=desk.firm.context()) == 0

    with scope(desk.firm.id):
        refund = GatewayRefund.objects.get(organization_id=desk.firm.id)
        assert open_tasks() == []
    assert (refund.state, refund.refusals) == ("asked", 1)
    assert "There is no connected gateway" in refund.refused_because
    assert refund.ask_again_at is not None
    assert refund.ask_again_at > clock.now()
    with nothing_changes(desk.firm.id):
        assert give_money_back(context=desk.firm.context()) == 0
    for _ in range(REFUSALS_UNTIL_TOLD + 1):
        note_refund_not_taken(refund_id=refund.id, because="It is closed.", context=desk.firm.context())
    with scope(desk.firm.id):
        (task,) = open_tasks()
    assert task.reason.startswith("The gateway does not give 100.00 EUR back, and is asked every day: It is closed.")


def test_what_came_again_is_taken_again_by_a_second_dispute(desk: AtTheGateway):
    debt, attempt, payment = paid(desk)
    told(desk, payment, NoticeKind.DISPUTED, "100.00", days=-3)
    told(desk, payment, NoticeKind.DISPUTE_WON, days=-2)
    assert (open_amount(desk.firm, debt), clearing(desk)) == ("0.00", 100_00)

    told(desk, payment, NoticeKind.DISPUTED, "100.00", days=-1)

    with scope(desk.firm.id):
        after = PaymentAttempt.objects.get(organization_id=desk.firm.id, id=attempt.id)
    assert (after.state, after.disputes, after.disputed_minor) == ("disputed", 2, 100_00)
    assert (open_amount(desk.firm, debt), clearing(desk)) == ("100.00", 0)
    told(desk, payment, NoticeKind.DISPUTE_WON)
    assert (open_amount(desk.firm, debt), clearing(desk)) == ("0.00", 100_00)


def test_what_is_told_late_of_the_dispute_that_was_won_is_old_news(desk: AtTheGateway):
    debt, _attempt, payment = paid(desk)
    told(desk, payment, NoticeKind.DISPUTE_WON, days=-1)
    told(desk, payment, NoticeKind.DISPUTED, "100.00", days=-2)
    assert (open_amount(desk.firm, debt), clearing(desk)) == ("0.00", 100_00)


def test_a_refund_after_a_dispute_that_was_won_goes_out(desk: AtTheGateway):
    debt, _attempt, payment = paid(desk)
    told(desk, payment, NoticeKind.DISPUTED, "100.00", days=-3)
    told(desk, payment, NoticeKind.DISPUTE_WON, days=-2)
    told(desk, payment, NoticeKind.REFUNDED, "30.00", refund_ref="re_1")
    assert (open_amount(desk.firm, debt), clearing(desk)) == ("0.00", 70_00)


def test_a_second_dispute_over_more_than_came_again_is_left_to_a_person(desk: AtTheGateway):
    _debt, _attempt, payment = paid(desk)
    told(desk, payment, NoticeKind.DISPUTED, "30.00", days=-3)
    told(desk, payment, NoticeKind.DISPUTE_WON, days=-2)
    name = told(desk, payment, NoticeKind.DISPUTED, "100.00", days=-1)
    with scope(desk.firm.id):
        notice = GatewayNotice.objects.get(organization_id=desk.firm.id, notice_id=name)
    assert (notice.state, notice.refusals) == ("kept", 1)
    assert "only 30.00 EUR of it had come again" in notice.refused_because
    assert clearing(desk) == 100_00
