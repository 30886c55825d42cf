"""The documents that bill: found, filtered, sorted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openbill.console.choices import choice
from openbill.console.columns import shown_list
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.narrowing import narrowed
from openbill.console.paging import ROWS, Paging, kept, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.tables import INVOICES
from openbill.invoicing.queries.find_documents import DocumentsBy, DocumentsOf, ListedDocument, find_documents
from openbill.invoicing.queries.find_drafts import find_drafts
from openbill.invoicing.types import DocumentKind

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
    order = sorting(request, DocumentsBy, DocumentsBy.DATED)
    only = choice(request, "only", DocumentsOf, DocumentsOf.ALL)
    wanted_kind = request.GET.get("kind", "")
    kind = DocumentKind(wanted_kind) if wanted_kind in set(DocumentKind) else None
    since, until = _day(request, "since"), _day(request, "until")
    number = page_number(request)
    of_customer = narrowed(request)
    page = find_documents(
        reader.today,
        text=request.GET.get("q", "")[:200],
        only=only,
        kind=kind,
        customer_ids=of_customer.customer_ids if of_customer else None,
        since=since,
        until=until,
        by=order.by,
        descending=order.descending,
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **shown_list(request, INVOICES),
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "filters": FILTERS,
        "kinds": KINDS,
        "kind": kind,
        "since": since,
        "until": until,
        "only": only,
        "narrowed": of_customer,
        "sorting": order,
        "kept": kept(request, "customer", "only", "kind", "sort", "order", "columns"),
        "is_narrowed": bool(request.GET.get("q") or of_customer or kind or since or until or only != DocumentsOf.ALL),
        "draft_count": find_drafts(limit=0).count,
    }
    return render(request, "console/invoices/list.html", shown)


def _as_file(rows: Sequence[ListedDocument], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Number"), _("Part"), _("Kind"), _("Customer"), _("Dated"), _("Due"), _("State")),
        *(_("Currency"), _("Amount"), _("Disputed"), _("Open")),
    ]
    written = (
        [
            *(row.number, row.part, row.kind, row.customer_name, row.document_date, row.due_date, row.state),
            *(row.currency, major(row.amount_minor, row.currency), major(row.disputed_minor, row.currency)),
            major(row.open_minor, row.currency),
        ]
        for row in rows
    )
    return csv_file(f"invoices-{reader.today}", [str(column) for column in columns], written)


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
