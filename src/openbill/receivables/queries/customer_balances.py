"""The customers with what each owes: the list in which people look for one, or for the worst."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.queries.balances_of_day import balances_of_day
from openbill.receivables.queries.customers_as_known import SHOWN_ID, merged_customers
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.queries.owing_customers import owing_customers


class BalancesBy(StrEnum):
    """What a list of balances is sorted by."""

    NAME = "name"
    NUMBER = "number"
    OWED = "owed"
    OVERDUE = "overdue"
    UNAPPLIED = "unapplied"
    BALANCE = "balance"
    OLDEST = "oldest"


class BalancesOf(StrEnum):
    """Which customers a list of balances has."""

    ALL = "all"
    OWING = "owing"
    OVERDUE = "overdue"
    IN_CREDIT = "in-credit"


@dataclass(frozen=True, slots=True)
class CustomerBalance:
    """A customer in one currency; amounts in minor units, `unapplied_minor` positive.

    `days_late` is the age of the oldest debt, zero where none is overdue. Who owes nothing has one row in the
    currency of the customer, which is blank where it has none.
    """

    customer_id: UUID
    number: str
    name: str
    country: str
    currency: str
    items: int
    owed_minor: int
    overdue_minor: int
    unapplied_minor: int
    days_late: int

    @property
    def balance_minor(self) -> int:
        return self.owed_minor - self.unapplied_minor


@dataclass(frozen=True, slots=True)
class BalancePage:
    """Some rows, and how many there are of all that were asked for; `sums` are all rows' sums by currency.

    Of all customers, where they are more than MOST_COUNTED, `count` stays at it, `is_more` says so, and nothing is
    summed: in the order of their names or numbers, or with the largest amounts first.
    """

    rows: tuple[CustomerBalance, ...]
    count: int
    sums: tuple["BalanceSum", ...]
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class BalanceSum:
    currency: str
    rows: int
    owed_minor: int
    overdue_minor: int
    unapplied_minor: int

    @property
    def balance_minor(self) -> int:
        return self.owed_minor - self.unapplied_minor


_ORDER = {
    BalancesBy.NAME: "lower(name)",
    BalancesBy.NUMBER: "number",
    BalancesBy.OWED: "owed",
    BalancesBy.OVERDUE: "overdue",
    BalancesBy.UNAPPLIED: "unapplied",
    BalancesBy.BALANCE: "owed - unapplied",
    BalancesBy.OLDEST: "days_late",
}

_ONLY = {
    BalancesOf.ALL: "true",
    BalancesOf.OWING: "owed > 0",
    BalancesOf.OVERDUE: "overdue > 0",
    BalancesOf.IN_CREDIT: "unapplied > owed",
}


def customer_balances(
    as_of: date,
    *,
    text: str = "",
    only: BalancesOf = BalancesOf.ALL,
    currency: str | None = None,
    by: BalancesBy = BalancesBy.NAME,
    descending: bool = False,
    offset: int = 0,
    limit: int = 50,
    known_sequence: int | None = None,
    is_summed: bool = True,
) -> BalancePage:
    """A page of the customers whose number begins with a text or whose name holds it, in one statement.

    Rows that are equal in what they are sorted by come by name and number, so that pages never overlap. A customer
    that was merged is counted with the surviving one, and not listed. Who wants rows only need not have them summed.
    """
    direction = "DESC" if descending else "ASC"
    named = named_like(text)
    organization_id = current_organization_id()
    parameters = {
        "organization": organization_id,
        "as_of": as_of,
        **named.parameters,
        "currency": currency,
        "offset": offset,
        "limit": limit,
        "first": offset + limit,
        "counted": MOST_COUNTED + 1,
    }
    order = f"{_ORDER[by]} {direction}"
    is_by_who = by in (BalancesBy.NAME, BalancesBy.NUMBER)
    is_of_who = only is BalancesOf.ALL and currency is None and known_sequence is None
    are_many = is_of_who and _are_many(named.condition, parameters)
    is_by_worst = descending and not is_by_who
    is_worst_first = is_by_worst and are_many
    if known_sequence is None and not text.strip() and (is_by_worst or only is not BalancesOf.ALL):
        balances = balances_of_day(organization_id, as_of)
        if balances.are_kept and (is_worst_first or only is not BalancesOf.ALL):
            found = owing_customers(
                balances,
                parameters,
                chosen=f"{_ORDER[by]} > 0" if is_worst_first else _ONLY[only],
                key=order,
                by_name=_EQUAL_ONES,
                is_by_who=is_by_who,
                is_summed=is_summed and not is_worst_first,
            )
            # Of whom nothing is open is not among them, and comes after the last.
            if not is_worst_first or len(found) == limit:
                return _page(found, is_more=is_worst_first)
    is_more = are_many and is_by_who
    asked = _LISTED.format(named=named.condition)
    if is_more:
        # Each has a row at least, so no more of them than rows are needed.
        asked += f" ORDER BY {order} FETCH FIRST %(first)s ROWS WITH TIES"
    are_few = known_sequence is None and (is_more or bool(text.strip()))
    items = items_as_of(organization_id, as_of, known_sequence=known_sequence)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH asked AS ({asked}), balance AS (
                SELECT shown.shown_id, item.currency, {_FIGURES_OF_ITEMS}
                FROM {items.relation} AS item
                LEFT JOIN {merged_customers(known_sequence)} AS merged ON merged.customer_id = item.customer_id
                CROSS JOIN LATERAL (SELECT {SHOWN_ID} AS shown_id) AS shown
                {_OF_THE_ASKED if are_few else ""}
                GROUP BY shown.shown_id, item.currency
            ), listed AS (
                SELECT customer.id, customer.number, customer.name, customer.country,
                       coalesce(balance.currency, customer.currency) AS currency,
                       coalesce(balance.owed, 0) AS owed, coalesce(balance.overdue, 0) AS overdue,
                       coalesce(balance.unapplied, 0) AS unapplied, coalesce(balance.items, 0) AS items,
                       coalesce(balance.days_late, 0) AS days_late
                FROM asked AS customer
                LEFT JOIN balance ON balance.shown_id = customer.id
            ), chosen AS MATERIALIZED (
                SELECT * FROM listed
                WHERE {_ONLY[only]} AND (%(currency)s::text IS NULL OR currency = %(currency)s)
            ), page AS (
                SELECT *, row_number() OVER (ORDER BY {order}, {_EQUAL_ONES}) AS place
                FROM (
                    SELECT * FROM chosen ORDER BY {order}, {_EQUAL_ONES} OFFSET %(offset)s LIMIT %(limit)s
                ) AS shown
            )
            SELECT NULL::bigint AS place, NULL::uuid, NULL, NULL, NULL, currency, count(*),
                   sum_minor(owed), sum_minor(overdue), sum_minor(unapplied), NULL::int
            FROM chosen GROUP BY currency
            UNION ALL
            SELECT page.place, page.id, page.number, page.name, page.country, page.currency, page.items,
                   page.owed, page.overdue, page.unapplied,
                   page.days_late
            FROM page
            ORDER BY place NULLS FIRST, currency
            """,
            {**parameters, **items.parameters},
        )
        return _page(cursor.fetchall(), is_more=is_more)


def _page(found: list[tuple[Any, ...]], *, is_more: bool) -> BalancePage:
    sums = tuple(BalanceSum(*row[5:10]) for row in found if row[0] is None)
    rows = tuple(CustomerBalance(*row[1:]) for row in found if row[0] is not None)
    if is_more:
        return BalancePage(rows, MOST_COUNTED, (), is_more)
    return BalancePage(rows, sum(each.rows for each in sums), sums)


_EQUAL_ONES = "lower(name), number, currency"

_FIGURES_OF_ITEMS = """
    coalesce(sum_minor(item.open_minor) FILTER (WHERE item.side = 'debit'), 0) AS owed,
    coalesce(sum_minor(item.open_minor) FILTER (WHERE item.side = 'debit' AND item.due_date < %(as_of)s), 0) AS overdue,
    coalesce(sum_minor(item.open_minor) FILTER (WHERE item.side = 'credit'), 0) AS unapplied,
    count(*) AS items,
    coalesce(greatest(%(as_of)s::date - min(item.due_date) FILTER (WHERE item.side = 'debit'), 0), 0) AS days_late"""

_LISTED = """
    SELECT id, number, name, country, currency FROM customer
    WHERE organization_id = %(organization)s AND merged_into_id IS NULL AND {named}"""

_OF_THE_ASKED = """WHERE item.customer_id IN (
                    SELECT id FROM asked
                    UNION ALL
                    SELECT customer.id FROM asked JOIN customer ON customer.organization_id = %(organization)s
                                                               AND customer.merged_into_id = asked.id)"""


def _are_many(named: str, parameters: Mapping[str, Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT FROM ({_LISTED.format(named=named)}) AS asked LIMIT %(counted)s) AS counted",
            parameters,
        )
        (count,) = cursor.fetchone()
        return bool(count > MOST_COUNTED)
