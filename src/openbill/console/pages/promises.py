"""What customers promised to pay: found, filtered, sorted."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.collections.queries.find_promises import PromisesBy, PromisesOf, find_promises
from openbill.collections.queries.promises_in_order import PromiseInOrder
from openbill.console.choices import choice
from openbill.console.columns import shown_list
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.narrowing import narrowed
from openbill.console.paging import ROWS, Paging, kept, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
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
    order = sorting(request, PromisesBy, PromisesBy.PROMISED, goes_down=False)
    only = choice(request, "only", PromisesOf, PromisesOf.OPEN)
    number = page_number(request)
    of_customer = narrowed(request)
    page = find_promises(
        reader.today,
        text=request.GET.get("q", "")[:200],
        only=only,
        customer_ids=of_customer.customer_ids if of_customer else None,
        by=order.by,
        descending=order.descending,
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **shown_list(request, PROMISES),
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "filters": FILTERS,
        "only": only,
        "narrowed": of_customer,
        "sorting": order,
        "kept": kept(request, "customer", "only", "sort", "order", "columns"),
        "is_narrowed": bool(request.GET.get("q") or of_customer or only != PromisesOf.OPEN),
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
