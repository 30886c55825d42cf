"""The documents that bill: found, filtered, sorted."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openbill.console.asked_list import asked_list
from openbill.console.choices import choice, named_day
from openbill.console.csv_file import csv_file, major
from openbill.console.reader import Reader
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
    asked = asked_list(request, DocumentsBy, DocumentsBy.DATED)
    only = choice(request, "only", DocumentsOf, DocumentsOf.ALL)
    wanted_kind = request.GET.get("kind", "")
    kind = DocumentKind(wanted_kind) if wanted_kind in set(DocumentKind) else None
    since, until = named_day(request, "since"), named_day(request, "until")
    page = find_documents(
        reader.today,
        only=only,
        kind=kind,
        since=since,
        until=until,
        **asked.arguments,
    )
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(
            INVOICES,
            page,
            is_filtered=bool(kind or since or until) or only != DocumentsOf.ALL,
            keeps=["only", "kind"],
        ),
        "filters": FILTERS,
        "kinds": KINDS,
        "kind": kind,
        "since": since,
        "until": until,
        "only": only,
        "draft_count": find_drafts(limit=0).count,
    }
    return render(request, "console/invoices/list.html", shown)


def _as_file(rows: Sequence[ListedDocument], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Number"), _("Part"), _("Kind"), _("Customer number"), _("Customer"), _("Dated"), _("Due")),
        *(_("State"), _("Currency"), _("Amount"), _("Disputed"), _("Open")),
    ]
    written = (
        [
            *(row.number, row.part, row.kind, row.customer_number, row.customer_name),
            *(row.document_date, row.due_date, row.state, row.currency),
            *(major(row.amount_minor, row.currency), major(row.disputed_minor, row.currency)),
            major(row.open_minor, row.currency),
        ]
        for row in rows
    )
    return csv_file(f"invoices-{reader.today}", [str(column) for column in columns], written)
