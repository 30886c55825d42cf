"""The refunds: asked for, let through, in a file, arrived."""

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
from openbill.console.tables import REFUNDS
from openbill.console.words import direct_debits as words
from openbill.direct_debits.queries.find_refunds import ListedRefund, RefundsBy, RefundsOf, find_refunds

FILTERS = (
    (RefundsOf.ALL, gettext_lazy("All")),
    *((RefundsOf(code), word.text) for code, word in words.REFUNDS.items()),
)


def list_refunds(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Refunds, the last asked for first: found by number or customer, filtered, sorted, page by page."""
    asked = asked_list(request, RefundsBy, RefundsBy.ASKED)
    only = choice(request, "only", RefundsOf, RefundsOf.ALL)
    page = find_refunds(only=only, **asked.arguments)
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(REFUNDS, page, is_filtered=only != RefundsOf.ALL, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
    }
    return render(request, "console/refunds/list.html", shown)


def _as_file(rows: Sequence[ListedRefund], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Asked for"), _("Number"), _("Customer number"), _("Customer"), _("State"), _("File")),
        *(_("Account holder"), _("Account ends in"), _("Currency"), _("Amount")),
    ]
    local = reader.formats.local
    written = (
        [
            *(local(row.requested_at), row.number, row.customer_number, row.customer_name, row.state, row.batch_number),
            *(row.holder, row.account_end, row.currency, major(row.amount_minor, row.currency)),
        ]
        for row in rows
    )
    return csv_file(f"refunds-{reader.today}", columns, written)
