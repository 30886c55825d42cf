"""How far the matching may go by itself."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class MatchingRule(TenantModel):
    """The firm's word about lines that are posted by themselves; without a row the defaults hold.

    `target_precision` is the share of right ones that is wanted of what is posted by itself.
    """

    posts_by_itself = models.BooleanField(default=True)
    target_precision = models.DecimalField(max_digits=6, decimal_places=5)
    command_id = models.UUIDField()

    class Meta:
        db_table = "matching_rule"
        constraints = [
            models.UniqueConstraint(fields=["organization_id"], name="matching_rule_is_one"),
            models.CheckConstraint(
                condition=models.Q(target_precision__gte="0.9", target_precision__lt=1), name="matching_rule_precision"
            ),
        ]


class Tolerance(TenantModel):
    """How much a payer may be short, in a currency: of one customer, or of all who have none of their own.

    A difference is let off up to `absolute_minor` and up to `percent` of what was to be paid, whichever is less; and
    what banks on the way keep up to `charge_minor`.
    """

    currency = models.CharField(max_length=3)
    customer = TenantRelation("customers.Customer", null=True)
    customer_id: UUID | None
    absolute_minor = models.BigIntegerField(default=0)
    percent = models.DecimalField(max_digits=6, decimal_places=3, default=0)
    charge_minor = models.BigIntegerField(default=0)
    command_id = models.UUIDField()

    class Meta:
        db_table = "tolerance"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "currency", "customer_id"],
                name="tolerance_is_one",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(absolute_minor__gte=0, charge_minor__gte=0, percent__gte=0, percent__lte=100),
                name="tolerance_is_possible",
            ),
        ]
