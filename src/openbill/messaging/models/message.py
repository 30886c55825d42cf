"""What was, or will be, said to a customer."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE, WAITING
from openbill.messaging.types import CHANNELS, EMAIL


class Message(TenantModel):
    """A message as it was composed: what it says, to whom and why is never changed, only where it is.

    `reason` says in words why it exists, `state_reason` why it is in its state, where that is not plain.
    `correlation_key` names the occasion, so that a message is never composed twice. `attempts` counts those of
    this round; a person who has it sent again begins another one. A blank `sender_address` is the installation's.

    A sender claims messages in an order: `claim_id`, `claim_position` from 1, and `lease_until`, after which the
    sender counts as dead. An uncertain message keeps its claim, so that an answer that comes late finds it.
    """

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    contact = TenantRelation("customers.Contact", null=True)
    contact_id: UUID | None
    channel = models.TextField()
    purpose = models.TextField()
    stage = models.TextField(default="")
    language = models.TextField(default="")
    subject = models.TextField()
    body = models.TextField()
    html = models.TextField(default="")
    recipient_name = models.TextField(default="")
    recipient_address = models.TextField(default="")
    sender_name = models.TextField(default="")
    sender_address = models.TextField(default="")
    reply_to = models.TextField(default="")
    list_unsubscribe = models.TextField(default="")
    reason = models.TextField()
    correlation_key = models.TextField()
    state = models.TextField(default=MESSAGE_LIFECYCLE.initial)
    state_reason = models.TextField(default="")
    composed_at = models.DateTimeField()
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    provider_message_id = models.TextField(default="")
    claim_id = models.UUIDField(null=True)
    claim_position = models.IntegerField(null=True)
    lease_until = models.DateTimeField(null=True)
    command_id = models.UUIDField()

    class Meta:
        db_table = "message"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "correlation_key"], name="message_key_is_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=MESSAGE_LIFECYCLE.states), name="message_state"
            ),
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="message_channel"),
            models.CheckConstraint(
                condition=~models.Q(channel=EMAIL) | ~models.Q(recipient_address=""), name="message_has_an_address"
            ),
            models.CheckConstraint(
                condition=models.Q(channel=EMAIL) | ~models.Q(state__in=(*WAITING, "sending")),
                name="message_is_carried_by_others",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="message_sent_at"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sending")
                | models.Q(claim_id__isnull=False, claim_position__isnull=False, lease_until__isnull=False),
                name="message_is_claimed_while_sending",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["held", "suppressed", "cancelled", "deferred", "bounced", "failed",
                                               "uncertain"])
                | ~models.Q(state_reason=""),
                name="message_state_has_a_reason",
            ),
            models.CheckConstraint(condition=models.Q(attempts__gte=0), name="message_attempts"),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["organization_id", "send_after", "id"],
                name="message_due",
                condition=models.Q(state__in=WAITING),
            ),
            models.Index(
                fields=["organization_id", "lease_until"],
                name="message_lease",
                condition=models.Q(state="sending"),
            ),
            models.Index(fields=["organization_id", "customer_id", "-composed_at", "-id"], name="message_customer"),
            models.Index(fields=["organization_id", "state", "composed_at", "id"], name="message_outbox"),
            models.Index(fields=["organization_id", "composed_at", "id"], name="message_written"),
        ]


class MessageAttachment(TenantModel):
    """A stored file that goes along with a message; the documents keep its bytes. `position` counts from 1."""

    message = TenantRelation("messaging.Message")
    message_id: UUID
    position = models.IntegerField()
    file_name = models.TextField()
    media_type = models.TextField()
    stored_file_id = models.UUIDField()

    class Meta:
        db_table = "message_attachment"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "message_id", "position"], name="message_attachment_position_is_unique"
            ),
        ]
