"""How the sheets of a legal entity look."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class Letterhead(TenantModel):
    """What stands on every sheet of a legal entity beside its name and VAT number; `address` has line breaks."""

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    address = models.TextField(default="")
    registration = models.TextField(default="")
    email = models.TextField(default="")
    phone = models.TextField(default="")
    website = models.TextField(default="")
    accent_colour = models.TextField()
    logo = TenantRelation("documents.StoredFile", null=True)
    logo_id: UUID | None

    class Meta:
        db_table = "letterhead"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "legal_entity_id"], name="letterhead_of_entity_is_one"),
        ]
