"""How the columns of a kind of file are read, kept by name."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class SavedMapping(TenantModel):
    """A mapping of columns that people name and use again."""

    name = models.TextField()
    mapping = models.JSONField()

    class Meta:
        db_table = "saved_mapping"
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="saved_mapping_name_is_unique")]
