"""The states of a message."""

from openbill.primitives.lifecycle import Lifecycle

MESSAGE_LIFECYCLE = Lifecycle(
    "message",
    "composed",
    {
        ("composed", "hold"): "held",
        ("composed", "queue"): "queued",
        ("composed", "suppress"): "suppressed",
        ("composed", "hand_over"): "sent",
        ("composed", "cancel"): "cancelled",
        ("held", "release"): "queued",
        ("held", "release_to_carry"): "composed",
        ("held", "discard"): "cancelled",
        ("held", "cancel"): "cancelled",
        ("queued", "claim"): "sending",
        ("queued", "hold"): "held",
        ("queued", "suppress"): "suppressed",
        ("queued", "cancel"): "cancelled",
        ("sending", "give_back"): "queued",
        ("sending", "call_off"): "cancelled",
        ("sending", "accept"): "sent",
        ("sending", "defer"): "deferred",
        ("sending", "bounce"): "bounced",
        ("sending", "give_up"): "failed",
        ("sending", "doubt"): "uncertain",
        ("deferred", "claim"): "sending",
        ("deferred", "hold"): "held",
        ("deferred", "suppress"): "suppressed",
        ("deferred", "cancel"): "cancelled",
        ("failed", "send_again"): "queued",
        ("failed", "cancel"): "cancelled",
        ("uncertain", "accept"): "sent",
        ("uncertain", "defer"): "deferred",
        ("uncertain", "bounce"): "bounced",
        ("uncertain", "give_up"): "failed",
        ("uncertain", "doubt"): "uncertain",
        ("uncertain", "send_again"): "queued",
        ("uncertain", "cancel"): "cancelled",
        ("sent", "bounce"): "bounced",
    },
)
"""Composed is what somebody else carries (a letter), held what safe mode keeps back, deferred what is tried again.

From `sending` nothing leads back to the queue but a claim that is given back before it was begun: once a mail may be
with the server it is sent again only by a person who looked. `uncertain` is left by the answer of a server
that comes late after all, or by that person.
"""

WAITING = ("queued", "deferred")
"""The states out of which a sender takes messages."""
