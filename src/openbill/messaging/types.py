"""What is said about messages, texts and deliveries."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

EMAIL = "email"
CHANNELS = (EMAIL, "letter", "portal")
"""E-mails are sent from here; letters and notices in the portal are composed here and carried by somebody else."""

SUPPRESSION_REASONS = ("hard_bounce", "complaint", "opted_out", "manual")

NAMED_IN_EVENTS = 100
"""Events of batches name so many messages and count the others."""


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A text with placeholders; `html` is an alternative to the body, or blank."""

    subject: str
    body: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text that was filled in."""

    subject: str
    body: str
    html: str


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """What a text is for: reminder/2/email/de."""

    purpose: str
    stage: str
    channel: str
    language: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.purpose, self.stage, self.channel, self.language) if part)


@dataclass(frozen=True, slots=True)
class TemplateFound:
    """The text that counts, its language, and its revision where it is the organization's own."""

    text: TemplateText
    language: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class TemplateSet:
    template_id: UUID
    revision: int


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A stored file that goes along, under a name of its own."""

    stored_file_id: UUID
    file_name: str
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to compose.

    `key` names the occasion, without anything personal: the same key is never composed twice. `reason` says in
    words why the message exists. A blank address is the contact's, a blank name of the sender the legal entity's,
    a blank address of the sender the installation's; no legal entity means the default one, no `send_after` at once.
    """

    key: str
    customer_id: UUID
    purpose: str
    reason: str
    subject: str = field(repr=False)
    body: str = field(repr=False)
    html: str = field(default="", repr=False)
    legal_entity_id: UUID | None = None
    contact_id: UUID | None = None
    channel: str = EMAIL
    stage: str = ""
    language: str = ""
    recipient_name: str = field(default="", repr=False)
    recipient_address: str = field(default="", repr=False)
    sender_name: str = ""
    sender_address: str = ""
    reply_to: str = ""
    list_unsubscribe: str = field(default="", repr=False)
    send_after: datetime | None = None
    attachments: tuple[NewAttachment, ...] = ()


@dataclass(frozen=True, slots=True)
class ComposedMessage:
    """A message that is there; `is_new` is False where an earlier act had composed it."""

    key: str
    message_id: UUID
    state: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class NotComposed:
    """A message that was refused, and why."""

    key: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class MessagesComposed:
    """What became of a batch: the messages in the order given, without those that were refused."""

    messages: tuple[ComposedMessage, ...]
    failures: tuple[NotComposed, ...]


@dataclass(frozen=True, slots=True)
class AddressSuppressed:
    """`is_new` is False where the address stood on the list for this reason already."""

    suppression_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class MailAttachment:
    file_name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail as a sender gets it; a blank address of the sender is the installation's."""

    message_id: UUID
    sender_name: str
    sender_address: str
    reply_to: str
    recipient_name: str = field(repr=False)
    recipient_address: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    html: str = field(repr=False)
    list_unsubscribe: str = field(repr=False)
    date: datetime
    attachments: tuple[MailAttachment, ...] = ()


class MessageState(StrEnum):
    """Where a message stands in its lifecycle (policy `message_lifecycle`)."""

    COMPOSED = "composed"
    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What became of one attempt to send a mail."""

    ACCEPTED = "accepted"
    """The server took it over."""
    TEMPORARY = "temporary"
    """Not now: the server said so, or the connection broke before the mail was through."""
    UNREACHABLE = "unreachable"
    """There was no server to talk to, or it does not want to talk to us; it is not about this mail."""
    ADDRESS_REJECTED = "address_rejected"
    """Never: the address does not exist."""
    MAIL_REJECTED = "mail_rejected"
    """Never: the server does not want this mail, whatever the address."""
    UNSENDABLE = "unsendable"
    """It could not be made into a mail that this server can carry; nothing was tried."""
    UNCERTAIN = "uncertain"
    """The mail was through, and the server's answer never came: it may have been taken over or not."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The answer of a sender: `code` and `reply` as the server gave them, the reply shortened and in one line."""

    outcome: Outcome
    code: int | None = None
    reply: str = field(default="", repr=False)
    provider_message_id: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryOfMessage:
    message_id: UUID
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class DeliveriesRecorded:
    """`claim_holds` says that the sender may go on with the next message of its claim."""

    states: tuple[str, ...]
    claim_holds: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """Messages that a sender may send now, in this order, and how many were found not to be sent."""

    claim_id: UUID
    message_ids: tuple[UUID, ...]
    held: int
    suppressed: int


@dataclass(frozen=True, slots=True)
class Cancellation:
    message_id: UUID
    reason: str = field(repr=False)
