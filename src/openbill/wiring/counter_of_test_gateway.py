"""Where the test gateway keeps its side of the books: rows of the organization whose account it is."""

from typing import Any
from uuid import UUID

from django.conf import settings

from openbill.foundation.context import system_context
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.press_test_payment import (
    Press,
    order_test_payment,
    press_test_payment,
    refund_test_payment,
)
from openbill.gateways.queries.payments_at_test_gateway import (
    SeenAtTestGateway,
    path_of_test_payment,
    payment_at_test_gateway,
    payout_of_test_gateway,
)
from openbill.gateways.types import Access, Order, PayoutTold
from openbill.primitives.money import Money

_TYPES = {
    "paid": "payment.succeeded",
    "declined": "payment.failed",
    "refunded": "payment.refunded",
    "disputed": "payment.disputed",
}


class TestCounter:
    """Takes orders by commands, and answers by questions."""

    __test__ = False

    def order(self, access: Access, order: Order) -> tuple[UUID, str]:
        payment_id = order_test_payment(
            account_id=access.account_id, order=order, context=system_context(access.organization_id)
        )
        with scope(access.organization_id):
            return payment_id, settings.CONFIGURATION.url.rstrip("/") + path_of_test_payment(payment_id)

    def charge(self, access: Access, order: Order, code: str) -> dict[str, Any]:
        context = system_context(access.organization_id)
        payment_id = order_test_payment(account_id=access.account_id, order=order, context=context)
        with scope(access.organization_id):
            is_open = payment_at_test_gateway(payment_id).state == "open"
        if is_open:
            press = Press.DECLINE if code else Press.PAY
            press_test_payment(test_payment_id=payment_id, press=press, code=code, context=context)
        told = self.look(access, payment_id)
        assert told is not None, "What was pressed is decided."
        return told

    def look(self, access: Access, payment_id: UUID) -> dict[str, Any] | None:
        with scope(access.organization_id):
            seen = payment_at_test_gateway(payment_id)
        return _told(seen) if seen.state in _TYPES else None

    def refund(self, access: Access, payment_id: UUID, amount: Money, key: str) -> str:
        return refund_test_payment(
            test_payment_id=payment_id, amount=amount, key=key, context=system_context(access.organization_id)
        )

    def payout(self, access: Access, payout_ref: str) -> PayoutTold | None:
        with scope(access.organization_id):
            return payout_of_test_gateway(payout_ref)


def _told(seen: SeenAtTestGateway) -> dict[str, Any]:
    return {
        "id": f"look {seen.id} {seen.state}",
        "type": _TYPES[seen.state],
        "created": seen.changed_at.isoformat(),
        "data": {
            "payment": str(seen.id),
            "attempt": str(seen.attempt_ref),
            "amount": seen.amount.minor_units,
            "currency": seen.amount.currency,
            "code": seen.code,
        },
    }
