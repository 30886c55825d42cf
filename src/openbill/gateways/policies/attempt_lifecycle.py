"""The states of a try: only forward, whatever order the gateway's notices come in."""

from openbill.gateways.types import AttemptState
from openbill.primitives.lifecycle import Lifecycle

ATTEMPT_LIFECYCLE = Lifecycle(
    "attempt",
    "begun",
    {
        ("begun", "fail"): "failed",
        ("begun", "succeed"): "succeeded",
        # At a gateway's page a payer who was declined takes another card, or has a bank account debited.
        ("failed", "succeed"): "succeeded",
        ("failed", "resume"): "begun",
        ("succeeded", "refund"): "refunded",
        ("succeeded", "dispute"): "disputed",
        ("disputed", "regain"): "regained",
    },
)
"""A try is refunded once all of it went back."""

_RANK = {
    AttemptState.BEGUN: 0,
    AttemptState.FAILED: 1,
    AttemptState.SUCCEEDED: 2,
    AttemptState.REFUNDED: 3,
    AttemptState.DISPUTED: 3,
    AttemptState.REGAINED: 4,
}


def is_forward(before: AttemptState, after: AttemptState) -> bool:
    """Whether a try may come from one state into the other; the database holds the same by a trigger.

    What failed may be begun again besides, by the payer alone.
    """
    return _RANK[after] > _RANK[before]
