"""What a person should do, and why."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation

TASK_KINDS = (
    "stale_figures", "missing_address", "failed_reminder", "broken_promise", "returned_payment", "bounced_message",
    "decide", "disabled_webhook", "failed_debit", "failed_transfer", "failed_refund", "refused_notice",
    "missing_certificate",
    "expiring_method",
)  # fmt: skip
TASK_STATES = ("open", "done", "void")


class Task(TenantModel):
    """A task, made once per `key`; `kind` is one of TASK_KINDS, the reason is told in words.

    `item` and `notice` are the debt and the reminder that it is about, where it follows one of them.
    It is done where a person says so, and void where nobody need do it any more: then its key may come again.
    """

    key = models.TextField()
    kind = models.TextField()
    customer = TenantRelation("customers.Customer", null=True)
    customer_id: UUID | None
    legal_entity = TenantRelation("organizations.LegalEntity", null=True)
    legal_entity_id: UUID | None
    item = TenantRelation("receivables.OpenItem", null=True)
    item_id: UUID | None
    notice = TenantRelation("collections.Notice", null=True)
    notice_id: UUID | None
    reason = models.TextField()
    due_date = models.DateField()
    state = models.TextField(default="open")
    ended_on = models.DateField(null=True)
    outcome = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "task"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "key"], condition=~models.Q(state="void"), name="task_key_is_unique"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=TASK_KINDS), name="task_kind"),
            models.CheckConstraint(condition=models.Q(state__in=TASK_STATES), name="task_state"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "due_date", "id"], name="task_due"),
            models.Index(fields=["organization_id", "state", "due_date", "id"], name="task_state_due"),
            models.Index(fields=["organization_id", "customer_id"], name="task_customer"),
        ]
