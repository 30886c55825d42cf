"""The values in which webhooks are told."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from openbill.organizations.types import ShownOnce

TEST = "WebhookWasTested"
"""The kind of the event by which a webhook is tried."""


@dataclass(frozen=True, slots=True)
class WebhookCreated:
    """A new webhook; `secret` is there in the first answer only, to check signatures with."""

    webhook_id: UUID
    secret: ShownOnce


@dataclass(frozen=True, slots=True)
class Request:
    """What goes to an address, once."""

    url: str
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back: the status, or None where nobody answered; `trouble` says in words what went wrong."""

    status: int | None
    trouble: str = ""

    @property
    def is_delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """Whether the address says that it is no more."""
        return self.status == 410


@dataclass(frozen=True, slots=True)
class Attempt:
    """One delivery that was tried."""

    delivery_id: UUID
    at: datetime
    outcome: Outcome
