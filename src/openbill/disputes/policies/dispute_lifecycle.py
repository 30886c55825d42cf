"""The states of a dispute."""

from openbill.primitives.lifecycle import Lifecycle

DISPUTE_LIFECYCLE = Lifecycle(
    "dispute",
    "open",
    {
        ("open", "withdraw"): "withdrawn",
        ("open", "reject"): "rejected",
        ("open", "credit"): "credited",
        ("rejected", "reopen"): "open",
    },
)
"""Withdrawn by the customer, rejected by us, or ended by a credit note; only a rejection can be taken up again."""
