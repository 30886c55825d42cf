"""What customers promised to pay: found, filtered, sorted."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.collections.queries.find_promises import PromisesBy, PromisesOf, find_promises
from openbill.collections.queries.promises_in_order import PromiseInOrder
from openbill.console.asked_list import asked_list
from openbill.console.choices import choice
from openbill.console.csv_file import csv_file, major
from openbill.console.reader import Reader
from openbill.console.tables import PROMISES
from openbill.console.words import states

FILTERS = (
    (PromisesOf.OPEN, gettext_lazy("Open")),
    (PromisesOf.DUE, gettext_lazy("Due")),
    *((PromisesOf(code), word.text) for code, word in states.PROMISES.items() if code != "open"),
    (PromisesOf.ALL, gettext_lazy("All")),
)


def list_promises(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Promises, the next promised day first: found by customer, filtered, sorted, page by page."""
    asked = asked_list(request, PromisesBy, PromisesBy.PROMISED, goes_down=False)
    only = choice(request, "only", PromisesOf, PromisesOf.OPEN)
    page = find_promises(
        reader.today,
        only=only,
        **asked.arguments,
    )
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(PROMISES, page, is_filtered=only != PromisesOf.OPEN, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
    }
    return render(request, "console/promises.html", shown)


def _as_file(rows: Sequence[PromiseInOrder], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Promised for"), _("Given on"), _("Customer number"), _("Customer"), _("State"), _("Method")),
        *(_("Currency"), _("Amount"), _("Received"), _("Note")),
    ]
    written = (
        [
            *(row.promised_date, row.given_on, row.customer_number, row.customer_name, row.state, row.method),
            *(row.currency, major(row.amount_minor, row.currency), major(row.received_minor, row.currency), row.note),
        ]
        for row in rows
    )
    return csv_file(f"promises-{reader.today}", columns, written)
