"""The customers: the list, and the page of one."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openbill.collections.queries.promises_of_customer import promises_of_customer
from openbill.console.bars import Segment, age_bar
from openbill.console.choices import choice
from openbill.console.csv_file import ALL_ROWS, Cell, csv_file, is_csv, major
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.templatetags.figures import age_step
from openbill.console.words.timeline import timeline_cursor, told
from openbill.customers.queries.customer_details import customer_details
from openbill.customers.queries.timeline import timeline
from openbill.customers.types import AddressDetails
from openbill.disputes.queries.disputes_of_customer import disputes_of_customer
from openbill.receivables.queries.customer_balances import (
    BalancePage,
    BalancesBy,
    BalancesOf,
    CustomerBalance,
    customer_balances,
)
from openbill.receivables.queries.items_of_customer import CustomerItem, items_of_customer

ENTRIES = 20

COLUMNS = (
    (BalancesBy.NAME, _("Customer"), ""),
    (BalancesBy.OLDEST, _("Oldest"), "hidden md:table-cell"),
    (BalancesBy.OVERDUE, _("Overdue"), "num hidden sm:table-cell"),
    (BalancesBy.OWED, _("Owed"), "num hidden lg:table-cell"),
    (BalancesBy.UNAPPLIED, _("Unapplied"), "num hidden lg:table-cell"),
    (BalancesBy.BALANCE, _("Balance"), "num"),
)

FILTERS = (
    (BalancesOf.ALL, _("All")),
    (BalancesOf.OWING, _("Owing")),
    (BalancesOf.OVERDUE, _("Overdue")),
    (BalancesOf.IN_CREDIT, _("In credit")),
)


def list_customers(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Customers with their balances: found by name or number, filtered, sorted, page by page."""
    by = choice(request, "sort", BalancesBy, BalancesBy.NAME)
    only = choice(request, "only", BalancesOf, BalancesOf.ALL)
    number = page_number(request)
    may_see_figures = reader.may("receivables.view")
    page = customer_balances(
        reader.today,
        text=request.GET.get("q", "")[:200],
        only=only,
        currency=request.GET.get("currency", "")[:3] or None,
        by=by,
        descending=request.GET.get("order") == "desc",
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _as_file(page, reader, may_see_figures=may_see_figures)
    shown = {
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "columns": COLUMNS if may_see_figures else COLUMNS[:1],
        "filters": FILTERS,
        "kept": [(name, value) for name in ("only", "sort", "order", "currency") if (value := request.GET.get(name))],
        "only": only,
        "sort": by,
        "may_see_figures": may_see_figures,
    }
    return render(request, "console/customers.html", shown)


def _as_file(page: BalancePage, reader: Reader, *, may_see_figures: bool) -> HttpResponse:
    who = [_("Number"), _("Customer"), _("Country")]
    figures = [_("Currency"), _("Days late"), _("Overdue"), _("Owed"), _("Unapplied"), _("Balance")]
    rows = (
        [
            *(row.number, row.name, row.country),
            *(_figures(row) if may_see_figures else ()),
        ]
        for row in page.rows
    )
    columns = [str(column) for column in (who + figures if may_see_figures else who)]
    return csv_file(f"customers-{reader.today}", columns, rows)


def _figures(row: CustomerBalance) -> list[Cell]:
    amounts = (row.overdue_minor, row.owed_minor, row.unapplied_minor, row.balance_minor)
    return [row.currency, row.days_late, *(major(minor, row.currency) for minor in amounts)]


def show_customer(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """One customer: position, items, every word; what changes slowly stands aside."""
    customer = customer_details(customer_id)
    after = timeline_cursor(request.GET.get("before", ""))
    history = timeline(customer.id, after=after, limit=ENTRIES)
    shown: dict[str, Any] = {
        "customer": customer,
        "group": [member for member in (customer.parent, *customer.children) if member],
        "addresses": [{"purpose": each.purpose, "lines": _lines(each)} for each in customer.addresses],
        "history": told(history.items, reader.formats),
        "earlier": history.next and f"{history.next.at.isoformat()}/{history.next.id}",
        "is_earlier": after is not None,
    }
    if reader.may("receivables.view"):
        shown["positions"] = _positions(items_of_customer(reader.organization.id, customer.id, reader.today))
    if reader.may("collections.view"):
        shown["promises"] = promises_of_customer(customer.id)
    if reader.may("disputes.view"):
        shown["disputes"] = disputes_of_customer(customer.id)
    return render(request, "console/customer.html", shown)


@dataclass(frozen=True)
class Position:
    """What a customer owes in one currency."""

    currency: str
    items: list[CustomerItem]

    @cached_property
    def buckets_minor(self) -> list[int]:
        amounts = [0] * 5
        for item in self._debts:
            amounts[age_step(item.days_late)] += item.open_minor
        return amounts

    @property
    def owed_minor(self) -> int:
        return sum(self.buckets_minor)

    @property
    def overdue_minor(self) -> int:
        return self.owed_minor - self.buckets_minor[0]

    @property
    def unapplied_minor(self) -> int:
        return sum(item.open_minor for item in self.items if item.side == "credit")

    @property
    def disputed_minor(self) -> int:
        return sum(item.disputed_minor for item in self._debts)

    @property
    def balance_minor(self) -> int:
        return self.owed_minor - self.unapplied_minor

    @property
    def days_late(self) -> int:
        return max((item.days_late for item in self._debts), default=0)

    @property
    def bar(self) -> list[Segment]:
        return age_bar(self.buckets_minor)

    @property
    def _debts(self) -> list[CustomerItem]:
        return [item for item in self.items if item.side == "debit"]


def _lines(address: AddressDetails) -> list[str]:
    place = f"{address.postal_code} {address.city}".strip()
    return [line for line in (address.name, address.street, place, address.region) if line]


def _positions(items: list[CustomerItem]) -> list[Position]:
    return [Position(currency, list(group)) for currency, group in groupby(items, key=lambda item: item.currency)]
