"""Counters for document numbers without gaps."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class NumberSeries(TenantModel):
    """The next number of one series of one legal entity."""

    legal_entity_id = models.UUIDField()
    series = models.TextField()
    next_number = models.BigIntegerField()

    class Meta:
        db_table = "number_series"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "series"], name="number_series_is_unique"
            ),
        ]
