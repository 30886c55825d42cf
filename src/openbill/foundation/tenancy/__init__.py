"""Tenancy: business rows carry their organization, and the database shows only those of the one in force."""

from openbill.foundation.tenancy.models import TenantModel
from openbill.foundation.tenancy.relations import TenantRelation
from openbill.foundation.tenancy.scope import current_organization_id, scope

__all__ = ["TenantModel", "TenantRelation", "current_organization_id", "scope"]
