"""Where the pages of issued documents are kept."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.models import InvoiceFile


def invoice_files(invoice_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The kept file of each of the documents that has one: the first that was rendered."""
    files = InvoiceFile.objects.filter(
        organization_id=current_organization_id(), invoice_id__in=list(invoice_ids)
    ).order_by("-id")
    return dict(files.values_list("invoice_id", "file_id"))
