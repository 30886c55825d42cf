"""The aging: of any day, as known now or at any time; and the items behind each figure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openbill.console.bars import age_bar
from openbill.console.choices import choice, named_identifier
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.knowledge import asked_day, asked_knowledge
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.words.buckets import BUCKETS
from openbill.receivables.policies.age_bucket import UNAPPLIED, age_buckets
from openbill.receivables.queries.aged_balances import AgingBy
from openbill.receivables.queries.aging import AgingRow
from openbill.receivables.queries.aging_page import aging_page
from openbill.receivables.queries.find_items import FoundItem, find_items

GROUPINGS = ((AgingBy.CUSTOMER, _("Customers")), (AgingBy.GROUP, _("Groups")), (AgingBy.LEGAL_ENTITY, _("Companies")))

_SPANS: list[tuple[int | None, int | None]] = [(None, 0), *((age.first_day, age.last_day) for age in age_buckets())]
DAYS = {str(step): span for step, span in enumerate(_SPANS)}
"""Days past due of each bucket of the address."""


def show_aging(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Who owes what, how late, in one currency; the oldest money first."""
    as_of = asked_day(request, reader)
    by = choice(request, "by", AgingBy, AgingBy.CUSTOMER)
    known = asked_knowledge(request, reader)
    known_sequence = known.sequence if known else None
    number = page_number(request)
    page = aging_page(
        reader.organization.id,
        as_of,
        currency=request.GET.get("currency") or reader.organization.currency,
        by=by,
        known_sequence=known_sequence,
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _aging_as_file(page.rows, as_of, page.currency)
    shown: dict[str, Any] = {
        "as_of": as_of,
        "is_today": as_of == reader.today,
        "known": known,
        "by": by,
        "groupings": GROUPINGS,
        "currency": page.currency,
        "currencies": page.currencies,
        "rows": page.rows,
        "paging": Paging(number, page.count),
        "totals": page.totals_minor,
        "total": sum(page.totals_minor),
        "bar": age_bar(page.totals_minor[1:]),
    }
    return render(request, "console/aging.html", shown)


def _aging_as_file(rows: Sequence[AgingRow], as_of: date, currency: str) -> HttpResponse:
    ages = [str(name) for name in BUCKETS]
    columns = [_("Number"), _("Name"), _("Currency"), *ages, _("Unapplied"), _("Balance")]
    written = (
        [
            *(row.number, row.name, currency),
            *(major(minor, currency) for minor in (*row.amounts_minor[1:], row.amounts_minor[0], row.total_minor)),
        ]
        for row in rows
    )
    return csv_file(f"aging-{as_of}", [str(column) for column in columns], written)


def show_aged_items(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The items behind one figure of the aging."""
    as_of = asked_day(request, reader)
    known = asked_knowledge(request, reader)
    bucket = request.GET.get("bucket", "")
    customer = named_identifier(request, "customer")
    currency = request.GET.get("currency", reader.organization.currency)[:3]
    number = page_number(request)
    found = find_items(
        reader.organization.id,
        as_of,
        known_sequence=known.sequence if known else None,
        currency=currency,
        customer_id=customer,
        side="credit" if bucket == UNAPPLIED else "debit" if bucket in DAYS else None,
        days_past_due=DAYS.get(bucket, (None, None)),
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _items_as_file(found.rows, as_of, currency)
    shown = {
        "as_of": as_of,
        "is_today": as_of == reader.today,
        "known": known,
        "bucket": bucket,
        "step": int(bucket) if bucket in DAYS else None,
        "currency": currency,
        "rows": found.rows,
        "paging": Paging(number, found.count),
        "total": found.total_minor,
    }
    return render(request, "console/aged_items.html", shown)


def _items_as_file(rows: Sequence[FoundItem], as_of: date, currency: str) -> HttpResponse:
    columns = [
        *(_("Number"), _("Kind"), _("Customer number"), _("Customer"), _("Dated"), _("Due"), _("Days late")),
        *(_("Currency"), _("Open")),
    ]
    written = (
        [
            *(item.document_number, item.kind, item.customer_number, item.customer_name, item.document_date),
            *((item.due_date, item.days_past_due) if item.side == "debit" else (None, None)),
            *(currency, major(item.open_minor if item.side == "debit" else -item.open_minor, currency)),
        ]
        for item in rows
    )
    return csv_file(f"items-{as_of}", [str(column) for column in columns], written)
