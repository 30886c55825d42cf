"""Write a draft anew."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.invoicing.commands.check_drafts import check_drafts
from openbill.invoicing.commands.draft_invoices import write_lines
from openbill.invoicing.errors import InvoiceIsIssued, InvoiceUnknown
from openbill.invoicing.models import Invoice, InvoiceLine
from openbill.invoicing.types import NewDraft
from openbill.organizations.queries.legal_entities import default_legal_entity_id

_WRITTEN = (
    "customer_id", "currency", "document_date", "service_from", "service_to", "discount_percent", "buyer_reference",
    "text_before", "text_after", "corrects_id",
)  # fmt: skip


@command(permission="invoicing.draft")
def change_draft(*, invoice_id: UUID, draft: NewDraft, context: Context) -> None:
    """Let a draft say something else: its lines and all the rest become what is given.

    Raises InvoiceUnknown, InvoiceIsIssued and whatever drafts refuse; then the draft stays as it was.
    """
    documents = Invoice.objects.filter(organization_id=context.organization_id, id=invoice_id)
    document = documents.select_for_update().first()
    if document is None:
        raise InvoiceUnknown(invoice_id=invoice_id)
    if document.state != "draft":
        raise InvoiceIsIssued(number=document.number)
    known = check_drafts([draft], context=context)
    documents.update(
        **{name: getattr(draft, name) for name in _WRITTEN},
        kind=draft.kind.value,
        legal_entity_id=draft.legal_entity_id or default_legal_entity_id(context.organization_id),
        terms_id=known.terms[draft.terms] if draft.terms else None,
        command_id=context.running_command_id,
    )
    InvoiceLine.objects.filter(organization_id=context.organization_id, invoice_id=invoice_id).delete()
    write_lines([draft], [invoice_id], known.tax_codes, context=context)
