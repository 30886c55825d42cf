"""Which open items issued documents are."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.models import InvoiceItem


def document_items(invoice_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """The items of documents, in the order of their instalments; drafts have none."""
    items: dict[UUID, list[UUID]] = defaultdict(list)
    parts = InvoiceItem.objects.filter(organization_id=current_organization_id(), invoice_id__in=list(invoice_ids))
    for invoice_id, item_id in parts.order_by("instalment_number").values_list("invoice_id", "item_id"):
        items[invoice_id].append(item_id)
    return items
