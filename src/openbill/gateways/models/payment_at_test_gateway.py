"""What the built-in test gateway knows: its side of the counter."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class PaymentAtTestGateway(TenantModel):
    """A payment at the test gateway; `attempt_ref` and `return_url` are what it was told, as any gateway is.

    `payout_ref` is the payout with which it went out, `taken_in_payout_ref` that in which it was taken back.
    """

    account = TenantRelation("gateways.GatewayAccount")
    account_id: UUID
    attempt_ref = models.UUIDField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    description = models.TextField()
    return_url = models.TextField()
    saves_method = models.BooleanField(default=False)
    state = models.TextField(default="open")
    code = models.TextField(default="")
    refunded_minor = models.BigIntegerField(default=0)
    refund_keys = models.JSONField(default=list)
    payout_ref = models.TextField(default="")
    taken_in_payout_ref = models.TextField(default="")
    changed_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "test_payment"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "attempt_ref"], name="test_payment_is_ordered_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "declined", "paid", "refunded", "disputed"]),
                name="test_payment_state",
            ),
            models.CheckConstraint(
                condition=models.Q(refunded_minor__gte=0, refunded_minor__lte=models.F("amount_minor")),
                name="test_payment_refunded",
            ),
        ]
