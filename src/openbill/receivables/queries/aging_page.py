"""One page of an aging in one currency, the oldest money first, with the sums of all of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.receivables.queries.aged_balances import AGED_COLUMNS, AgedBalances, AgingBy, aged_balances
from openbill.receivables.queries.aging import AgingRow
from openbill.receivables.queries.balances_of_day import BUCKETS
from openbill.receivables.queries.totals_of_day import totals_of_day


@dataclass(frozen=True, slots=True)
class AgingPage:
    """Some rows of a currency; of all its rows how many there are, and the sum of each column, in minor units.

    `currencies` are all in which anything is open.
    """

    rows: tuple[AgingRow, ...]
    currency: str
    currencies: tuple[str, ...]
    count: int
    totals_minor: tuple[int, ...]


def aging_page(
    organization_id: UUID,
    as_of: date,
    *,
    currency: str,
    by: AgingBy = AgingBy.CUSTOMER,
    known_sequence: int | None = None,
    offset: int = 0,
    limit: int = 50,
) -> AgingPage:
    """A page of the aging of a day: whose oldest bucket is the largest first, then the next one, then by identifier.

    In the first of the currencies where nothing is open in the one that is asked for.
    """
    balances = aged_balances(organization_id, as_of, by=by, known_sequence=known_sequence)
    totals = totals_of_day(organization_id, as_of) if balances.are_kept else None
    oldest_first = ", ".join(f"balance.{bucket} DESC" for bucket in reversed(balances.buckets))
    order = f"{oldest_first}, balance.shown_id"
    if totals and totals.are_kept:
        total, chosen = _KEPT_TOTAL.format(totals=totals.relation), _ALONG_WHAT_IS_KEPT
    else:
        total, chosen = _SUMS.format(sums=_sums(balances)), _OF_ALL
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH {balances.relations}, {total}, page AS (
                SELECT balance.*, row_number() OVER (ORDER BY {order}) AS place
                FROM ({chosen.format(order=order)} ORDER BY {order} OFFSET %(offset)s LIMIT %(limit)s) AS balance
            )
            SELECT NULL::bigint AS place, NULL AS id, NULL AS number, NULL AS name, total.* FROM total
            UNION ALL
            SELECT balance.place, {balances.shown}, balance.currency, 0, {balances.amounts}
            FROM page AS balance {balances.names}
            ORDER BY place NULLS FIRST, currency
            """,
            {
                **balances.parameters,
                "currency": currency,
                "offset": offset,
                "limit": limit,
                "first": offset + limit,
            },
        )
        found = cursor.fetchall()
    sums = {row[4]: row[5:] for row in found if row[0] is None}
    if sums and currency not in sums:
        first = next(iter(sums))
        return aging_page(
            organization_id,
            as_of,
            currency=first,
            by=by,
            known_sequence=known_sequence,
            offset=offset,
            limit=limit,
        )
    count, *sums_minor = sums.get(currency, (0,))
    rows = tuple(AgingRow((*row[1:5], *row[6:])) for row in found if row[0] is not None)
    return AgingPage(rows, currency, tuple(sums), count, tuple(sums_minor))


def _sums(balances: AgedBalances) -> str:
    return ", ".join(f"coalesce(sum_minor({column}), 0)" for column in ("unapplied", *balances.buckets))


_CHOSEN = "WHERE balance.currency = %(currency)s"

_SUMS = """
    every AS MATERIALIZED (SELECT * FROM balance),
    total AS (SELECT currency, count(*) AS rows, {sums} FROM every GROUP BY currency)"""
_OF_ALL = f"SELECT * FROM every AS balance {_CHOSEN}"

_KEPT_TOTAL = f"""
    total AS (
        SELECT total.currency,
               total.customers + coalesce((SELECT sum(1 - customers)::bigint FROM added_up
                                           WHERE added_up.currency = total.currency), 0) AS rows,
               -unapplied_minor, {", ".join(f"{bucket}_minor" for bucket in BUCKETS)}
        FROM {{totals}} AS total
    )"""
"""The customers of a group are one row, and its amounts those of them all."""
_ALONG_WHAT_IS_KEPT = f"""
    SELECT * FROM (
        (SELECT balance.* FROM kept_one AS balance {_CHOSEN} ORDER BY {{order}} LIMIT %(first)s)
        UNION ALL
        SELECT {AGED_COLUMNS} FROM added_up AS balance {_CHOSEN}
    ) AS balance"""
