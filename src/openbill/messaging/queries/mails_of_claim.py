"""The mails that a sender has claimed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.messaging.types import Mail


@dataclass(frozen=True, slots=True)
class AttachedFile:
    stored_file_id: UUID
    file_name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail without the bytes of its attachments, which are fetched one mail at a time."""

    mail: Mail
    files: tuple[AttachedFile, ...]


def mails_of_claim(claim_id: UUID, *, date: datetime) -> list[ClaimedMail]:
    """What is still being sent of a claim, in its order; `date` is the one that the mails get."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, sender_name, sender_address, reply_to, recipient_name, recipient_address, subject, body, html,
                   list_unsubscribe, %s::timestamptz
            FROM message WHERE organization_id = %s AND state = 'sending' AND claim_id = %s ORDER BY claim_position
            """,
            [date, current_organization_id(), claim_id],
        )
        mails = [Mail(*row) for row in cursor.fetchall()]
    files = _files([mail.message_id for mail in mails])
    return [ClaimedMail(mail, tuple(files[mail.message_id])) for mail in mails]


def _files(message_ids: list[UUID]) -> dict[UUID, list[AttachedFile]]:
    files: dict[UUID, list[AttachedFile]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT message_id, stored_file_id, file_name, media_type FROM message_attachment
            WHERE organization_id = %s AND message_id = ANY(%s) ORDER BY message_id, position
            """,
            [current_organization_id(), message_ids],
        )
        for message_id, *file in cursor.fetchall():
            files[message_id].append(AttachedFile(*file))
    return files
