"""Keys with which programs act."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class ApiKey(TenantModel):
    """A program's key: only its hash is kept; it may do what its role may, until it expires or is revoked.

    `made_by` answers for what is done with it.
    """

    name = models.TextField()
    prefix = models.TextField()
    secret_hash = models.TextField()
    role = TenantRelation("organizations.Role")
    role_id: UUID
    made_by = models.TextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_key"
        constraints = [models.UniqueConstraint(fields=["organization_id", "prefix"], name="api_key_prefix_is_unique")]
