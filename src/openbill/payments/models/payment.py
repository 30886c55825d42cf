"""Payments that came in."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.payments.policies.payment_lifecycle import PAYMENT_LIFECYCLE
from openbill.payments.types import MoneyOn, PaymentMethod


class Payment(TenantModel):
    """Cash that came in; `item` is the credit by which it stands in the books, with its amount and currency.

    `account` is the account of the books on which its money came in; another system's where that keeps the books.
    A returned payment was taken back by a bank, a withdrawn one was recorded by mistake: `returned_date` is the day
    from which its debts are owed again.
    """

    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    method = models.TextField()
    received_date = models.DateField()
    reference = models.TextField(default="")
    account = models.TextField(default=MoneyOn.TRANSIT.value)
    state = models.TextField(default=PAYMENT_LIFECYCLE.initial)
    returned_date = models.DateField(null=True)
    return_reason = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "payment"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "item_id"], name="payment_item_is_unique"),
            models.CheckConstraint(
                condition=models.Q(method__in=[method.value for method in PaymentMethod]), name="payment_method"
            ),
            models.CheckConstraint(
                condition=models.Q(account__in=[*(account.value for account in MoneyOn), "external_clearing"]),
                name="payment_account",
            ),
            models.CheckConstraint(
                condition=models.Q(state="recorded", returned_date=None)
                | models.Q(state__in=["returned", "withdrawn"], returned_date__isnull=False),
                name="payment_state",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id", "received_date"], name="payment_customer"),
            models.Index(fields=["organization_id", "received_date", "id"], name="payment_received"),
            models.Index(fields=["organization_id", "reference"], name="payment_reference"),
            models.Index(
                fields=["organization_id", "received_date"],
                name="payment_in_transit",
                condition=models.Q(account=MoneyOn.TRANSIT.value),
            ),
        ]
