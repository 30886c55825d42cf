"""Reminders that were made, and the debts that each of them asked for at a new stage."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class Notice(TenantModel):
    """One reminder to one customer by one entity in one currency; `stage` is the firmest of its debts.

    `message_id` is the message that says it. A withdrawn notice never went out: the reason is told, and what it
    asked for is asked again when that is due.
    """

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    currency = models.CharField(max_length=3)
    on_date = models.DateField()
    stage = models.TextField()
    strategy = models.TextField()
    strategy_version = models.TextField()
    total_minor = models.BigIntegerField()
    credits_minor = models.BigIntegerField(default=0)
    reason = models.TextField()
    message_id = models.UUIDField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "notice"
        indexes = [
            models.Index(fields=["organization_id", "customer_id", "on_date"], name="notice_customer"),
            models.Index(fields=["organization_id", "message_id"], name="notice_message"),
        ]


class ListedItem(TenantModel):
    """A debt that a notice lists, with what it asks for: whether it reached a stage by it or was due before."""

    notice = TenantRelation("collections.Notice")
    notice_id: UUID
    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    due_date = models.DateField()
    asked_minor = models.BigIntegerField()

    class Meta:
        db_table = "listed_item"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "notice_id", "item_id"], name="listed_item_stands_once"),
            models.CheckConstraint(condition=models.Q(asked_minor__gt=0), name="listed_item_asks_for_something"),
        ]
        indexes = [models.Index(fields=["organization_id", "item_id"], name="listed_item_item")]


class NoticedItem(TenantModel):
    """A debt that reached a stage by a notice: once per due date and stage, which the database holds.

    A later due date begins a new cycle, so `cycle_date` is the due date that was asked for.
    """

    notice = TenantRelation("collections.Notice")
    notice_id: UUID
    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    cycle_date = models.DateField()
    stage_number = models.SmallIntegerField()
    on_date = models.DateField()
    asked_minor = models.BigIntegerField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        db_table = "noticed_item"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "item_id", "cycle_date", "stage_number"],
                condition=models.Q(is_withdrawn=False),
                name="noticed_item_stage_is_unique",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "notice_id"], name="noticed_item_notice")]
