"""The page of one document, and its PDF."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from openbill.console.pages.items.show_item import journal_of_items
from openbill.console.reader import Reader
from openbill.console.words.history import history_of_items
from openbill.console.words.terms import terms_words
from openbill.customers.queries.customer_details import customer_details
from openbill.documents.queries.stored_file import stored_file
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.invoicing.commands.render_invoices import render_invoices
from openbill.invoicing.errors import InvoiceIsDraft
from openbill.invoicing.queries.billing_codes import payment_terms
from openbill.invoicing.queries.creditable import creditable
from openbill.invoicing.queries.invoice_files import invoice_files
from openbill.invoicing.queries.invoice_sheets import invoice_sheets
from openbill.invoicing.queries.whole_document import DocumentDetails, whole_document
from openbill.invoicing.types import DocumentKind
from openbill.receivables.queries.discounts_offered import discounts_offered
from openbill.receivables.queries.item_on_day import items_on_day


def show_invoice(request: HttpRequest, reader: Reader, invoice_id: UUID) -> HttpResponse:
    """One issued document: what it says, what of it is settled, and all that happened to it."""
    document = whole_document(invoice_id)
    if document.state == "draft":
        return redirect("console:draft", invoice_id)
    shown: dict[str, Any] = {
        "document": document,
        "customer": customer_details(document.customer_id),
        "may_credit": reader.may("invoicing.credit") and _is_creditable(document),
    }
    if document.terms:
        terms = next(each for each in payment_terms() if each.code == document.terms)
        shown |= {"terms": terms, "terms_words": terms_words(terms, reader.formats)}
    if reader.may("receivables.view"):
        items = items_on_day(document.item_ids, reader.today)
        shown |= {
            "parts": [(item, (reader.today - item.due_date).days) for item in items],
            "open_minor": sum(item.open_minor for item in items),
            "settled_minor": sum(item.settled_minor for item in items),
            "disputed_minor": sum(item.disputed_minor for item in items),
            "history": history_of_items(items, reader, reader.today),
            "entries": journal_of_items(items, reader),
            "offers": list(discounts_offered(document.item_ids, reader.today).values()),
        }
    return render(request, "console/invoices/invoice.html", shown)


def show_invoice_pdf(request: HttpRequest, reader: Reader, invoice_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The document as PDF: as it was kept, else rendered now; kept then, where the reader may issue documents."""
    document = whole_document(invoice_id)
    if document.state == "draft":
        raise InvoiceIsDraft
    answer = HttpResponse(_pdf(invoice_id, reader), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{document.number}.pdf"'
    return answer


def _pdf(invoice_id: UUID, reader: Reader) -> bytes:
    kept = invoice_files([invoice_id]).get(invoice_id)
    if kept is None and reader.may("invoicing.issue"):
        kept = render_invoices([invoice_id], processes=1, context=reader.context).files.get(invoice_id)
    if kept is not None:
        return stored_file(kept).content
    (sheet,) = invoice_sheets([invoice_id])
    # What could not be kept is refused here, with its reason.
    return render_pdf(sheet.sheet)


def _is_creditable(document: DocumentDetails) -> bool:
    if document.kind == DocumentKind.CREDIT_NOTE:
        return False
    return any(left.gross.is_positive for left in creditable(document.id).left.values())
