"""What another system calls an item that came here another way."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class ExternalName(TenantModel):
    """The name of an item in one source, where it differs from the one that it came with.

    A payment from the bank's file is a payment on account in the ERP's list: one item, two names.
    """

    source = models.TextField()
    external_id = models.TextField()
    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    command_id = models.UUIDField()

    class Meta:
        db_table = "external_name"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "source", "external_id"], name="external_name_is_unique"
            ),
            models.UniqueConstraint(
                fields=["organization_id", "source", "item_id"], name="external_name_item_is_named_once"
            ),
        ]
