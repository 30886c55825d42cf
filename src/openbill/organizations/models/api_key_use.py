"""How often keys ask."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class ApiKeyUse(TenantModel):
    """The requests of one key since an instant; overwritten all the time, and of no meaning for the books."""

    api_key = TenantRelation("organizations.ApiKey")
    api_key_id: UUID
    began_at = models.DateTimeField()
    count = models.IntegerField()

    class Meta:
        db_table = "api_key_use"
        constraints = [models.UniqueConstraint(fields=["organization_id", "api_key_id"], name="api_key_use_is_one_row")]
