"""What happened to messages: identifiers only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TemplateWasSet:
    purpose: str
    stage: str
    language: str
    channel: str
    revision: int


@dataclass(frozen=True, slots=True)
class TemplateWasWithdrawn:
    purpose: str
    stage: str
    language: str
    channel: str
    revision: int


@dataclass(frozen=True, slots=True)
class MessagesWereComposed:
    """Messages came to be together; the first hundred are named."""

    count: int
    message_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class HeldMessagesWereReleased:
    """Held messages may go out; the first hundred are named."""

    count: int
    message_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class HeldMessagesWereDiscarded:
    """Held messages will never go out; the first hundred are named."""

    count: int
    message_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class MessageWasSent:
    message_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MessageBounced:
    """A message came back; `suppression_id` is there where its address is not written to any more."""

    message_id: UUID
    customer_id: UUID
    suppression_id: UUID | None


@dataclass(frozen=True, slots=True)
class MessageWasSuppressed:
    """A message is not sent, as its address is on the suppression list."""

    message_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MessageWasGivenUp:
    """A message could not be sent, however often it was tried."""

    message_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MessageWasQueuedAgain:
    """A person had a message sent again that had failed, or of which nobody knew."""

    message_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MessageBecameUncertain:
    """Nobody knows whether a message went out; a person has to look."""

    message_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MessageWasCancelled:
    message_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class AddressWasSuppressed:
    suppression_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class SuppressionWasLifted:
    suppression_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class SafeModeWasLeft:
    organization_id: UUID


@dataclass(frozen=True, slots=True)
class SafeModeWasEntered:
    organization_id: UUID
