"""The links by which customers were asked to pay: found, filtered, sorted."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.asked_list import asked_list
from openbill.console.choices import choice
from openbill.console.csv_file import csv_file, major
from openbill.console.reader import Reader
from openbill.console.tables import REQUESTS
from openbill.console.words import gateways as words
from openbill.gateways.queries.find_requests import ListedRequest, RequestsBy, RequestsOf, find_requests

FILTERS = (
    *((RequestsOf(code), word.text) for code, word in words.REQUESTS.items()),
    (RequestsOf.ALL, gettext_lazy("All")),
)


def list_requests(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Payment requests, the last made first: found by customer or document, filtered, sorted, page by page."""
    asked = asked_list(request, RequestsBy, RequestsBy.MADE)
    only = choice(request, "only", RequestsOf, RequestsOf.OPEN)
    page = find_requests(reader.context.at, only=only, **asked.arguments)
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(REQUESTS, page, is_filtered=only != RequestsOf.OPEN, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
        "tab": "links",
    }
    return render(request, "console/online/requests.html", shown)


def _as_file(rows: Sequence[ListedRequest], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Made"), _("Good until"), _("Customer number"), _("Customer"), _("State"), _("Documents"), _("Made by")),
        *(_("Last try"), _("Why it failed"), _("Currency"), _("Open")),
    ]
    local = reader.formats.local
    written = (
        [
            *(local(row.requested_at), local(row.expires_at), row.customer_number, row.customer_name, row.state),
            *(", ".join(row.numbers), row.made_by, row.last_state, row.last_reason, row.currency),
            major(row.open_minor, row.currency),
        ]
        for row in rows
    )
    return csv_file(f"payment-links-{reader.today}", columns, written)
