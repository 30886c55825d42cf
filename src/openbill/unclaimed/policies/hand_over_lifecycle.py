"""The states of a handing over."""

from openbill.primitives.lifecycle import Lifecycle

HAND_OVER_LIFECYCLE = Lifecycle(
    "handing over",
    "requested",
    {
        ("requested", "approve"): "approved",
        ("requested", "decline"): "declined",
        ("approved", "pay"): "paid",
        ("approved", "undo"): "undone",
        ("paid", "undo"): "undone",
    },
)
"""Approved is owed to the state; paid has left the firm."""

LIVE_HAND_OVER_STATES = ("requested", "approved", "paid")
"""In these it holds its credits: nothing else hands them over."""
