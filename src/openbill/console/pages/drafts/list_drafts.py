"""The drafts: found, filtered, sorted, and ticked to be issued."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from openbill.console.asked_list import asked_list
from openbill.console.csv_file import csv_file, major
from openbill.console.pages.invoices.list_invoices import KINDS
from openbill.console.reader import Reader
from openbill.console.tables import DRAFTS
from openbill.invoicing.queries.find_drafts import DraftsBy, ListedDraft, find_drafts
from openbill.invoicing.types import DocumentKind


def list_drafts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Drafts, the last one first: found by customer, filtered, sorted, page by page; they are ticked to be issued."""
    asked = asked_list(request, DraftsBy, DraftsBy.DRAFTED)
    kind = kind_of(request.GET.get("kind", ""))
    page = find_drafts(
        kind=kind,
        **asked.arguments,
    )
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(DRAFTS, page, is_filtered=bool(kind)),
        "kinds": KINDS,
        "kind": kind,
    }
    shown["draft_count"] = find_drafts(limit=0).count if shown["is_narrowed"] else page.count
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
