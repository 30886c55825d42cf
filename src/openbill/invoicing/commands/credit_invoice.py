"""Take an issued document back, wholly or in part, by a credit note."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.errors import CreditNotIssued, InvoiceIsDraft, InvoiceUnknown
from openbill.invoicing.models import Invoice, InvoiceLine, TaxCode
from openbill.invoicing.types import DocumentKind, NewDraft, NewLine


@command(permission="invoicing.credit")
def credit_invoice(
    *,
    invoice_id: UUID,
    lines: Sequence[NewLine] | None = None,
    document_date: date | None = None,
    reason: str = "",
    context: Context,
) -> UUID:
    """Issue a credit note over a document: over all of it, or over the lines stated; it settles what is open.

    It is taxed at the rates of the corrected document's day. Raises InvoiceUnknown, InvoiceIsDraft, CreditNotIssued
    and what drafts refuse.
    """
    corrected = Invoice.objects.filter(organization_id=context.organization_id, id=invoice_id).first()
    if corrected is None:
        raise InvoiceUnknown(invoice_id=invoice_id)
    if corrected.state != "issued":
        raise InvoiceIsDraft
    (draft_id,) = draft_invoices(
        drafts=[
            NewDraft(
                customer_id=corrected.customer_id,
                currency=corrected.currency,
                lines=tuple(lines) if lines is not None else _all_lines(corrected, context),
                kind=DocumentKind.CREDIT_NOTE,
                legal_entity_id=corrected.legal_entity_id,
                document_date=document_date,
                discount_percent=corrected.discount_percent if lines is None else Decimal(0),
                buyer_reference=corrected.buyer_reference,
                text_before=reason,
                corrects_id=corrected.id,
            )
        ],
        context=context,
    )
    issued = issue_invoices(invoice_ids=[draft_id], context=context)
    for failure in issued.failures:
        raise CreditNotIssued(number=corrected.number, reason=failure.reason)
    return draft_id


def _all_lines(corrected: Invoice, context: Context) -> tuple[NewLine, ...]:
    codes = dict(TaxCode.objects.filter(organization_id=context.organization_id).values_list("id", "code"))
    lines = InvoiceLine.objects.filter(organization_id=context.organization_id, invoice_id=corrected.id)
    return tuple(
        NewLine(
            line.description,
            line.quantity,
            line.unit_price,
            codes[line.tax_code_id],
            unit=line.unit,
            discount_percent=line.discount_percent,
        )
        for line in lines.order_by("position")
    )
