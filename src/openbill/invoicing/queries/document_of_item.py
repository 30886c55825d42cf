"""Which document of ours an open item is owed by."""

from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.models import InvoiceItem


def document_of_item(item_id: UUID) -> UUID | None:
    """The document whose part an item is; None where another system issued it, or where it is no document."""
    parts = InvoiceItem.objects.filter(organization_id=current_organization_id(), item_id=item_id)
    return parts.values_list("invoice_id", flat=True).first()
