"""What gateways paid out: found, filtered, sorted; and one of them, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.asked_list import LONGEST_TEXT
from openbill.console.choices import choice
from openbill.console.columns import shown_list
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.paging import ROWS, Paging, kept, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.tables import PAYOUTS
from openbill.gateways.queries.find_payouts import ListedPayout, PayoutsBy, PayoutsOf, find_payouts, payout_of
from openbill.gateways.queries.lines_of_payout import LINES, LineOfPayout, lines_of_payout
from openbill.ledger.queries.journal import entries_of_source
from openbill.organizations.queries.legal_entities import legal_entities

FILTERS = (
    (PayoutsOf.ALL, gettext_lazy("All")),
    (PayoutsOf.AWAITED, gettext_lazy("Awaited")),
    (PayoutsOf.ARRIVED, gettext_lazy("Arrived")),
)


def list_payouts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Payouts, the last to arrive first: found by the gateway's name of them, filtered, sorted, page by page."""
    order = sorting(request, PayoutsBy, PayoutsBy.ARRIVAL)
    only = choice(request, "only", PayoutsOf, PayoutsOf.ALL)
    text = request.GET.get("q", "")[:LONGEST_TEXT]
    found = find_payouts(
        text=text,
        only=only,
        by=order.by,
        descending=order.descending,
        offset=0 if is_csv(request) else (page_number(request) - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _as_file(found.rows, reader)
    shown: dict[str, Any] = {
        **shown_list(request, PAYOUTS),
        "page": found,
        "paging": Paging(page_number(request), found.count, is_more=found.is_more),
        "sorting": order,
        "kept": kept(request, "only", "sort", "order", "columns"),
        "is_narrowed": bool(text or only != PayoutsOf.ALL),
        "filters": FILTERS,
        "only": only,
        "today": reader.today,
        "tab": "payouts",
    }
    return render(request, "console/online/payouts.html", shown)


def _as_file(rows: Sequence[ListedPayout], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Arrives"), _("Arrived"), _("Gateway"), _("Name there"), _("Company"), _("Currency"), _("Payments")),
        *(_("Refunds"), _("Chargebacks"), _("Fees"), _("Of others"), _("Paid out"), _("Lines")),
    ]
    written = (
        [
            *(row.arrival_date, row.arrived_date, row.gateway, row.gateway_id, row.company, row.currency),
            *(major(row.payments_minor, row.currency), major(row.refunds_minor, row.currency)),
            *(major(row.chargebacks_minor, row.currency), major(row.fees_minor, row.currency)),
            *(major(row.others_minor, row.currency), major(row.amount_minor, row.currency), row.entries),
        ]
        for row in rows
    )
    return csv_file(f"payouts-{reader.today}", columns, written)


@dataclass(frozen=True, slots=True)
class LinesShown:
    """Some lines of a payout; `behind` is the number after which the next ones come, None on the last page."""

    rows: list[LineOfPayout]
    behind: int | None


def show_payout(request: HttpRequest, reader: Reader, payout_id: UUID) -> HttpResponse:
    """One payout: what it is made of, each line with its payment, the bank line, and what it booked."""
    payout = payout_of(payout_id)
    behind = request.GET.get("behind", "")
    after = int(behind) if behind.isdecimal() and len(behind) < 9 else 0
    if is_csv(request):
        return _lines_as_file(payout, lines_of_payout(payout_id, limit=ALL_ROWS))
    found = lines_of_payout(payout_id, after=after, limit=LINES + 1)
    rows = found[:LINES]
    shown: dict[str, Any] = {
        "payout": payout,
        "lines": LinesShown(rows, rows[-1].number if len(found) > LINES else None),
        "is_first": not after,
        "entries": entries_of_source(payout_id) if reader.may("ledger.view") else [],
        "has_companies": len(legal_entities()) > 1,
        "today": reader.today,
    }
    return render(request, "console/online/payout.html", shown)


def _lines_as_file(payout: ListedPayout, rows: Sequence[LineOfPayout]) -> HttpResponse:
    columns = [
        *(_("Line"), _("Kind"), _("Name there"), _("Customer"), _("Payment"), _("Currency"), _("Amount"), _("Fee")),
    ]
    written = (
        [
            *(row.number, row.kind, row.ref, row.customer_name, row.payment_number, payout.currency),
            *(major(row.amount_minor, payout.currency), major(row.fee_minor, payout.currency)),
        ]
        for row in rows
    )
    return csv_file(f"payout-{payout.arrival_date}", columns, written)
