"""One page of an aging in one currency, the oldest money first, with the sums of all of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.receivables.queries.aged_balances import AgingBy, aged_balances
from openbill.receivables.queries.aging import AgingRow


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
    oldest_first = ", ".join(f"balance.{bucket} DESC" for bucket in reversed(balances.buckets))
    columns = ("unapplied", *balances.buckets)
    sums = ", ".join(f"coalesce(sum_minor({column}), 0)" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH {balances.relations}, kept AS MATERIALIZED (SELECT * FROM balance),
            total AS (
                SELECT currency, count(*) AS rows, {sums}
                FROM kept GROUP BY currency
            ), page AS (
                SELECT balance.*, row_number() OVER (ORDER BY {oldest_first}, balance.shown_id) AS place
                FROM kept AS balance
                WHERE balance.currency = coalesce((SELECT currency FROM total WHERE currency = %(currency)s),
                                                  (SELECT min(currency) FROM total))
                ORDER BY place OFFSET %(offset)s LIMIT %(limit)s
            )
            SELECT NULL::bigint AS place, NULL AS id, NULL AS number, NULL AS name, total.* FROM total
            UNION ALL
            SELECT balance.place, {balances.shown}, balance.currency, 0, {balances.amounts}
            FROM page AS balance {balances.names}
            ORDER BY place NULLS FIRST, currency
            """,
            {**balances.parameters, "currency": currency, "offset": offset, "limit": limit},
        )
        found = cursor.fetchall()
    totals = {row[4]: row[5:] for row in found if row[0] is None}
    shown = currency if currency in totals else next(iter(totals), currency)
    count, *sums_minor = totals.get(shown, (0,))
    rows = tuple(AgingRow((*row[1:5], *row[6:])) for row in found if row[0] is not None)
    return AgingPage(rows, shown, tuple(totals), count, tuple(sums_minor))
