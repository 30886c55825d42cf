"""Whether a message can be composed as it is."""

import functools
import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from openbill.messaging.errors import (
    AddressOfMessageWrong,
    AttachmentWrong,
    RecipientMissing,
    SendAfterWrong,
    TooManyAttachments,
    UnsubscribeWrong,
)
from openbill.messaging.policies.code_word import code_word, known_channel
from openbill.messaging.policies.render_template import LONGEST_SUBJECT, LONGEST_TEXT
from openbill.messaging.policies.written_text import one_line, several_lines
from openbill.messaging.types import EMAIL, NewAttachment, NewMessage
from openbill.organizations.errors import EmailWrong
from openbill.organizations.policies.email_address import email_address
from openbill.organizations.policies.language_tag import language_tag

MOST_ATTACHMENTS = 50
LONGEST_KEY = 200
LONGEST_NAME = 200
LONGEST_REASON = 1_000
LONGEST_LINK = 500
LONGEST_TAG = 35
"""Characters of a language, by RFC 5646."""

_language = functools.lru_cache(maxsize=1_000)(language_tag)
"""Of many messages most have one of a few languages."""

_MEDIA_TYPE = re.compile(r"(?:application|audio|font|image|text|video)/[a-z0-9][a-z0-9.+-]{0,99}")


@dataclass(frozen=True, slots=True)
class Reached:
    """How the contact of a message is reached: blank where it is not known."""

    name: str = ""
    address: str = ""


def check_message(message: NewMessage, legal_entity_id: UUID, contact: Reached) -> NewMessage:
    """The message as it is kept: for a legal entity, addresses complete, texts without what would be seen by nobody.

    Raises what is wrong first, naming the field and not what stands in it.
    """
    return replace(
        message,
        legal_entity_id=legal_entity_id,
        key=one_line("key", message.key, most=LONGEST_KEY),
        channel=known_channel(message.channel),
        purpose=code_word("purpose", message.purpose),
        stage=code_word("stage", message.stage, may_be_blank=True),
        language=_language(one_line("language", message.language, most=LONGEST_TAG, may_be_blank=True)),
        reason=several_lines("reason", message.reason, most=LONGEST_REASON),
        subject=one_line("subject", message.subject, most=LONGEST_SUBJECT),
        body=several_lines("body", message.body, most=LONGEST_TEXT),
        html=several_lines("HTML", message.html, most=LONGEST_TEXT, may_be_blank=True),
        recipient_name=_name("name of the recipient", message.recipient_name or contact.name),
        recipient_address=_recipient(message, contact),
        sender_name=_name("name of the sender", message.sender_name),
        sender_address=_address("address of the sender", message.sender_address),
        reply_to=_address("address for replies", message.reply_to),
        list_unsubscribe=_unsubscribing(message.list_unsubscribe),
        attachments=_attachments(message.attachments),
        send_after=_instant(message.send_after),
    )


def _recipient(message: NewMessage, contact: Reached) -> str:
    """Where it goes: as was said, else to the contact. A letter and a notice need no address of this kind."""
    wanted = message.recipient_address or contact.address
    if message.channel != EMAIL:
        return one_line("address of the recipient", wanted, most=LONGEST_NAME, may_be_blank=True)
    if not wanted.strip():
        raise RecipientMissing
    return _address("address of the recipient", wanted)


def _name(field: str, name: str) -> str:
    return one_line(field, name, most=LONGEST_NAME, may_be_blank=True)


def _address(field: str, address: str) -> str:
    try:
        return email_address(one_line(field, address, most=LONGEST_NAME + 100, may_be_blank=True))
    except EmailWrong:
        raise AddressOfMessageWrong(field=field) from None


def _unsubscribing(link: str) -> str:
    """One address of RFC 2369, to be put between angle brackets."""
    if not link:
        return ""
    wanted = one_line("address for unsubscribing", link, most=LONGEST_LINK)
    try:
        parts = urlsplit(wanted)
    except ValueError:
        raise UnsubscribeWrong from None
    is_complete = bool(parts.netloc) if parts.scheme == "https" else parts.scheme == "mailto" and "@" in parts.path
    if not is_complete or not wanted.isascii() or re.search(r"[\s<>,]", wanted):
        raise UnsubscribeWrong
    return wanted


def _attachments(attachments: tuple[NewAttachment, ...]) -> tuple[NewAttachment, ...]:
    if len(attachments) > MOST_ATTACHMENTS:
        raise TooManyAttachments(count=len(attachments), most=MOST_ATTACHMENTS)
    return tuple(_attachment(position, each) for position, each in enumerate(attachments, start=1))


def _attachment(position: int, attachment: NewAttachment) -> NewAttachment:
    name = one_line(f"file name of attachment {position}", attachment.file_name, most=LONGEST_NAME)
    if re.search(r'[/\\"]', name) or name in (".", ".."):
        raise AttachmentWrong(position=position, field="file name")
    if not _MEDIA_TYPE.fullmatch(attachment.media_type):
        raise AttachmentWrong(position=position, field="media type")
    return replace(attachment, file_name=name)


def _instant(send_after: datetime | None) -> datetime | None:
    if send_after is not None and send_after.utcoffset() is None:
        raise SendAfterWrong
    return send_after
