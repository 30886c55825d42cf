"""Debits: what is fetched from one account at a time."""

from uuid import UUID

from django.db import models

from openbill.direct_debits.policies.debit_lifecycle import DEBIT_LIFECYCLE
from openbill.direct_debits.types import Decision, NoticeChannel
from openbill.foundation.tenancy import TenantModel, TenantRelation

LARGEST_MINOR = 999_999_999_99
"""The most that one debit may be over (the rulebooks' amount, 11 digits)."""


class Debit(TenantModel):
    """What is collected under one mandate, in euros, and what the bank says of it.

    `end_to_end_id` comes back with every word of the banks. `attempt` counts how often the same was collected already.
    The payment of a settled one is provisional until `refundable_until`; what came back says why, what follows
    (`decision`), and from when on the same may be collected again by itself (`retry_date`).
    """

    batch = TenantRelation("direct_debits.DebitBatch")
    batch_id: UUID
    mandate = TenantRelation("direct_debits.Mandate")
    mandate_id: UUID
    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    end_to_end_id = models.TextField()
    amount_minor = models.BigIntegerField()
    text = models.TextField()
    attempt = models.SmallIntegerField()
    notice_days = models.SmallIntegerField()
    state = models.TextField(default=DEBIT_LIFECYCLE.initial)
    settled_on = models.DateField(null=True)
    payment = TenantRelation("payments.Payment", null=True)
    payment_id: UUID | None
    refundable_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.TextField(default="")
    reason_text = models.TextField(default="")
    fee_minor = models.BigIntegerField(default=0)
    decision = models.TextField(default="")
    retry_date = models.DateField(null=True)
    command_id = models.UUIDField()

    class Meta:
        db_table = "debit"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "end_to_end_id"], name="debit_end_to_end_is_unique"),
            models.CheckConstraint(condition=models.Q(state__in=DEBIT_LIFECYCLE.states), name="debit_state"),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, amount_minor__lte=LARGEST_MINOR), name="debit_amount"
            ),
            models.CheckConstraint(condition=models.Q(fee_minor__gte=0), name="debit_fee"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["settled", "returned"], payment_id__isnull=False, settled_on__isnull=False
                )
                | models.Q(state__in=["prepared", "submitted", "rejected", "cancelled"], payment_id=None),
                name="debit_is_paid_where_it_was_settled",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["returned", "rejected"],
                    decision__in=[decision.value for decision in Decision],
                    ended_on__isnull=False,
                )
                | models.Q(state__in=["prepared", "submitted", "settled", "cancelled"], decision="", retry_date=None),
                name="debit_that_came_back_is_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "batch_id"], name="debit_of_batch"),
            models.Index(fields=["organization_id", "mandate_id", "id"], name="debit_of_mandate"),
            models.Index(fields=["organization_id", "customer_id", "id"], name="debit_of_customer"),
            models.Index(
                fields=["organization_id", "ended_on", "id"],
                name="debit_came_back",
                condition=models.Q(state__in=["returned", "rejected"]),
            ),
            models.Index(
                fields=["organization_id", "refundable_until"],
                name="debit_provisional",
                condition=models.Q(state="settled"),
            ),
        ]


class DebitItem(TenantModel):
    """What a debit collects of one item. While it may still be collected nothing else is: the database sees to it."""

    debit = TenantRelation("direct_debits.Debit")
    debit_id: UUID
    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    amount_minor = models.BigIntegerField()
    is_live = models.BooleanField(default=True)

    class Meta:
        db_table = "debit_item"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "item_id"],
                condition=models.Q(is_live=True),
                name="debit_item_is_collected_once",
            ),
            models.UniqueConstraint(fields=["organization_id", "debit_id", "item_id"], name="debit_item_is_named_once"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="debit_item_amount"),
        ]
        indexes = [models.Index(fields=["organization_id", "item_id"], name="debit_item_item")]


class PreNotification(TenantModel):
    """A payer was told of a debit on a day: by a message of ours, or by the invoice itself."""

    debit = TenantRelation("direct_debits.Debit")
    debit_id: UUID
    told_on = models.DateField()
    channel = models.TextField()
    message = TenantRelation("messaging.Message", null=True)
    message_id: UUID | None
    command_id = models.UUIDField()

    class Meta:
        db_table = "pre_notification"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "debit_id"], name="pre_notification_is_given_once"),
            models.CheckConstraint(
                condition=models.Q(channel__in=[channel.value for channel in NoticeChannel]),
                name="pre_notification_channel",
            ),
        ]
