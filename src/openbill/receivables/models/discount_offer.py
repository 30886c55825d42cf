"""What is taken off a debt that is paid early, and what was."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class DiscountOffer(TenantModel):
    """An amount off a debt that is paid by `until_date`, accepted up to `last_date`; never changed.

    `tax_minor` is the part of it by which the tax is lessened, where it is at all.
    """

    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    until_date = models.DateField()
    last_date = models.DateField()
    amount_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "discount_offer"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "item_id", "until_date"], name="discount_offer_day_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(tax_minor__gte=0)
                & models.Q(amount_minor__gt=0)
                & models.Q(tax_minor__lte=models.F("amount_minor"))
                & models.Q(last_date__gte=models.F("until_date")),
                name="discount_offer_is_possible",
            ),
        ]


class DiscountTaken(TenantModel):
    """The credit by which a discount was taken off a debt, and the payment that earned it."""

    debit_item = TenantRelation("receivables.OpenItem")
    debit_item_id: UUID
    discount_item = TenantRelation("receivables.OpenItem")
    discount_item_id: UUID
    earned_by = TenantRelation("receivables.OpenItem")
    earned_by_id: UUID
    command_id = models.UUIDField()

    class Meta:
        db_table = "discount_taken"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "discount_item_id"], name="discount_taken_item_is_unique"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "earned_by_id"], name="discount_taken_earned_by")]
