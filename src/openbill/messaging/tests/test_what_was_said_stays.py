"""What was said is never rewritten and never removed, by nobody: the database itself refuses."""

import pytest
from django.db import DatabaseError, connection
from tests.support.database import connected_as
from tests.support.unchanged import nothing_changes

from openbill.foundation.tenancy import scope
from openbill.messaging.models import MessageAttachment
from openbill.messaging.tests.messages import a_firm, composed
from openbill.messaging.types import NewAttachment
from openbill.primitives.identifiers import new_identifier

WRITTEN = {
    "subject": "'x'",
    "body": "'x'",
    "html": "'x'",
    "recipient_address": "'x@y.example'",
    "recipient_name": "'x'",
    "reason": "'x'",
    "correlation_key": "'x'",
    "customer_id": "gen_random_uuid()",
    "composed_at": "now()",
    "sender_address": "'x'",
}


@pytest.mark.parametrize("column", WRITTEN)
def test_what_was_said_is_never_rewritten_not_even_by_the_owner(column):
    firm = a_firm()
    message = composed(firm)
    statement = f"UPDATE message SET {column} = {WRITTEN[column]} WHERE id = %s"
    with nothing_changes(firm.id):
        with connected_as("owner") as owner, pytest.raises(Exception, match="never changed or removed"):
            owner.execute(statement, [message.message_id])
        with pytest.raises(DatabaseError, match="permission denied"), scope(firm.id), connection.cursor() as cursor:
            cursor.execute(statement, [message.message_id])


def test_messages_attempts_and_attachments_are_never_removed():
    firm = a_firm()
    composed(firm, attachments=(NewAttachment(new_identifier(), "x.pdf"),))
    with nothing_changes(firm.id), connected_as("owner") as owner:
        for table in ("message", "message_attachment"):
            with pytest.raises(Exception, match="never changed or removed"):
                owner.execute(f"DELETE FROM {table} WHERE organization_id = %s", [firm.id])
        for table in ("message", "message_attachment", "delivery_attempt"):
            with pytest.raises(Exception, match="never changed or removed"):
                owner.execute(f"TRUNCATE {table} CASCADE")
    with scope(firm.id):
        assert MessageAttachment.objects.filter(organization_id=firm.id).count() == 1


def test_a_message_goes_only_where_its_lifecycle_leads_whoever_asks():
    firm = a_firm()
    message = composed(firm)
    with nothing_changes(firm.id), connected_as("owner") as owner:
        with pytest.raises(Exception, match="A message does not go from queued to sent"):
            owner.execute("UPDATE message SET state = 'sent', sent_at = now() WHERE id = %s", [message.message_id])
        with pytest.raises(Exception, match="message_is_claimed_while_sending"):
            owner.execute("UPDATE message SET state = 'sending' WHERE id = %s", [message.message_id])
        with pytest.raises(Exception, match="message_state_has_a_reason"):
            owner.execute("UPDATE message SET state = 'cancelled' WHERE id = %s", [message.message_id])
