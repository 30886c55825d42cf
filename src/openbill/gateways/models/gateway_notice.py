"""What gateways told: kept first, understood afterwards."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.gateways.types import NoticeKind, NoticeState


class GatewayNotice(TenantModel):
    """One notice, by the gateway's own name of it. `facts` are what it tells in our words; the message is not kept.

    The names by which it tells what it is about stand beside them, so that many are looked up at once. What could not
    be understood was refused `refusals` times, the last time because of `refused_because`, and is read again at
    `read_again_at`; None is at once. `set_aside_because` is what the person said who set it aside.
    """

    account = TenantRelation("gateways.GatewayAccount")
    account_id: UUID
    notice_id = models.TextField()
    kind = models.TextField()
    told_as = models.TextField()
    facts = models.JSONField()
    attempt_ref = models.UUIDField(null=True)
    gateway_id = models.TextField(default="")
    payment_ref = models.TextField(default="")
    refund_ref = models.TextField(default="")
    state = models.TextField(default=NoticeState.KEPT.value)
    refusals = models.SmallIntegerField(default=0)
    refused_because = models.TextField(default="")
    read_again_at = models.DateTimeField(null=True)
    set_aside_because = models.TextField(default="")
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
                condition=models.Q(state__in=["kept", "waiting", "refused"], processed_at=None)
                | models.Q(state__in=["processed", "ignored", "set_aside"], processed_at__isnull=False),
                name="gateway_notice_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | models.Q(refusals__gt=0), name="gateway_notice_was_refused"
            ),
            models.CheckConstraint(
                condition=models.Q(state="set_aside") & ~models.Q(set_aside_because="")
                | ~models.Q(state="set_aside") & models.Q(set_aside_because=""),
                name="gateway_notice_set_aside_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "account_id", "happened_at"],
                name="gateway_notice_left",
                condition=models.Q(processed_at=None),
            ),
            models.Index(fields=["organization_id", "account_id", "received_at"], name="gateway_notice_received"),
            models.Index(
                fields=["organization_id", "account_id", "payment_ref"],
                name="gateway_notice_waits_for_ref",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["organization_id", "account_id", "gateway_id"],
                name="gateway_notice_waits_for_id",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["organization_id", "state", "id"],
                name="gateway_notice_unsettled",
                condition=models.Q(state__in=["kept", "waiting", "refused", "set_aside"]),
            ),
        ]
