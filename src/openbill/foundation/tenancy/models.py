"""The shape that every business table shares."""

from django.db import models

from openbill.foundation.one_of import OneOf
from openbill.primitives.identifiers import new_identifier

models.UUIDField.register_lookup(OneOf)


class TenantModel(models.Model):
    """A row of one organization, with the primary key (organization_id, id)."""

    pk = models.CompositePrimaryKey("organization_id", "id")
    organization_id = models.UUIDField()
    id = models.UUIDField(default=new_identifier)

    class Meta:
        abstract = True
