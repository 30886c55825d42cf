"""The sums of all balances of a day, currency by currency.

Where they are kept, they are read, and only what has changed since is taken out of them and added up anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.receivables.queries.balances_of_day import BUCKETS, COLUMNS, CUSTOMERS_APART, IS_KEPT, balances_of_day

_IS_OVERDUE = " OR ".join(f"{bucket}_items > 0" for bucket in BUCKETS[1:])

_OF_A_BALANCE = {
    "customers": "1",
    "overdue_customers": f"({_IS_OVERDUE})::int",
    "soon_due_minor": "soon_due_minor",
    **{f"{column}_minor": f"{column}_minor" for column in COLUMNS},
    **{f"{column}_customers": f"({column}_items > 0)::int" for column in COLUMNS},
    **{f"{column}_items": f"{column}_items" for column in COLUMNS},
}
TOTALS = tuple(_OF_A_BALANCE)
"""The columns of a total, in the order in which a kept one is written."""


@dataclass(frozen=True, slots=True)
class TotalsOfDay:
    """A relation with currency and TOTALS: a row for each currency in which anything is open.

    Where the totals are read as they are kept, `are_kept` says so.
    """

    relation: str
    parameters: Mapping[str, Any]
    are_kept: bool = False


def totals_of_day(organization_id: UUID, as_of: date, *, known_sequence: int | None = None) -> TotalsOfDay:
    """The totals of a day; of what was known at a seal where its sequence number is given.

    Who sees some customers only sees no kept total, and gets the sums of their balances.
    """
    balances = balances_of_day(organization_id, as_of, known_sequence=known_sequence)
    if balances.are_kept and _is_any_kept(organization_id):
        parts = _KEPT.format(others=balances.others)
        return TotalsOfDay(f"({_added_up(parts, 'sum')})", balances.parameters, are_kept=True)
    return TotalsOfDay(f"({_added_up(_each(balances.relation), 'sum_minor')})", balances.parameters)


def totals_of(balances: str) -> str:
    """The totals of a relation of balances, as they are to be kept: of any size."""
    return _added_up(_each(balances), "sum", result="")


def _is_any_kept(organization_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM kept_total WHERE organization_id = %s)", [organization_id])
        (is_any,) = cursor.fetchone()
        return bool(is_any)


def _each(balances: str, sign: str = "") -> str:
    figures = ", ".join(f"{sign}({figure}) AS {name}" for name, figure in _OF_A_BALANCE.items())
    return f"SELECT currency, {figures} FROM {balances} AS balance"


def _added_up(parts: str, total: str, result: str = "::bigint") -> str:
    sums = ", ".join(f"{total}({name}){result} AS {name}" for name in TOTALS)
    return f"SELECT currency, {sums} FROM ({parts}) AS part GROUP BY currency HAVING sum(customers) > 0"


_KEPT = f"""
    SELECT currency, {", ".join(TOTALS)} FROM kept_total WHERE organization_id = %(organization)s AND {IS_KEPT}
    UNION ALL
    {_each("kept_balance", "-")}
    WHERE organization_id = %(organization)s AND customer_id IN {CUSTOMERS_APART} AND {IS_KEPT}
    UNION ALL
    {_each("{others}")}"""
