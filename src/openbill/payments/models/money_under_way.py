"""Money that is under way for a debt: the bank or a gateway has been asked for it, and has not answered."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.payments.types import Way


class MoneyUnderWay(TenantModel):
    """So much of a debt is being collected by its `source_id`, a debit or a try at a gateway.

    Nobody asks for it meanwhile, and nothing else collects it by itself: the database sees to that. It is let go by the
    answer; after `until_date` nobody waits for one any more.
    """

    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    way = models.TextField()
    source_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    until_date = models.DateField()
    is_live = models.BooleanField(default=True)

    class Meta:
        db_table = "money_under_way"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "source_id", "item_id"],
                condition=models.Q(is_live=True),
                name="money_under_way_is_named_once",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "item_id"],
                condition=models.Q(is_live=True) & ~models.Q(way=Way.PAYER.value),
                name="money_under_way_is_collected_once",
            ),
            models.CheckConstraint(condition=models.Q(way__in=[way.value for way in Way]), name="money_under_way_way"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="money_under_way_amount"),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "item_id"], name="money_under_way_item", condition=models.Q(is_live=True)
            ),
        ]
