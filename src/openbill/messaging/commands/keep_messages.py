"""Put composed messages where they wait: the one way by which they come to be."""

from collections.abc import Iterator, Sequence, Set
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.staging import staged_rows
from openbill.messaging.commands.check_messages import CheckedMessages, check_messages
from openbill.messaging.events import MessagesWereComposed, MessageWasSuppressed
from openbill.messaging.types import NAMED_IN_EVENTS, ComposedMessage, MessagesComposed, NewMessage
from openbill.organizations.models import Organization
from openbill.primitives.identifiers import new_identifiers

_MESSAGE_COLUMNS = """
    id uuid, key text, legal_entity_id uuid, customer_id uuid, contact_id uuid, channel text, purpose text, stage text,
    language text, subject text, body text, html text, recipient_name text, recipient_address text, sender_name text,
    sender_address text, reply_to text, list_unsubscribe text, reason text, send_after timestamptz
"""
_ATTACHMENT_COLUMNS = "message_id uuid, position int, file_name text, media_type text, stored_file_id uuid"

# What is suppressed comes first: safe mode ends, the list stays.
_INSERT = """
    INSERT INTO message (
        organization_id, id, legal_entity_id, customer_id, contact_id, channel, purpose, stage, language, subject,
        body, html, recipient_name, recipient_address, sender_name, sender_address, reply_to, list_unsubscribe, reason,
        correlation_key, state, state_reason, composed_at, send_after, attempts, provider_message_id, command_id)
    SELECT %(organization)s, wanted.id, wanted.legal_entity_id, customer_id, contact_id, channel, purpose, stage,
           language, subject, body, html, recipient_name, recipient_address,
           coalesce(nullif(sender_name, ''), entity.name), sender_address, reply_to, list_unsubscribe, wanted.reason,
           key,
           CASE WHEN listed.reason IS NOT NULL THEN 'suppressed' WHEN %(safe)s THEN 'held'
                WHEN channel = 'email' THEN 'queued' ELSE 'composed' END,
           CASE WHEN listed.reason IS NOT NULL
                THEN 'The address is on the suppression list (' || replace(listed.reason, '_', ' ') || ').'
                WHEN %(safe)s THEN 'The organization is in safe mode.' ELSE '' END,
           %(at)s, coalesce(wanted.send_after, %(at)s), 0, '', %(command)s
    FROM {messages} AS wanted
    JOIN legal_entity entity ON entity.organization_id = %(organization)s AND entity.id = wanted.legal_entity_id
    LEFT JOIN LATERAL (
        SELECT suppression.reason FROM suppression
        WHERE suppression.organization_id = %(organization)s AND suppression.lifted_at IS NULL
          AND wanted.channel = 'email' AND suppression.address = lower(wanted.recipient_address)
        ORDER BY suppression.since LIMIT 1) AS listed ON true
    ORDER BY key
    ON CONFLICT (organization_id, correlation_key) DO NOTHING
    RETURNING id, customer_id, state
"""

_INSERT_ATTACHMENTS = """
    INSERT INTO message_attachment (organization_id, id, message_id, position, file_name, media_type, stored_file_id)
    SELECT %(organization)s, new_identifier(), message_id, position, file_name, media_type, stored_file_id
    FROM {attachments} WHERE message_id = ANY(%(kept)s::uuid[])
"""


def keep_messages(messages: Sequence[NewMessage], *, context: Context) -> MessagesComposed:
    """Keep a batch of messages inside the running command; for any number of them in a few statements.

    An address on the suppression list makes a message `suppressed`, safe mode makes it `held`; else an e-mail is
    `queued`, and what others carry stays `composed`. A key that is known already, of earlier or in the batch itself,
    keeps the message that has it, whatever the new one says. What cannot be composed is named with the
    reason, and stops no other.
    """
    checked = check_messages(messages, context=context)
    if not checked.messages:
        return MessagesComposed((), checked.failures)
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "safe": is_in_safe_mode(context),
        "at": context.at,
        "command": context.running_command_id,
    }
    identifiers = new_identifiers(len(checked.messages))
    with (
        staged_rows("messages", _MESSAGE_COLUMNS, _message_rows(checked, identifiers)) as rows,
        staged_rows("message_attachments", _ATTACHMENT_COLUMNS, _attachment_rows(checked, identifiers)) as attachments,
        connection.cursor() as cursor,
    ):
        cursor.execute(_INSERT.format(messages=rows), parameters)
        kept = {message_id: (customer_id, state) for message_id, customer_id, state in cursor.fetchall()}
        cursor.execute(
            _INSERT_ATTACHMENTS.format(attachments=attachments), {**parameters, "kept": identifier_array(kept)}
        )
        cursor.execute(
            f"""
            SELECT wanted.key, message.id, message.state FROM {rows} AS wanted
            JOIN message ON message.organization_id = %(organization)s AND message.correlation_key = wanted.key
            ORDER BY wanted.id
            """,
            parameters,
        )
        found = cursor.fetchall()
    _tell(kept, context)
    return MessagesComposed(_composed(found, kept.keys()), checked.failures)


def is_in_safe_mode(context: Context) -> bool:
    """Whether nothing goes outside."""
    return Organization.objects.values_list("is_in_safe_mode", flat=True).get(id=context.organization_id)


def _message_rows(checked: CheckedMessages, identifiers: Sequence[UUID]) -> Iterator[tuple[object, ...]]:
    for identifier, message in zip(identifiers, checked.messages, strict=True):
        yield (
            identifier, message.key, message.legal_entity_id, message.customer_id, message.contact_id,
            message.channel, message.purpose, message.stage, message.language, message.subject, message.body,
            message.html, message.recipient_name, message.recipient_address, message.sender_name,
            message.sender_address, message.reply_to, message.list_unsubscribe, message.reason, message.send_after,
        )  # fmt: skip


def _attachment_rows(checked: CheckedMessages, identifiers: Sequence[UUID]) -> Iterator[tuple[object, ...]]:
    for identifier, message in zip(identifiers, checked.messages, strict=True):
        for position, attachment in enumerate(message.attachments, start=1):
            yield identifier, position, attachment.file_name, attachment.media_type, attachment.stored_file_id


def _composed(found: Sequence[tuple[str, UUID, str]], new: Set[UUID]) -> tuple[ComposedMessage, ...]:
    """In the order given; where a key came twice the first one is new."""
    told: set[UUID] = set()
    composed = []
    for key, message_id, state in found:
        composed.append(ComposedMessage(key, message_id, state, message_id in new and message_id not in told))
        told.add(message_id)
    return tuple(composed)


def _tell(kept: dict[UUID, tuple[UUID, str]], context: Context) -> None:
    if not kept:
        return
    identifiers = sorted(kept)
    publish(MessagesWereComposed(len(kept), tuple(identifiers[:NAMED_IN_EVENTS])), context=context)
    for message_id in identifiers:
        customer_id, state = kept[message_id]
        if state == "suppressed":
            publish(MessageWasSuppressed(message_id, customer_id), context=context)
