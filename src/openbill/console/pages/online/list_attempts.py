"""Every payment that was tried at a gateway, and what became of it: found, filtered, sorted."""

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
from openbill.console.tables import ATTEMPTS
from openbill.console.words import gateways as words
from openbill.gateways.queries.find_attempts import AttemptsBy, AttemptsOf, ListedAttempt, find_attempts
from openbill.gateways.types import DeclineReason

FILTERS = (
    (AttemptsOf.ALL, gettext_lazy("All")),
    *((AttemptsOf(code), word.text) for code, word in words.ATTEMPTS.items()),
)


def list_attempts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Tries, the last first: found by customer, document or payment, filtered, sorted, page by page."""
    asked = asked_list(request, AttemptsBy, AttemptsBy.BEGAN)
    only = choice(request, "only", AttemptsOf, AttemptsOf.ALL)
    wanted_reason = request.GET.get("reason", "")
    reason = DeclineReason(wanted_reason) if wanted_reason in words.DECLINES else None
    page = find_attempts(only=only, reason=reason, **asked.arguments)
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(ATTEMPTS, page, is_filtered=bool(reason) or only != AttemptsOf.ALL, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
        "reasons": [(code, word.text) for code, word in words.DECLINES_TOLD_APART.items()],
        "reason": reason,
        "tab": "tried",
    }
    return render(request, "console/online/attempts.html", shown)


def _as_file(rows: Sequence[ListedAttempt], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Begun"), _("Ended"), _("Customer number"), _("Customer"), _("Gateway"), _("State"), _("Why it failed")),
        *(_("Tried again"), _("Payment"), _("Currency"), _("Amount"), _("Given back")),
    ]
    local = reader.formats.local
    written = (
        [
            *(local(row.began_at), row.ended_at and local(row.ended_at), row.customer_number, row.customer_name),
            *(row.gateway, row.state, row.reason, row.retry_at and local(row.retry_at), row.payment_number),
            *(row.currency, major(row.amount_minor, row.currency), major(row.refunded_minor, row.currency)),
        ]
        for row in rows
    )
    return csv_file(f"payments-tried-{reader.today}", columns, written)
