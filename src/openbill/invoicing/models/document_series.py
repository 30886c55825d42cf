"""Under which prefixes a company numbers its documents."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.invoicing.types import DocumentKind


class DocumentSeries(TenantModel):
    """A prefix of a company's numbers, for ever that of one kind of document.

    Documents are issued under the current one of their kind; where there is none, under the usual prefix.
    """

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    kind = models.TextField()
    prefix = models.TextField()
    is_current = models.BooleanField(default=True)
    command_id = models.UUIDField()

    class Meta:
        db_table = "document_series"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "prefix"], name="document_series_prefix_is_unique"
            ),
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "kind"],
                condition=models.Q(is_current=True),
                name="document_series_current_is_one",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in DocumentKind]), name="document_series_kind"
            ),
        ]
