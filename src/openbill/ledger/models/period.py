"""The periods of the books."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class Period(TenantModel):
    """One calendar month of one legal entity's books, open or closed."""

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    start_date = models.DateField()
    state = models.TextField(default="open")

    class Meta:
        db_table = "period"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "start_date"], name="period_is_unique"
            ),
            models.CheckConstraint(condition=models.Q(state__in=["open", "closed"]), name="period_state"),
            models.CheckConstraint(condition=models.Q(start_date__day=1), name="period_starts_on_the_first"),
        ]
