"""The states of a debit, of a batch of debits, and of a refund's account and transfer."""

from openbill.primitives.lifecycle import Lifecycle

DEBIT_LIFECYCLE = Lifecycle(
    "debit",
    "prepared",
    {
        ("prepared", "submit"): "submitted",
        ("prepared", "cancel"): "cancelled",
        ("submitted", "settle"): "settled",
        ("submitted", "reject"): "rejected",
        ("settled", "return"): "returned",
    },
)
"""After the submission only the bank's word changes it."""

LIVE_DEBIT_STATES = ("prepared", "submitted")
"""In these it holds its items: nothing else may be collected of them."""

BATCH_LIFECYCLE = Lifecycle(
    "batch",
    "prepared",
    {
        ("prepared", "submit"): "submitted",
        ("prepared", "cancel"): "cancelled",
        ("submitted", "settle"): "settled",
        ("submitted", "reject"): "rejected",
    },
)
"""It is settled once the bank has said something of every debit, and rejected where it took none of them."""

REFUND_ACCOUNT_LIFECYCLE = Lifecycle(
    "refund account",
    "requested",
    {
        ("requested", "approve"): "approved",
        ("requested", "decline"): "declined",
        ("approved", "replace"): "replaced",
    },
)

TRANSFER_LIFECYCLE = Lifecycle(
    "transfer",
    "submitted",
    {("submitted", "settle"): "settled", ("submitted", "reject"): "rejected"},
)
