"""What a role may do, as data."""

from uuid import UUID

from django.db import models
from django.db.models.functions import Lower

from openbill.foundation.tenancy import TenantModel, TenantRelation


class Role(TenantModel):
    """A named set of permissions in one organization."""

    name = models.TextField()
    is_built_in = models.BooleanField(default=False)

    class Meta:
        db_table = "role"
        constraints = [models.UniqueConstraint("organization_id", Lower("name"), name="role_name_is_unique")]


class RolePermission(TenantModel):
    """One permission of a role."""

    role = TenantRelation("organizations.Role")
    role_id: UUID
    permission = models.TextField()

    class Meta:
        db_table = "role_permission"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "role_id", "permission"], name="role_permission_is_unique"
            ),
        ]
