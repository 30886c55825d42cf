"""What customers contest: found, filtered, sorted."""

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
    asked = asked_list(request, DisputesBy, DisputesBy.OPENED, goes_down=False)
    only = choice(request, "only", DisputesOf, DisputesOf.OPEN)
    wanted_reason = request.GET.get("reason", "")
    reason = DisputeReason(wanted_reason) if wanted_reason in states.DISPUTE_REASONS else None
    page = find_disputes(
        reader.today,
        only=only,
        reason=reason,
        **asked.arguments,
    )
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(DISPUTES, page, is_filtered=bool(reason) or only != DisputesOf.OPEN, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
        "reasons": [(code, word.text) for code, word in states.DISPUTE_REASONS.items()],
        "reason": reason,
        "today": reader.today,
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
