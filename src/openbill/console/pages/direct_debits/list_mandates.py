"""The mandates of all customers: found, filtered, sorted."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.asked_list import asked_list
from openbill.console.choices import choice
from openbill.console.csv_file import csv_file
from openbill.console.reader import Reader
from openbill.console.tables import MANDATES
from openbill.console.words import direct_debits as words
from openbill.direct_debits.queries.find_mandates import ListedMandate, MandatesBy, MandatesOf, find_mandates
from openbill.direct_debits.types import Scheme

FILTERS = (
    (MandatesOf.ALL, gettext_lazy("All")),
    *((MandatesOf(code), word.text) for code, word in words.MANDATES.items()),
)


def list_mandates(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Mandates, the last added first: found by reference or customer, filtered, sorted, page by page."""
    asked = asked_list(request, MandatesBy, MandatesBy.ADDED)
    only = choice(request, "only", MandatesOf, MandatesOf.ALL)
    wanted = request.GET.get("scheme", "")
    scheme = Scheme(wanted) if wanted in words.SCHEMES else None
    page = find_mandates(only=only, scheme=scheme, **asked.arguments)
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(MANDATES, page, is_filtered=bool(scheme) or only != MandatesOf.ALL, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
        "schemes": [(code, word.text) for code, word in words.SCHEMES.items()],
        "scheme": scheme,
    }
    return render(request, "console/direct_debits/mandates.html", shown)


def _as_file(rows: Sequence[ListedMandate], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Reference"), _("Customer number"), _("Customer"), _("Account holder"), _("Account ends in")),
        *(_("Scheme"), _("Kind"), _("State"), _("Signed on"), _("Last collected")),
    ]
    written = (
        [
            *(row.reference, row.customer_number, row.customer_name, row.debtor_name, row.account_end),
            *(row.scheme, row.use, row.state, row.signed_on, row.last_collected_on),
        ]
        for row in rows
    )
    return csv_file(f"mandates-{reader.today}", columns, written)
