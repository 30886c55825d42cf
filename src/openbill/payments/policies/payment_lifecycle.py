"""The states of a payment and of a refund."""

from openbill.primitives.lifecycle import Lifecycle

PAYMENT_LIFECYCLE = Lifecycle("payment", "recorded", {("recorded", "return"): "returned"})
"""Whether it is applied or refunded is said by its open item; the bank taking it back is a state of its own."""

REFUND_LIFECYCLE = Lifecycle(
    "refund", "requested", {("requested", "approve"): "approved", ("requested", "decline"): "declined"}
)
