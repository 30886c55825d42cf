"""Exchange rates by day."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class ExchangeRate(TenantModel):
    """How many units of `functional_currency` one unit of `currency` was worth on a day; never overwritten.

    `revision` counts what was entered for one pair of currencies and one day, from 1: the highest one holds, of
    those that were known.
    """

    currency = models.CharField(max_length=3)
    functional_currency = models.CharField(max_length=3)
    rate_date = models.DateField()
    rate = models.DecimalField(max_digits=24, decimal_places=12)
    source = models.TextField(default="")
    revision = models.IntegerField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "exchange_rate"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "currency", "functional_currency", "rate_date", "revision"],
                name="exchange_rate_revision_is_unique",
            ),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="exchange_rate_is_positive"),
        ]
