"""The tables of payments."""

from openbill.payments.models.payment import Payment
from openbill.payments.models.refund_request import RefundRequest

__all__ = ["Payment", "RefundRequest"]
