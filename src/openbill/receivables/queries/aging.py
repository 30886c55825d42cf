"""Who owes what, how late: the aging of any day, as known at any time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, cast
from uuid import UUID

from django.db import connection

from openbill.receivables.policies.age_bucket import NOT_DUE, UNAPPLIED, USUAL_BOUNDS, age_buckets
from openbill.receivables.queries.aged_balances import AgedFrom, AgingBy, aged_balances
from openbill.receivables.queries.customers_as_known import shown_customers
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.queries.items_wanted import ITEMS_WANTED, items_wanted

CURRENCY = 3
"""The place of the currency in a row."""


class AgingRow(tuple[Any, ...]):
    """One customer (group, entity) in one currency; amounts in minor units, in the order of the columns.

    Debts stand in `not_due` and the buckets, credits are negative under `unapplied`; their sum is the total.
    It is the database's own row with names put to its places, the identifier as text: a portfolio has many of them,
    and each object that is made for every row costs as much as finding it.
    """

    __slots__ = ()

    @property
    def id(self) -> UUID:
        return UUID(self[0])

    @property
    def number(self) -> str:
        return cast(str, self[1])

    @property
    def name(self) -> str:
        return cast(str, self[2])

    @property
    def currency(self) -> str:
        return cast(str, self[CURRENCY])

    @property
    def amounts_minor(self) -> tuple[int, ...]:
        return tuple(self[4:])

    @property
    def total_minor(self) -> int:
        return sum(self.amounts_minor)


@dataclass(frozen=True, slots=True)
class Aging:
    """The rows of an aging, by currency and then by name; `columns` name the amounts of each row."""

    as_of: date
    columns: tuple[str, ...]
    rows: tuple[AgingRow, ...]

    def in_currency(self, currency: str) -> tuple[AgingRow, ...]:
        return tuple(row for row in self.rows if row.currency == currency)

    @property
    def currencies(self) -> tuple[str, ...]:
        return tuple(sorted({row.currency for row in self.rows}))

    def totals_minor(self, currency: str) -> tuple[int, ...]:
        """The sum of each column in one currency."""
        rows = self.in_currency(currency)
        return tuple(sum(row.amounts_minor[position] for row in rows) for position in range(len(self.columns)))


def aging(
    organization_id: UUID,
    as_of: date,
    *,
    bounds: Sequence[int] = USUAL_BOUNDS,
    by: AgingBy = AgingBy.CUSTOMER,
    aged_from: AgedFrom = AgedFrom.DUE_DATE,
    legal_entity_id: UUID | None = None,
    known_sequence: int | None = None,
) -> Aging:
    """The aging of a day in one statement over the open items of that day.

    Days past due = as_of - due date; what is due on the day itself is not due. `known_sequence` takes back
    what was learned after a seal.
    """
    balances = aged_balances(
        organization_id,
        as_of,
        bounds=bounds,
        by=by,
        aged_from=aged_from,
        legal_entity_id=legal_entity_id,
        known_sequence=known_sequence,
    )
    statement = f"""
        WITH {balances.relations}
        SELECT {balances.shown}, balance.currency, {balances.amounts}
        FROM balance {balances.names}
        ORDER BY 3, 2, 1
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, balances.parameters)
        cursor.cursor.row_factory = _aging_rows
        # Names are sorted there, where it is quick by their first letters; currencies, a few, here.
        rows = tuple(sorted(cursor.fetchall(), key=itemgetter(CURRENCY)))
    columns = (UNAPPLIED, NOT_DUE, *(bucket.label for bucket in age_buckets(bounds)))
    return Aging(as_of, columns, rows)


def _aging_rows(_cursor: object) -> type[AgingRow]:
    """The row factory of psycopg."""
    return AgingRow


@dataclass(frozen=True, slots=True)
class AgedItem:
    """One item behind a figure of an aging."""

    item_id: UUID
    customer_id: UUID
    document_number: str
    kind: str
    side: str
    document_date: date
    due_date: date
    days_past_due: int
    currency: str
    open_minor: int


def aged_items(
    organization_id: UUID,
    as_of: date,
    *,
    customer_id: UUID | None = None,
    currency: str | None = None,
    days_past_due: tuple[int | None, int | None] = (None, None),
    side: str | None = None,
    known_sequence: int | None = None,
) -> Iterator[AgedItem]:
    """The items behind an aging's figure, the oldest first: of a customer, a currency, a span of days past due."""
    items = items_as_of(organization_id, as_of, known_sequence=known_sequence)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT item.item_id, shown.shown_id, item.document_number, item.kind, item.side, item.document_date,
                   item.due_date, %(as_of)s::date - item.due_date, item.currency, item.open_minor
            FROM {items.relation} AS item
            JOIN {shown_customers(known_sequence)} AS shown ON shown.customer_id = item.customer_id
            WHERE {ITEMS_WANTED}
            ORDER BY item.due_date, item.item_id
            """,
            {**items.parameters, **items_wanted(customer_id, currency, side, days_past_due)},
        )
        for row in cursor:
            yield AgedItem(*row)
