"""The tables of gateways."""

from openbill.gateways.models.gateway_account import GatewayAccount
from openbill.gateways.models.gateway_notice import GatewayNotice
from openbill.gateways.models.payment_at_test_gateway import PaymentAtTestGateway
from openbill.gateways.models.payment_attempt import AttemptPart, GatewayRefund, PaymentAttempt
from openbill.gateways.models.payment_request import PaymentRequest, RequestedItem
from openbill.gateways.models.payout import Payout, PayoutEntry
from openbill.gateways.models.saved_method import SavedMethod

__all__ = [
    "AttemptPart",
    "GatewayAccount",
    "GatewayNotice",
    "GatewayRefund",
    "PaymentAtTestGateway",
    "PaymentAttempt",
    "PaymentRequest",
    "Payout",
    "PayoutEntry",
    "RequestedItem",
    "SavedMethod",
]
