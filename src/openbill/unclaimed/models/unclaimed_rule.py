"""The rules that an organization set itself, and under whose law its companies are."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.unclaimed.types import CreditKind, Treatment


class UnclaimedRule(TenantModel):
    """A rule over what comes with Openbill; its fields are those of the type Rule.

    Nothing of it is changed: each new word is a revision. Of those that hold from one day on the highest counts, and a
    withdrawn one takes back all before it: what comes with Openbill holds again.
    """

    jurisdiction = models.TextField()
    kind = models.TextField()
    revision = models.IntegerField()
    is_withdrawn = models.BooleanField(default=False)
    treatment = models.TextField()
    dormancy_months = models.IntegerField()
    from_year_end = models.BooleanField(default=False)
    cut_off = models.TextField(default="")
    report_by = models.TextField(default="")
    deliver_by = models.TextField(default="")
    letter_earliest_days = models.IntegerField(null=True)
    letter_latest_days = models.IntegerField(default=0)
    letter_minimum_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="")
    exempts_businesses = models.BooleanField(default=False)
    source = models.TextField()
    valid_from = models.DateField()
    set_on = models.DateField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "unclaimed_rule"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "jurisdiction", "kind", "revision"], name="unclaimed_rule_revision_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in CreditKind]), name="unclaimed_rule_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(treatment=Treatment.KEEP.value)
                | (models.Q(treatment=Treatment.HAND_OVER.value) & ~models.Q(cut_off="") & ~models.Q(report_by="")),
                name="unclaimed_rule_has_its_days",
            ),
            models.CheckConstraint(
                condition=models.Q(dormancy_months__gt=0, letter_latest_days__gte=0, letter_minimum_minor__gte=0),
                name="unclaimed_rule_is_possible",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="unclaimed_rule_has_a_source"),
        ]


class HolderJurisdiction(TenantModel):
    """Under whose law a legal entity is, where its country does not say it; credits without an owner follow it."""

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    jurisdiction = models.TextField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "holder_jurisdiction"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "legal_entity_id"], name="holder_jurisdiction_is_one"),
        ]
