"""The states of a promise to pay."""

from openbill.primitives.lifecycle import Lifecycle

PROMISE_LIFECYCLE = Lifecycle(
    "promise",
    "open",
    {
        ("open", "keep"): "kept",
        ("open", "part_keep"): "part_kept",
        ("open", "break_"): "broken",
        ("open", "withdraw"): "withdrawn",
        ("open", "lapse"): "lapsed",
        ("kept", "reopen"): "open",
        ("part_kept", "reopen"): "open",
        ("part_kept", "keep"): "kept",
        ("part_kept", "break_"): "broken",
        ("broken", "keep"): "kept",
        ("broken", "part_keep"): "part_kept",
    },
)
"""It lapses where nothing of it is left to pay; it is open again where the payment that kept it is gone. A verdict is
mended by receipts that were recorded late."""
