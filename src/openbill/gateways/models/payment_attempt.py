"""Each try to pay a request, what it is for, and what went back of it."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.gateways.types import AttemptState, DeclineReason


class PaymentAttempt(TenantModel):
    """One try at the gateway.

    `gateway_id` is the gateway's name of the try, `payment_ref` of the payment that came of it; both are learned.
    `consent` are the words to which the payer agreed who has the method kept; blank where it is not.
    `settles` the one success of a round, all others of which are a surplus and go back. `disputed_minor` is
    what the payer's bank took back and has; `disputes` counts how often it did, and the last one was won at
    `regained_at`. `retry_at` is when a saved method is tried again. `customer` is that of the request.
    """

    request = TenantRelation("gateways.PaymentRequest")
    request_id: UUID
    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    account = TenantRelation("gateways.GatewayAccount")
    account_id: UUID
    saved_method = TenantRelation("gateways.SavedMethod", null=True)
    saved_method_id: UUID | None
    round = models.IntegerField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.TextField(default=AttemptState.BEGUN.value)
    consent = models.TextField(default="")
    gateway_id = models.TextField(null=True)
    payment_ref = models.TextField(null=True)
    reason = models.TextField(default="")
    code = models.TextField(default="")
    settles = models.BooleanField(default=False)
    payment = TenantRelation("payments.Payment", null=True)
    payment_id: UUID | None
    refunded_minor = models.BigIntegerField(default=0)
    disputed_minor = models.BigIntegerField(default=0)
    disputes = models.SmallIntegerField(default=0)
    regained_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    command_id = models.UUIDField()

    class Meta:
        db_table = "payment_attempt"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "gateway_id"], name="payment_attempt_gateway_id_is_unique"
            ),
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "payment_ref"], name="payment_attempt_payment_ref_is_unique"
            ),
            models.UniqueConstraint(fields=["organization_id", "payment_id"], name="payment_attempt_payment_is_unique"),
            models.UniqueConstraint(
                fields=["organization_id", "request_id", "round"],
                condition=models.Q(settles=True),
                name="payment_attempt_settles_a_round_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="begun", ended_at=None, payment_id=None)
                | models.Q(state="failed", ended_at__isnull=False, payment_id=None)
                | models.Q(
                    state__in=["succeeded", "refunded", "disputed", "regained"],
                    ended_at__isnull=False,
                    payment_id__isnull=False,
                ),
                name="payment_attempt_state",
            ),
            models.CheckConstraint(
                condition=models.Q(settles=False) | ~models.Q(state__in=["begun", "failed"]),
                name="payment_attempt_settles_by_success",
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=["", *(reason.value for reason in DeclineReason)]),
                name="payment_attempt_reason",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="payment_attempt_amount"),
            models.CheckConstraint(
                condition=models.Q(
                    refunded_minor__gte=0,
                    disputed_minor__gte=0,
                    amount_minor__gte=models.F("refunded_minor") + models.F("disputed_minor"),
                ),
                name="payment_attempt_went_back",
            ),
            models.CheckConstraint(
                condition=models.Q(retry_at=None) | models.Q(state="failed", saved_method_id__isnull=False),
                name="payment_attempt_retry",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "request_id", "id"], name="payment_attempt_request"),
            models.Index(fields=["organization_id", "customer_id"], name="payment_attempt_customer"),
            models.Index(fields=["organization_id", "state", "id"], name="payment_attempt_of_state"),
            models.Index(fields=["organization_id", "amount_minor", "id"], name="payment_attempt_of_amount"),
            models.Index(
                fields=["organization_id", "retry_at"],
                name="payment_attempt_retry_due",
                condition=models.Q(retry_at__isnull=False),
            ),
            models.Index(
                fields=["organization_id", "began_at"],
                name="payment_attempt_begun",
                condition=models.Q(state="begun"),
            ),
        ]


class AttemptPart(TenantModel):
    """How much of which debt a try is to settle.

    `short_reason` is why its payer pays less than is due, blank where the rest follows: it is contested once the try
    succeeded.
    """

    attempt = TenantRelation("gateways.PaymentAttempt")
    attempt_id: UUID
    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    amount_minor = models.BigIntegerField()
    short_reason = models.TextField(default="")
    short_note = models.TextField(default="")

    class Meta:
        db_table = "attempt_part"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "attempt_id", "item_id"], name="attempt_part_is_named_once"
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="attempt_part_amount"),
        ]


class GatewayRefund(TenantModel):
    """Money of a try that goes back: asked for here (`refund_request`, or a surplus), or made at the gateway itself.

    A gateway that did not take it on said `refused_because`, `refusals` times, and is asked again at `ask_again_at`.
    """

    attempt = TenantRelation("gateways.PaymentAttempt")
    attempt_id: UUID
    refund_request = TenantRelation("payments.RefundRequest", null=True)
    refund_request_id: UUID | None
    amount_minor = models.BigIntegerField()
    state = models.TextField(default="asked")
    gateway_id = models.TextField(null=True)
    is_booked = models.BooleanField(default=False)
    refusals = models.SmallIntegerField(default=0)
    refused_because = models.TextField(default="")
    ask_again_at = models.DateTimeField(null=True)
    command_id = models.UUIDField()

    class Meta:
        db_table = "gateway_refund"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "attempt_id", "gateway_id"], name="gateway_refund_gateway_id_is_unique"
            ),
            models.UniqueConstraint(
                fields=["organization_id", "refund_request_id"], name="gateway_refund_request_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "done", "failed"]), name="gateway_refund_state"
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="gateway_refund_amount"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "gateway_id"], name="gateway_refund_gateway_id"),
            models.Index(
                fields=["organization_id", "id"],
                name="gateway_refund_to_ask",
                condition=models.Q(state="asked", gateway_id=None),
            ),
        ]
