"""Delete a draft."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.invoicing.errors import InvoiceIsIssued, InvoiceUnknown
from openbill.invoicing.models import Invoice, InvoiceLine


@command(permission="invoicing.draft")
def delete_draft(*, invoice_id: UUID, context: Context) -> None:
    """Delete a draft with its lines; nothing was owed by it. Raises InvoiceUnknown and InvoiceIsIssued."""
    documents = Invoice.objects.filter(organization_id=context.organization_id, id=invoice_id)
    draft = documents.select_for_update().first()
    if draft is None:
        raise InvoiceUnknown(invoice_id=invoice_id)
    if draft.state != "draft":
        raise InvoiceIsIssued(number=draft.number)
    InvoiceLine.objects.filter(organization_id=context.organization_id, invoice_id=invoice_id).delete()
    documents.delete()
