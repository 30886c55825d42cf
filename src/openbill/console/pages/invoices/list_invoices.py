"""The documents that bill: found, filtered, sorted."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openbill.console.choices import choice
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.invoicing.queries.find_documents import DocumentsBy, DocumentsOf, find_documents
from openbill.invoicing.queries.find_drafts import find_drafts
from openbill.invoicing.types import DocumentKind

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
        "paging": Paging(number, page.count),
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
    return render(request, "console/invoices/list.html", shown)


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
