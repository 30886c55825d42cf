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
    },
)
