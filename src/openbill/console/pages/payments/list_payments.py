"""The payments that came in: found, filtered, sorted."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openbill.console.asked_list import asked_list
from openbill.console.choices import choice
from openbill.console.csv_file import csv_file, major
from openbill.console.reader import Reader
from openbill.console.tables import PAYMENTS
from openbill.console.words.states import METHODS
from openbill.payments.queries.find_payments import ListedPayment, PaymentsBy, PaymentsOf, find_payments
from openbill.payments.types import PaymentMethod

FILTERS = (
    (PaymentsOf.ALL, _("All")),
    (PaymentsOf.UNAPPLIED, _("Unapplied")),
    (PaymentsOf.PART_APPLIED, _("Part applied")),
    (PaymentsOf.APPLIED, _("Applied")),
    (PaymentsOf.RETURNED, _("Returned")),
    (PaymentsOf.WITHDRAWN, _("Withdrawn")),
)


def list_payments(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Payments: found by number, reference or customer, filtered, sorted, page by page."""
    asked = asked_list(request, PaymentsBy, PaymentsBy.RECEIVED)
    only = choice(request, "only", PaymentsOf, PaymentsOf.ALL)
    wanted_method = request.GET.get("method", "")
    method = PaymentMethod(wanted_method) if wanted_method in METHODS else None
    page = find_payments(
        only=only,
        method=method,
        **asked.arguments,
    )
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(PAYMENTS, page, is_filtered=bool(method) or only != PaymentsOf.ALL, keeps=["only"]),
        "filters": FILTERS,
        "methods": [(code, word.text) for code, word in METHODS.items()],
        "method": method,
        "only": only,
    }
    return render(request, "console/payments/list.html", shown)


def _as_file(rows: Sequence[ListedPayment], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Received"), _("Number"), _("Customer number"), _("Customer"), _("Method"), _("Reference")),
        *(_("State"), _("Currency"), _("Amount"), _("Unapplied")),
    ]
    written = (
        [
            *(row.received_date, row.number, row.customer_number, row.customer_name, row.method, row.reference),
            *(row.state, row.currency, major(row.amount_minor, row.currency), major(row.unapplied_minor, row.currency)),
        ]
        for row in rows
    )
    return csv_file(f"payments-{reader.today}", [str(column) for column in columns], written)
