"""Sending, in a worker."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from openbill.foundation.context import system_context
from openbill.messaging.commands.send_messages import send_messages
from openbill.messaging.policies.without_addresses import without_addresses
from openbill.messaging.ports import mail_ports

QUEUE = "messages"

logger = logging.getLogger(__name__)


@app.task(name="send_due_messages", queue=QUEUE)
def send_due_messages(*, organization_id: str) -> int:
    """Send what is due of one organization, and count what went out.

    Where more may be due another job of the kind is queued, behind those of others. It is not tried again where it
    fails: what is left is due at the next minute. Raises MailNotConnected and MailServerUnknown.
    """
    ports = mail_ports()
    context = system_context(UUID(organization_id))
    with ports.open_sender() as sender:
        sent = send_messages(sender=sender, attachments=ports.attachments, recheck=ports.recheck, context=context)
    if sent.stopped:
        logger.warning("Sending ended early: %s", without_addresses(sent.stopped))
    if sent.has_more:
        _send_later(organization_id)
    return sent.sent


def send_due_messages_later(at: datetime) -> int:
    """Queue the sending of every organization that has something due, and count them; one job of each waits at most."""
    return sum(_send_later(str(organization_id)) for organization_id in organizations_with_due_messages(at))


def _send_later(organization_id: str) -> bool:
    job = send_due_messages.configure(queueing_lock=f"send_due_messages {organization_id}")
    try:
        job.defer(organization_id=organization_id)
    except AlreadyEnqueued:
        return False
    return True


def organizations_with_due_messages(at: datetime) -> list[UUID]:
    """The organizations that have e-mails to send, or claims of senders that died; asked as the maintenance role."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            """
            SELECT organization_id FROM message WHERE state IN ('queued', 'deferred') AND send_after <= %(at)s
            UNION
            SELECT organization_id FROM message WHERE state = 'sending' AND lease_until <= %(at)s
            """,
            {"at": at},
        )
        return [row[0] for row in cursor.fetchall()]
