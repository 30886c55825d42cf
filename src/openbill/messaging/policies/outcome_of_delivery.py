"""What follows from an attempt to send a message."""

from dataclasses import dataclass
from datetime import timedelta

from openbill.messaging.types import Delivery, Outcome

MOST_ATTEMPTS = 6
DISTANCES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(minutes=120),
    timedelta(days=1),
)
"""How long the next attempt waits after the first, the second ... one that failed for the moment."""

_ACTS = {
    Outcome.ACCEPTED: "accept",
    Outcome.ADDRESS_REJECTED: "bounce",
    Outcome.MAIL_REJECTED: "bounce",
    Outcome.UNSENDABLE: "give_up",
    Outcome.UNCERTAIN: "doubt",
}

_REASONS = {
    Outcome.ADDRESS_REJECTED: "The server says that there is no such address",
    Outcome.MAIL_REJECTED: "The server does not take this mail",
    Outcome.TEMPORARY: "It could not be sent for now",
    Outcome.UNREACHABLE: "The mail server could not be used",
    Outcome.UNSENDABLE: "It cannot be sent as it is",
    Outcome.UNCERTAIN: "The mail went to the server, whose answer never came: it may have been sent or not",
}


@dataclass(frozen=True, slots=True)
class Consequence:
    """The act of the lifecycle, why in words, and after which time the next attempt is made."""

    act: str
    reason: str
    retry_after: timedelta | None = None


def consequence_of(delivery: Delivery, *, attempts: int) -> Consequence:
    """What an attempt leads to; `attempts` counts those of this round, this one included.

    What failed for the moment is tried again with growing distance, six times in all.
    """
    assert attempts >= 1, "The attempt itself counts."
    reason = _in_words(delivery)
    if delivery.outcome not in (Outcome.TEMPORARY, Outcome.UNREACHABLE):
        return Consequence(_ACTS[delivery.outcome], reason)
    if attempts >= MOST_ATTEMPTS:
        return Consequence("give_up", reason)
    return Consequence("defer", reason, DISTANCES[attempts - 1])


def _in_words(delivery: Delivery) -> str:
    if delivery.outcome is Outcome.ACCEPTED:
        return ""
    told = " ".join(str(part) for part in (delivery.code, delivery.reply) if part)
    return f"{_REASONS[delivery.outcome]}: {told}" if told else f"{_REASONS[delivery.outcome]}."
