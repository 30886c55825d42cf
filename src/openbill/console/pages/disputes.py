"""What customers contest: found, filtered, sorted."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.choices import choice
from openbill.console.columns import shown_list
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.narrowing import narrowed
from openbill.console.paging import ROWS, Paging, kept, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.tables import DISPUTES
from openbill.console.words import states
from openbill.disputes.queries.disputes_in_order import DisputeInOrder
from openbill.disputes.queries.find_disputes import DisputesBy, DisputesOf, find_disputes
from openbill.disputes.types import DisputeReason

FILTERS = (
    (DisputesOf.OPEN, gettext_lazy("Open")),
    (DisputesOf.OVERDUE, gettext_lazy("Answer overdue")),
    *((DisputesOf(code), word.text) for code, word in states.DISPUTES.items() if code != "open"),
    (DisputesOf.ALL, gettext_lazy("All")),
)


def list_disputes(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Disputes, the first opened first: found by customer, filtered, sorted, page by page."""
    order = sorting(request, DisputesBy, DisputesBy.OPENED, goes_down=False)
    only = choice(request, "only", DisputesOf, DisputesOf.OPEN)
    wanted_reason = request.GET.get("reason", "")
    reason = DisputeReason(wanted_reason) if wanted_reason in states.DISPUTE_REASONS else None
    number = page_number(request)
    of_customer = narrowed(request)
    page = find_disputes(
        reader.today,
        text=request.GET.get("q", "")[:200],
        only=only,
        reason=reason,
        customer_ids=of_customer.customer_ids if of_customer else None,
        by=order.by,
        descending=order.descending,
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **shown_list(request, DISPUTES),
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "filters": FILTERS,
        "only": only,
        "reasons": [(code, word.text) for code, word in states.DISPUTE_REASONS.items()],
        "reason": reason,
        "today": reader.today,
        "narrowed": of_customer,
        "sorting": order,
        "kept": kept(request, "customer", "only", "sort", "order", "columns"),
        "is_narrowed": bool(request.GET.get("q") or of_customer or reason or only != DisputesOf.OPEN),
    }
    return render(request, "console/disputes.html", shown)


def _as_file(rows: Sequence[DisputeInOrder], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Opened"), _("Answer by"), _("Ended on"), _("Customer number"), _("Customer"), _("State"), _("Reason")),
        *(_("Currency"), _("Contested"), _("Credited"), _("What the customer says"), _("Outcome")),
    ]
    written = (
        [
            *(row.opened_on, row.answer_by, row.ended_on, row.customer_number, row.customer_name, row.state),
            *(row.reason, row.currency, major(row.amount_minor, row.currency)),
            *(major(row.answered_minor, row.currency), row.note, row.outcome),
        ]
        for row in rows
    )
    return csv_file(f"disputes-{reader.today}", columns, written)
