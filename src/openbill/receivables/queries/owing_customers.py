"""The customers of whom something is open, from the kept balances: the worst without reading the others."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.receivables.queries.balances_of_day import BUCKETS, COLUMNS, BalancesOfDay

_OVERDUE = " + ".join(f"each.{bucket}_minor" for bucket in BUCKETS[1:])
_ITEMS = " + ".join(f"each.{column}_items" for column in COLUMNS)

FIGURES_OF_BALANCES = f"""
    each.{BUCKETS[0]}_minor + {_OVERDUE} AS owed, {_OVERDUE} AS overdue, each.unapplied_minor AS unapplied,
    ({_ITEMS})::bigint AS items, coalesce(greatest(%(as_of)s::date - each.oldest_due_date, 0), 0) AS days_late"""
"""What a list of balances shows, of a row of kept balances named `each`."""


def owing_customers(
    balances: BalancesOfDay,
    parameters: Mapping[str, Any],
    *,
    chosen: str,
    key: str,
    by_name: str,
    is_by_who: bool,
    is_summed: bool,
) -> list[tuple[Any, ...]]:
    """The sums of each currency (place nothing) where asked for, then a page of the customers that a condition chooses.

    `key` is what they are sorted by, its direction included, and `by_name` how equal ones are. Where customers are
    sorted by an amount only the names of those are read who can stand on the page; where by who they are, the balances
    are looked up along the names until the page is full. The balances must be kept ones.
    """
    order = f"{key}, {by_name}"
    page = _ALONG_THE_NAMES if is_by_who else _BY_AMOUNT
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH balance AS NOT MATERIALIZED (
                {_chosen(balances.relation, chosen)}
            ), page AS (
                {
                page.format(
                    kept=_chosen(balances.kept, chosen),
                    others=_chosen(balances.others, chosen),
                    key=key,
                    order=order,
                )
            }
                ORDER BY {order} OFFSET %(offset)s LIMIT %(limit)s
            )
            SELECT NULL::bigint AS place, NULL::uuid, NULL, NULL, NULL, currency, count(*),
                   sum_minor(owed), sum_minor(overdue), sum_minor(unapplied), NULL::int
            FROM balance WHERE %(is_summed)s GROUP BY currency
            UNION ALL
            SELECT row_number() OVER (ORDER BY {order}), customer_id, number, name, country, currency, items,
                   owed, overdue, unapplied, days_late
            FROM page
            ORDER BY place NULLS FIRST, currency
            """,
            {**parameters, **balances.parameters, "is_summed": is_summed},
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _chosen(relation: str, chosen: str) -> str:
    return f"""
        SELECT * FROM (SELECT customer_id, currency, {FIGURES_OF_BALANCES} FROM {relation} AS each) AS figures
        WHERE {chosen} AND (%(currency)s::text IS NULL OR currency = %(currency)s)"""


_WHOSE = "customer.organization_id = %(organization)s AND customer.id = candidate.customer_id"

_BY_AMOUNT = f"""
    SELECT candidate.*, customer.number, customer.name, customer.country
    FROM (
        SELECT * FROM (
            (SELECT * FROM ({{kept}}) AS kept ORDER BY {{key}} FETCH FIRST %(first)s ROWS WITH TIES)
            UNION ALL
            SELECT * FROM ({{others}}) AS other
        ) AS each ORDER BY {{key}} FETCH FIRST %(first)s ROWS WITH TIES
    ) AS candidate
    JOIN customer ON {_WHOSE}"""
"""Names are looked up of the few that are left; of the others nobody knows ahead how few they are."""

_ALONG_THE_NAMES = f"""
    SELECT * FROM (
        (SELECT candidate.*, customer.number, customer.name, customer.country
         FROM customer JOIN ({{kept}}) AS candidate ON {_WHOSE} ORDER BY {{order}} LIMIT %(first)s)
        UNION ALL
        SELECT candidate.*, customer.number, customer.name, customer.country
        FROM customer JOIN ({{others}}) AS candidate ON {_WHOSE}
    ) AS candidate"""
