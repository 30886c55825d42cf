"""The list of customers, with what each owes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openbill.console.choices import choice
from openbill.console.columns import Table, shown_list
from openbill.console.csv_file import ALL_ROWS, Cell, csv_file, is_csv, major
from openbill.console.paging import ROWS, Paging, kept, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.tables import CUSTOMERS
from openbill.receivables.queries.customer_balances import (
    BalancePage,
    BalancesBy,
    BalancesOf,
    CustomerBalance,
    customer_balances,
)

CUSTOMERS_WITHOUT_FIGURES = Table(CUSTOMERS.name, CUSTOMERS.columns[:2])

FILTERS = (
    (BalancesOf.ALL, _("All")),
    (BalancesOf.OWING, _("Owing")),
    (BalancesOf.OVERDUE, _("Overdue")),
    (BalancesOf.IN_CREDIT, _("In credit")),
)


def list_customers(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Customers with their balances: found by name or number, filtered, sorted, page by page."""
    order = sorting(request, BalancesBy, BalancesBy.NAME, goes_down=False)
    only = choice(request, "only", BalancesOf, BalancesOf.ALL)
    number = page_number(request)
    may_see_figures = reader.may("receivables.view")
    page = customer_balances(
        reader.today,
        text=request.GET.get("q", "")[:200],
        only=only,
        currency=request.GET.get("currency", "")[:3] or None,
        by=order.by,
        descending=order.descending,
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _as_file(page, reader, may_see_figures=may_see_figures)
    shown = {
        **shown_list(request, CUSTOMERS if may_see_figures else CUSTOMERS_WITHOUT_FIGURES),
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "filters": FILTERS,
        "kept": kept(request, "only", "sort", "order", "currency", "columns"),
        "only": only,
        "is_narrowed": bool(request.GET.get("q") or request.GET.get("currency") or only != "all"),
        "sorting": order,
        "may_see_figures": may_see_figures,
    }
    return render(request, "console/customers/list.html", shown)


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
