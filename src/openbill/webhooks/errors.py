"""What is refused about webhooks."""

from openbill.primitives.errors import Refusal


class WebhookUnknown(Refusal):
    """There is no webhook {webhook_id}."""


class WebhookAddressWrong(Refusal):
    """A webhook cannot go to this address: {reason}"""

    remedy = "Give an https address that the whole internet can reach, such as https://hooks.example.com/openbill."


class EventKindUnknown(Refusal):
    """There is no kind of event {kind!r}, or whoever asks may not hear of it."""

    remedy = "GET /api/v1/events/kinds lists those that there are."


class NothingToReplay(Refusal):
    """Nothing happened since then of which the webhook hears."""

    remedy = "Give an earlier instant."


class DeliveryNotConnected(Refusal):
    """Nothing is connected by which webhooks go out."""

    remedy = "Have the adapters connected before any job is taken."
