"""The documents that bill: the list, the page of one, and its PDF."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from openbill.console.choices import choice
from openbill.console.pages.items import journal_of_items
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.words.history import history_of_items
from openbill.customers.queries.customer_details import customer_details
from openbill.documents.queries.stored_file import stored_file
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.invoicing.commands.render_invoices import render_invoices
from openbill.invoicing.errors import InvoiceIsDraft
from openbill.invoicing.queries.creditable import creditable
from openbill.invoicing.queries.find_documents import DocumentsBy, DocumentsOf, find_documents
from openbill.invoicing.queries.find_drafts import find_drafts
from openbill.invoicing.queries.invoice_files import invoice_files
from openbill.invoicing.queries.invoice_sheets import invoice_sheets
from openbill.invoicing.queries.whole_document import DocumentDetails, whole_document
from openbill.invoicing.types import DocumentKind
from openbill.receivables.queries.discounts_offered import discounts_offered
from openbill.receivables.queries.item_on_day import items_on_day

COLUMNS = (
    (DocumentsBy.NUMBER, _("Number"), ""),
    (DocumentsBy.CUSTOMER, _("Customer"), ""),
    (DocumentsBy.DATED, _("Dated"), "hidden lg:table-cell"),
    (DocumentsBy.DUE, _("Due"), "hidden sm:table-cell"),
    (None, _("State"), "hidden md:table-cell"),
    (DocumentsBy.AMOUNT, _("Amount"), "num hidden sm:table-cell"),
    (DocumentsBy.OPEN, _("Open"), "num"),
)

FILTERS = (
    (DocumentsOf.ALL, _("All")),
    (DocumentsOf.OPEN, _("Open")),
    (DocumentsOf.OVERDUE, _("Overdue")),
    (DocumentsOf.PART_PAID, _("Part settled")),
    (DocumentsOf.DISPUTED, _("Disputed")),
    (DocumentsOf.PAID, _("Settled")),
)

KINDS = (
    (DocumentKind.INVOICE, _("Invoices")),
    (DocumentKind.CREDIT_NOTE, _("Credit notes")),
    (DocumentKind.DEBIT_NOTE, _("Debit notes")),
)


def list_invoices(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Issued documents: found by number or customer, filtered, sorted, page by page."""
    by, descending = sorting(request, DocumentsBy, DocumentsBy.DATED)
    only = choice(request, "only", DocumentsOf, DocumentsOf.ALL)
    wanted_kind = request.GET.get("kind", "")
    kind = DocumentKind(wanted_kind) if wanted_kind in set(DocumentKind) else None
    since, until = _day(request, "since"), _day(request, "until")
    number = page_number(request)
    page = find_documents(
        reader.today,
        text=request.GET.get("q", "")[:200],
        only=only,
        kind=kind,
        since=since,
        until=until,
        by=by,
        descending=descending,
        offset=(number - 1) * ROWS,
        limit=ROWS,
    )
    shown: dict[str, Any] = {
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "columns": COLUMNS,
        "filters": FILTERS,
        "kinds": KINDS,
        "kind": kind,
        "since": since,
        "until": until,
        "only": only,
        "sorting": (by, descending),
        "kept": [(name, value) for name in ("only", "kind", "sort", "order") if (value := request.GET.get(name))],
        "is_narrowed": bool(request.GET.get("q") or kind or since or until or only != DocumentsOf.ALL),
        "draft_count": find_drafts(limit=0).count,
    }
    return render(request, "console/invoices.html", shown)


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
    return render(request, "console/invoice.html", shown)


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


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
