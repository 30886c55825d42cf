"""What gateways told: kept first, understood afterwards."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.gateways.types import NoticeKind, NoticeState


class GatewayNotice(TenantModel):
    """One notice, by the gateway's own name of it. `facts` are what it tells in our words; the message is not kept."""

    account = TenantRelation("gateways.GatewayAccount")
    account_id: UUID
    notice_id = models.TextField()
    kind = models.TextField()
    told_as = models.TextField()
    facts = models.JSONField()
    state = models.TextField(default=NoticeState.KEPT.value)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True)
    command_id = models.UUIDField()

    class Meta:
        db_table = "gateway_notice"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "notice_id"], name="gateway_notice_is_taken_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in NoticeKind]), name="gateway_notice_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["kept", "waiting"], processed_at=None)
                | models.Q(state__in=["processed", "ignored"], processed_at__isnull=False),
                name="gateway_notice_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "account_id", "happened_at"],
                name="gateway_notice_left",
                condition=models.Q(processed_at=None),
            ),
        ]
