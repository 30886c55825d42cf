"""The drafts: found, filtered, sorted, and ticked to be issued."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from openbill.console.columns import shown_list
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.narrowing import narrowed
from openbill.console.pages.invoices.list_invoices import KINDS
from openbill.console.paging import ROWS, Paging, kept, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.tables import DRAFTS
from openbill.invoicing.queries.find_drafts import DraftsBy, ListedDraft, find_drafts
from openbill.invoicing.types import DocumentKind


def list_drafts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Drafts, the last one first: found by customer, filtered, sorted, page by page; they are ticked to be issued."""
    order = sorting(request, DraftsBy, DraftsBy.DRAFTED)
    number = page_number(request)
    of_customer = narrowed(request)
    text = request.GET.get("q", "")[:200]
    kind = kind_of(request.GET.get("kind", ""))
    page = find_drafts(
        text=text,
        kind=kind,
        customer_ids=of_customer.customer_ids if of_customer else None,
        by=order.by,
        descending=order.descending,
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _as_file(page.rows, reader)
    is_narrowed = bool(text or kind or of_customer)
    shown: dict[str, Any] = {
        **shown_list(request, DRAFTS),
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "kinds": KINDS,
        "kind": kind,
        "narrowed": of_customer,
        "sorting": order,
        "kept": kept(request, "customer", "sort", "order", "columns"),
        "is_narrowed": is_narrowed,
        "draft_count": find_drafts(limit=0).count if is_narrowed else page.count,
    }
    return render(request, "console/drafts/list.html", shown)


def kind_of(text: str) -> DocumentKind | None:
    """The kind of document that an address or a form names; None for all."""
    return DocumentKind(text) if text in set(DocumentKind) else None


def _as_file(rows: Sequence[ListedDraft], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Drafted"), _("Customer"), _("Kind"), _("Dated"), _("First line"), _("Lines")),
        *(_("Currency"), _("Net")),
    ]
    local = reader.formats.local
    written = (
        [
            *(local(row.drafted_at), row.customer_name, row.kind, row.document_date, row.first_line, row.lines),
            *(row.currency, major(row.net_minor, row.currency)),
        ]
        for row in rows
    )
    return csv_file(f"drafts-{reader.today}", columns, written)
