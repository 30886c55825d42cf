"""What customers are asked to pay by a link."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.gateways.types import RequestState


class PaymentRequest(TenantModel):
    """Debts of one customer that are paid together, or in parts.

    Each success that settles something ends a round; `link_number` counts the links that were made for it, of which
    the last one is good.
    """

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    currency = models.CharField(max_length=3)
    state = models.TextField(default=RequestState.OPEN.value)
    round = models.IntegerField(default=1)
    link_number = models.IntegerField(default=1)
    is_automatic = models.BooleanField(default=False)
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "payment_request"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in RequestState]), name="payment_request_state"
            ),
            models.CheckConstraint(condition=models.Q(round__gte=1), name="payment_request_round"),
            models.CheckConstraint(
                condition=models.Q(link_number__gte=1, link_number__lte=65_535), name="payment_request_link_number"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("requested_at")), name="payment_request_expires_later"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id"], name="payment_request_customer"),
            models.Index(fields=["organization_id", "state", "id"], name="payment_request_of_state"),
            models.Index(fields=["organization_id", "expires_at", "id"], name="payment_request_expires"),
            models.Index(fields=["organization_id", "state", "expires_at", "id"], name="payment_request_good"),
        ]


class RequestedItem(TenantModel):
    """One debt of a payment request."""

    request = TenantRelation("gateways.PaymentRequest")
    request_id: UUID
    item = TenantRelation("receivables.OpenItem")
    item_id: UUID

    class Meta:
        db_table = "requested_item"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "request_id", "item_id"], name="requested_item_is_named_once"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "item_id"], name="requested_item_item")]
