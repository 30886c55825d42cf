"""The payments that came in: found, filtered, sorted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from openbill.console.choices import choice
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.words.states import METHODS
from openbill.payments.queries.find_payments import PaymentsBy, PaymentsOf, find_payments
from openbill.payments.types import PaymentMethod

COLUMNS = (
    (PaymentsBy.RECEIVED, gettext_lazy("Received"), ""),
    (PaymentsBy.CUSTOMER, gettext_lazy("Customer"), ""),
    (PaymentsBy.NUMBER, gettext_lazy("Number"), "hidden lg:table-cell"),
    (None, gettext_lazy("Method"), "hidden lg:table-cell"),
    (None, gettext_lazy("State"), "hidden sm:table-cell"),
    (PaymentsBy.UNAPPLIED, gettext_lazy("Unapplied"), "num hidden md:table-cell"),
    (PaymentsBy.AMOUNT, gettext_lazy("Amount"), "num"),
)


FILTERS = (
    (PaymentsOf.ALL, gettext_lazy("All")),
    (PaymentsOf.UNAPPLIED, gettext_lazy("Unapplied")),
    (PaymentsOf.PART_APPLIED, gettext_lazy("Part applied")),
    (PaymentsOf.APPLIED, gettext_lazy("Applied")),
    (PaymentsOf.RETURNED, gettext_lazy("Returned")),
)


def list_payments(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Payments: found by number, reference or customer, filtered, sorted, page by page."""
    by, descending = sorting(request, PaymentsBy, PaymentsBy.RECEIVED)
    only = choice(request, "only", PaymentsOf, PaymentsOf.ALL)
    wanted_method = request.GET.get("method", "")
    method = PaymentMethod(wanted_method) if wanted_method in METHODS else None
    number = page_number(request)
    page = find_payments(
        text=request.GET.get("q", "")[:200],
        only=only,
        method=method,
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
        "methods": [(code, word.text) for code, word in METHODS.items()],
        "method": method,
        "only": only,
        "sorting": (by, descending),
        "kept": [(name, value) for name in ("only", "sort", "order") if (value := request.GET.get(name))],
        "is_narrowed": bool(request.GET.get("q") or method or only != PaymentsOf.ALL),
    }
    return render(request, "console/payments/list.html", shown)
