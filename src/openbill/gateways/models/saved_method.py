"""Ways of paying that customers agreed to have kept."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class SavedMethod(TenantModel):
    """The gateway's token for a card or an account, encrypted; `label` is how people recognise it ("Visa 4242").

    `consent` are the words to which the customer agreed. It pays by itself on due dates where `pays_automatically`.
    `expires_on` is the last day of a card, as far as the gateway told; `warned_of` that of which the customer was told.
    """

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    account = TenantRelation("gateways.GatewayAccount")
    account_id: UUID
    token = models.TextField()
    token_hash = models.TextField()
    label = models.TextField()
    state = models.TextField(default="active")
    pays_automatically = models.BooleanField(default=True)
    expires_on = models.DateField(null=True)
    warned_of = models.DateField(null=True)
    consent = models.TextField()
    consented_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "saved_method"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "token_hash"], name="saved_method_is_kept_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="active", ended_at=None)
                | models.Q(state="ended", ended_at__isnull=False, token=""),
                name="saved_method_state",
            ),
            models.CheckConstraint(condition=~models.Q(consent=""), name="saved_method_consent"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id"], name="saved_method_customer"),
            models.Index(
                fields=["organization_id", "expires_on"],
                name="saved_method_expires",
                condition=models.Q(state="active", expires_on__isnull=False),
            ),
        ]
