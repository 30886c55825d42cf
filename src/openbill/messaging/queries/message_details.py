"""Everything about one message."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.messaging.errors import MessageUnknown
from openbill.messaging.models import DeliveryAttempt, Message, MessageAttachment
from openbill.messaging.queries.messages_of_customer import SUMMARY_FIELDS, MessageSummary


@dataclass(frozen=True, slots=True)
class AttachmentDetails:
    position: int
    file_name: str
    media_type: str
    stored_file_id: UUID


@dataclass(frozen=True, slots=True)
class AttemptDetails:
    """One attempt to send a message; `outcome` is one of Outcome, `code` and `reply` are the server's."""

    number: int
    at: datetime
    outcome: str
    code: int | None
    reply: str


@dataclass(frozen=True, slots=True)
class MessageDetails:
    """What a message says, why it exists, and how it fared.

    `key` names its occasion; `attempts_in_round` counts those since it was last queued by a person.
    """

    summary: MessageSummary
    legal_entity_id: UUID
    contact_id: UUID | None
    language: str
    body: str
    html: str
    recipient_name: str
    sender_name: str
    sender_address: str
    reply_to: str
    list_unsubscribe: str
    reason: str
    key: str
    attempts_in_round: int
    provider_message_id: str
    attachments: tuple[AttachmentDetails, ...]
    attempts: tuple[AttemptDetails, ...]


def message_details(message_id: UUID) -> MessageDetails:
    """A message with its attachments and attempts, in their order. Raises MessageUnknown."""
    organization_id = current_organization_id()
    message = Message.objects.filter(organization_id=organization_id, id=message_id).first()
    if message is None:
        raise MessageUnknown(message_id=message_id)
    attachments = MessageAttachment.objects.filter(organization_id=organization_id, message_id=message_id)
    attempts = DeliveryAttempt.objects.filter(organization_id=organization_id, message_id=message_id)
    return MessageDetails(
        summary=MessageSummary(*(getattr(message, field) for field in SUMMARY_FIELDS)),
        legal_entity_id=message.legal_entity_id,
        contact_id=message.contact_id,
        language=message.language,
        body=message.body,
        html=message.html,
        recipient_name=message.recipient_name,
        sender_name=message.sender_name,
        sender_address=message.sender_address,
        reply_to=message.reply_to,
        list_unsubscribe=message.list_unsubscribe,
        reason=message.reason,
        key=message.correlation_key,
        attempts_in_round=message.attempts,
        provider_message_id=message.provider_message_id,
        attachments=tuple(
            AttachmentDetails(*row)
            for row in attachments.order_by("position").values_list(*AttachmentDetails.__dataclass_fields__)
        ),
        attempts=tuple(
            AttemptDetails(*row)
            for row in attempts.order_by("number").values_list(*AttemptDetails.__dataclass_fields__)
        ),
    )
