"""Take an issued document back, wholly or in part, by a credit note."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from openbill.customers.models import Customer
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.errors import CreditNotIssued, InvoiceIsDraft, InvoiceUnknown, NothingLeftToCredit
from openbill.invoicing.models import Invoice, InvoiceLine, TaxCode
from openbill.invoicing.policies.document_words import document_words
from openbill.invoicing.queries.creditable import creditable
from openbill.invoicing.queries.document_items import document_items
from openbill.invoicing.types import DocumentKind, NewDraft, NewLine
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items


class _Rest(NamedTuple):
    lines: tuple[NewLine, ...]
    discount_percent: Decimal = Decimal(0)


@command(permission="invoicing.credit")
def credit_invoice(
    *,
    invoice_id: UUID,
    lines: Sequence[NewLine] | None = None,
    document_date: date | None = None,
    reason: str = "",
    context: Context,
) -> UUID:
    """Issue a credit note over a document: over the lines stated, or over all that is left; it settles what is open.

    Left is what was neither credited nor discounted nor written off before: the lines as they were billed, or a line
    for the rest at each tax code. It is taxed at the rates of the corrected document's day.
    Raises InvoiceUnknown, InvoiceIsDraft, NothingLeftToCredit, CreditNotIssued and what drafts refuse.
    """
    corrected = _locked(invoice_id, context)
    rest = _rest(corrected, context) if lines is None else _Rest(tuple(lines))
    (draft_id,) = draft_invoices(
        drafts=[
            NewDraft(
                customer_id=corrected.customer_id,
                currency=corrected.currency,
                lines=rest.lines,
                kind=DocumentKind.CREDIT_NOTE,
                legal_entity_id=corrected.legal_entity_id,
                document_date=document_date,
                discount_percent=rest.discount_percent,
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


def _locked(invoice_id: UUID, context: Context) -> Invoice:
    """The document, locked with its open items: what of it is left must not change meanwhile."""
    documents = Invoice.objects.filter(organization_id=context.organization_id, id=invoice_id)
    corrected = documents.select_for_update(no_key=True).first()
    if corrected is None:
        raise InvoiceUnknown(invoice_id=invoice_id)
    if corrected.state != "issued":
        raise InvoiceIsDraft
    for item_ids in document_items([invoice_id]).values():
        lock_items(item_ids, context=context)
    return corrected


def _rest(corrected: Invoice, context: Context) -> _Rest:
    codes = dict(TaxCode.objects.filter(organization_id=context.organization_id).values_list("id", "code"))
    left = creditable(corrected.id)
    if left.is_whole:
        return _Rest(_all_lines(corrected, codes, context), corrected.discount_percent)
    if not Money.total((each.gross for each in left.left.values()), corrected.currency).is_positive:
        raise NothingLeftToCredit(number=corrected.number)
    customer = Customer.objects.get(organization_id=context.organization_id, id=corrected.customer_id)
    description = document_words(customer.language or "en").rest.format(number=corrected.number)
    return _Rest(
        tuple(
            NewLine(description, Decimal(1), each.base.as_decimal(), codes[tax_code_id])
            for tax_code_id, each in sorted(left.left.items(), key=lambda code: codes[code[0]])
            if not (each.base.is_zero and each.tax.is_zero)
        )
    )


def _all_lines(corrected: Invoice, codes: Mapping[UUID, str], context: Context) -> tuple[NewLine, ...]:
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
