"""Counters for document numbers without gaps."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class NumberSeries(TenantModel):
    """The next number of one series of one legal entity, and the one with which it began."""

    legal_entity_id = models.UUIDField()
    series = models.TextField()
    first_number = models.BigIntegerField(default=1)
    next_number = models.BigIntegerField()

    class Meta:
        db_table = "number_series"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "series"], name="number_series_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(first_number__gte=1, next_number__gte=models.F("first_number")),
                name="number_series_goes_on",
            ),
        ]
