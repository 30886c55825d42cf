"""Credits with their clocks, what became of them, and the letters about them."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.unclaimed.types import ClockState, CreditKind, ReasonCode


class UnclaimedCredit(TenantModel):
    """A credit of a customer (`item`), or cash without a known owner (`line`), and where its clock stands.

    The amount is what is open of it, or what was handed over. The days are those of the type Clock. `rule_source`
    is the rule by which they were worked out; blank where there is none.
    """

    item = TenantRelation("receivables.OpenItem", null=True)
    item_id: UUID | None
    line = TenantRelation("cash_application.BankLine", null=True)
    line_id: UUID | None
    customer = TenantRelation("customers.Customer", null=True)
    customer_id: UUID | None
    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    kind = models.TextField()
    number = models.TextField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    arose_on = models.DateField()
    jurisdiction = models.TextField()
    last_contact_on = models.DateField(null=True)
    last_contact_how = models.TextField(default="")
    rests_from = models.DateField()
    dormant_on = models.DateField(null=True)
    letter_from = models.DateField(null=True)
    letter_until = models.DateField(null=True)
    report_on = models.DateField(null=True)
    deliver_on = models.DateField(null=True)
    state = models.TextField()
    because = models.TextField()
    state_since = models.DateField()
    rule_source = models.TextField(default="")

    class Meta:
        db_table = "unclaimed_credit"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "item_id"],
                condition=models.Q(item_id__isnull=False),
                name="unclaimed_credit_of_item_is_one",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "line_id"],
                condition=models.Q(line_id__isnull=False),
                name="unclaimed_credit_of_line_is_one",
            ),
            models.CheckConstraint(
                condition=models.Q(item_id__isnull=False, line_id=None, customer_id__isnull=False)
                | models.Q(item_id=None, line_id__isnull=False, customer_id=None),
                name="unclaimed_credit_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ClockState]), name="unclaimed_credit_state"
            ),
            models.CheckConstraint(
                condition=models.Q(because__in=[code.value for code in ReasonCode]), name="unclaimed_credit_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in CreditKind]), name="unclaimed_credit_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0) | models.Q(state="ended", amount_minor=0),
                name="unclaimed_credit_amount",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "state", "report_on", "id"], name="unclaimed_credit_report"),
            models.Index(fields=["organization_id", "state", "letter_until", "id"], name="unclaimed_credit_letter"),
            models.Index(fields=["organization_id", "state", "amount_minor", "id"], name="unclaimed_credit_value"),
            models.Index(fields=["organization_id", "customer_id"], name="unclaimed_credit_customer"),
        ]


class UnclaimedChange(TenantModel):
    """A credit came into a state, for a reason, on a day; nothing of it is changed. `actor` did it."""

    credit = TenantRelation("unclaimed.UnclaimedCredit")
    credit_id: UUID
    on_date = models.DateField()
    state = models.TextField()
    because = models.TextField()
    amount_minor = models.BigIntegerField()
    rests_from = models.DateField()
    report_on = models.DateField(null=True)
    jurisdiction = models.TextField()
    actor = models.TextField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "unclaimed_change"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ClockState]), name="unclaimed_change_state"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "credit_id", "id"], name="unclaimed_change_credit")]


class UnclaimedLetter(TenantModel):
    """A letter about a credit; whether it went out its message says."""

    credit = TenantRelation("unclaimed.UnclaimedCredit")
    credit_id: UUID
    message = TenantRelation("messaging.Message")
    message_id: UUID
    written_on = models.DateField()
    amount_minor = models.BigIntegerField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "unclaimed_letter"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "message_id"], name="unclaimed_letter_message_is_one"),
        ]
        indexes = [models.Index(fields=["organization_id", "credit_id", "id"], name="unclaimed_letter_credit")]
