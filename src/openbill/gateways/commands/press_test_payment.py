"""The test gateway's own side: it takes orders, somebody presses something, and it tells about it."""

from collections.abc import Sequence
from datetime import UTC
from enum import StrEnum
from typing import Any
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.jobs import queue_job
from openbill.gateways.errors import NothingChosen, PaymentOfTestUnknown, PressNotPossible
from openbill.gateways.models import PaymentAtTestGateway
from openbill.gateways.policies.decline_codes_of_test_gateway import TEST_DECLINE_CODES
from openbill.gateways.policies.notices_of_press import PressPlan, planned_notices
from openbill.gateways.queries.access_of_account import require_safe_mode
from openbill.gateways.types import DeclineReason, Order, PlannedNotice
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money

QUEUE = "gateways"
YEARS_OF_CARD = 3


class Press(StrEnum):
    """What can be pressed on the test gateway's page."""

    PAY = "pay"
    DECLINE = "decline"
    DISPUTE = "dispute"
    WIN = "win"
    REFUND = "refund"


_POSSIBLE: dict[tuple[str, Press], str] = {
    ("open", Press.PAY): "paid",
    ("open", Press.DECLINE): "declined",
    ("declined", Press.PAY): "paid",
    ("declined", Press.DECLINE): "declined",
    ("paid", Press.DISPUTE): "disputed",
    ("paid", Press.REFUND): "refunded",
    ("disputed", Press.WIN): "paid",
}


@command(permission="gateways.request")
def order_test_payment(*, account_id: UUID, order: Order, context: Context) -> UUID:
    """Take an order at the test gateway, once for each try; its own name of the payment. Raises GatewayIsForTests."""
    require_safe_mode()
    payment, _ = PaymentAtTestGateway.objects.get_or_create(
        organization_id=context.organization_id,
        account_id=account_id,
        attempt_ref=order.attempt_id,
        defaults={
            "amount_minor": order.amount.minor_units,
            "currency": order.amount.currency,
            "description": order.description,
            "return_url": order.return_url,
            "saves_method": order.saves_method,
            "changed_at": context.at,
            "command_id": context.running_command_id,
        },
    )
    return payment.id


@command(permission="gateways.request")
def press_test_payment(
    *, test_payment_id: UUID, press: Press, code: str = "", plan: PressPlan | None = None, context: Context
) -> list[PlannedNotice]:
    """Do at the test gateway what a payer, a bank or somebody at the gateway would, and have it told as planned.

    `code` is why it declines, or for a payer who has the card kept how later charges of it end. Raises
    PaymentOfTestUnknown, PressNotPossible, NothingChosen where a code is none, and GatewayIsForTests.
    """
    require_safe_mode()
    if (press is Press.DECLINE or code) and code not in TEST_DECLINE_CODES:
        raise NothingChosen
    payment = _locked(test_payment_id, context)
    if (payment.state, press) not in _POSSIBLE:
        raise PressNotPossible(state=payment.state, press=press.value)
    payment.state = _POSSIBLE[payment.state, press]
    payment.code, payment.changed_at = code if press is Press.DECLINE else "", context.at
    told: list[dict[str, Any]]
    if press is Press.PAY:
        more = {"method": _card(code, context)}
        told = [
            _message(payment, "payment.pending", context),
            _message(payment, "payment.succeeded", context, **(more if payment.saves_method else {})),
        ]
    elif press is Press.DECLINE:
        told = [_message(payment, "payment.failed", context, code=code)]
    elif press is Press.REFUND:
        left = payment.amount_minor - payment.refunded_minor
        payment.refunded_minor = payment.amount_minor
        told = [_message(payment, "payment.refunded", context, refund=f"re_{new_identifier().hex}", amount=left)]
    else:
        kind = "payment.disputed" if press is Press.DISPUTE else "payment.dispute_won"
        told = [_message(payment, kind, context, code="fraudulent" if press is Press.DISPUTE else "")]
    payment.save()
    return _tell(payment.account_id, told, plan or PressPlan(), context)


def _card(code: str, context: Context) -> dict[str, Any]:
    """A card that is good for years, or where it is to be declined as expired until the end of this month."""
    years = 0 if TEST_DECLINE_CODES.get(code) is DeclineReason.EXPIRED else YEARS_OF_CARD
    return {
        "token": f"tok_{code or 'ok'}_{new_identifier().hex}",
        "label": "Test 4242",
        "exp_year": context.at.year + years,
        "exp_month": context.at.month,
    }


@command(permission="gateways.manage")
def refund_test_payment(*, test_payment_id: UUID, amount: Money, key: str, context: Context) -> str:
    """Give money back as the test gateway was asked, once by the key; its name of the refund.

    Raises PaymentOfTestUnknown and PressNotPossible.
    """
    payment = _locked(test_payment_id, context)
    name = f"re_{key}"
    if key in payment.refund_keys:
        return name
    if payment.state != "paid" or payment.refunded_minor + amount.minor_units > payment.amount_minor:
        raise PressNotPossible(state=payment.state, press=Press.REFUND.value)
    payment.refund_keys = [*payment.refund_keys, key]
    payment.refunded_minor += amount.minor_units
    if payment.refunded_minor == payment.amount_minor:
        payment.state = "refunded"
    payment.changed_at = context.at
    payment.save()
    told = [_message(payment, "payment.refunded", context, refund=name, amount=amount.minor_units)]
    _tell(payment.account_id, told, PressPlan(), context)
    return name


@command(permission="gateways.request")
def pay_out_test_payments(*, account_id: UUID, currency: str, plan: PressPlan | None = None, context: Context) -> str:
    """Have the test gateway pay out what it took in a currency since the last time; the payout's name.

    Less fees and what went back. Raises GatewayIsForTests, and NothingChosen where there is nothing.
    """
    require_safe_mode()
    name = f"po_{new_identifier().hex}"
    payments = PaymentAtTestGateway.objects.filter(
        organization_id=context.organization_id, account_id=account_id, currency=currency
    )
    taken = payments.filter(state__in=["paid", "refunded", "disputed"], payout_ref="").update(payout_ref=name)
    back = payments.filter(state__in=["refunded", "disputed"], taken_in_payout_ref="")
    if not taken + back.update(taken_in_payout_ref=name):
        raise NothingChosen
    message = {"id": f"evt_{new_identifier().hex}", "type": "payout.paid", "data": {"payout": name}}
    _tell(account_id, [{**message, "created": context.at.astimezone(UTC).isoformat()}], plan or PressPlan(), context)
    return name


def _locked(test_payment_id: UUID, context: Context) -> PaymentAtTestGateway:
    payments = PaymentAtTestGateway.objects.filter(organization_id=context.organization_id, id=test_payment_id)
    payment = payments.select_for_update(no_key=True).first()
    if payment is None:
        raise PaymentOfTestUnknown(test_payment_id=test_payment_id)
    return payment


def _message(payment: PaymentAtTestGateway, kind: str, context: Context, **more: Any) -> dict[str, Any]:
    data = {
        "payment": str(payment.id),
        "attempt": str(payment.attempt_ref),
        "amount": payment.amount_minor,
        "currency": payment.currency,
    }
    created = context.at.astimezone(UTC).isoformat()
    return {"id": f"evt_{new_identifier().hex}", "type": kind, "created": created, "data": {**data, **more}}


def _tell(account_id: UUID, told: Sequence[dict[str, Any]], plan: PressPlan, context: Context) -> list[PlannedNotice]:
    planned = planned_notices(told, plan, seed=context.running_command_id.int)
    for place, notice in enumerate(planned):
        queue_job(
            "send_test_notice",
            queue=QUEUE,
            lock=f"test notice {context.running_command_id} {place}",
            in_seconds=notice.delay_seconds,
            organization_id=str(context.organization_id),
            account_id=str(account_id),
            notice_id=notice.notice_id,
            body=notice.body,
        )
    return planned
