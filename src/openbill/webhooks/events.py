"""What happened to webhooks."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WebhookWasCreated:
    webhook_id: UUID


@dataclass(frozen=True, slots=True)
class WebhookWasChanged:
    """The names of what was changed."""

    webhook_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WebhookWasRemoved:
    webhook_id: UUID


@dataclass(frozen=True, slots=True)
class WebhookWasDisabled:
    """It failed for too long, or its address said that it is gone for ever."""

    webhook_id: UUID


@dataclass(frozen=True, slots=True)
class WebhookWasTested:
    """Told to that webhook alone."""

    webhook_id: UUID
