"""What gateways paid out, line by line."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.gateways.types import EntryKind


class Payout(TenantModel):
    """One bank line of a gateway: `amount_minor` is what its entries come to less `fee_minor`; negative goes out.

    `arrived_date` is said by the bank, `arrival_date` by the gateway.
    """

    account = TenantRelation("gateways.GatewayAccount")
    account_id: UUID
    gateway_id = models.TextField()
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    arrival_date = models.DateField()
    arrived_date = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "payout"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "gateway_id"], name="payout_is_recorded_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "arrival_date", "id"], name="payout_arrival"),
            models.Index(fields=["organization_id", "amount_minor", "id"], name="payout_amount"),
            models.Index(
                fields=["organization_id", "arrival_date", "id"],
                name="payout_awaited",
                condition=models.Q(arrived_date=None),
            ),
            models.Index(fields=["organization_id", "gateway_id"], name="payout_gateway_id"),
        ]


class PayoutEntry(TenantModel):
    """One line of a payout; `attempt` where it is about a try of ours, which may be known after it only.

    `ref` is the gateway's name of the line, `payment_ref` of the payment that it is about.
    """

    payout = TenantRelation("gateways.Payout")
    payout_id: UUID
    attempt = TenantRelation("gateways.PaymentAttempt", null=True)
    attempt_id: UUID | None
    number = models.IntegerField()
    kind = models.TextField()
    ref = models.TextField()
    payment_ref = models.TextField(default="")
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()

    class Meta:
        db_table = "payout_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "payout_id", "number"], name="payout_entry_number_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in EntryKind]), name="payout_entry_kind"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "payment_ref"],
                name="payout_entry_of_others",
                condition=models.Q(attempt_id=None),
            ),
        ]
