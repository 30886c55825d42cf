"""Promises to pay, and the debts that they cover."""

from uuid import UUID

from django.db import models

from openbill.collections.policies.promise_lifecycle import PROMISE_LIFECYCLE
from openbill.collections.types import PromiseMethod
from openbill.foundation.tenancy import TenantModel, TenantRelation


class Promise(TenantModel):
    """What a customer said it will pay, and by when; judged by what came in after `given_on`.

    `judged_after` is the last day on which a receipt still keeps it: the promised day and the grace of its method.
    `outstanding_minor` is what of it was still to come when the promises were last judged.
    """

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    outstanding_minor = models.BigIntegerField()
    given_on = models.DateField()
    promised_date = models.DateField()
    judged_after = models.DateField()
    method = models.TextField()
    note = models.TextField(default="")
    state = models.TextField(default=PROMISE_LIFECYCLE.initial)
    received_minor = models.BigIntegerField(default=0)
    judged_on = models.DateField(null=True)
    command_id = models.UUIDField()

    class Meta:
        db_table = "promise"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=PROMISE_LIFECYCLE.states), name="promise_state"),
            models.CheckConstraint(
                condition=models.Q(method__in=[method.value for method in PromiseMethod]), name="promise_method"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0)
                & models.Q(promised_date__gte=models.F("given_on"))
                & models.Q(judged_after__gte=models.F("promised_date")),
                name="promise_is_possible",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", judged_on=None)
                | (~models.Q(state="open") & models.Q(judged_on__isnull=False)),
                name="promise_ends_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id"], name="promise_customer"),
            models.Index(fields=["organization_id", "promised_date", "id"], name="promise_promised"),
            models.Index(fields=["organization_id", "state", "promised_date", "id"], name="promise_state_promised"),
            models.Index(fields=["organization_id", "given_on", "id"], name="promise_given"),
            models.Index(fields=["organization_id", "amount_minor", "id"], name="promise_amount"),
            models.Index(
                fields=["organization_id", "judged_after"], name="promise_open", condition=models.Q(state="open")
            ),
        ]


class PromisedItem(TenantModel):
    """The promised part of one debt."""

    promise = TenantRelation("collections.Promise")
    promise_id: UUID
    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    amount_minor = models.BigIntegerField()

    class Meta:
        db_table = "promised_item"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "promise_id", "item_id"], name="promised_item_is_unique"
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="promised_item_amount"),
        ]
        indexes = [models.Index(fields=["organization_id", "item_id"], name="promised_item_item")]
