"""The states of a payment and of a refund."""

from openbill.primitives.lifecycle import Lifecycle

PAYMENT_LIFECYCLE = Lifecycle(
    "payment", "recorded", {("recorded", "return"): "returned", ("recorded", "withdraw"): "withdrawn"}
)
"""Whether it is applied or refunded is said by its open item; a bank takes it back, or it was entered by mistake."""

REFUND_LIFECYCLE = Lifecycle(
    "refund", "requested", {("requested", "approve"): "approved", ("requested", "decline"): "declined"}
)
