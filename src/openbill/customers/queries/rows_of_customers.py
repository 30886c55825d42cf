"""Pages of rows that belong to customers: filtered, counted, sorted along an index or by the names of the customers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Listing:
    """How rows of a table are listed.

    `columns` and `joins` are SQL about `page`, the row, and `customer`, whose it is now; `also_matches` is SQL that
    names the rows which a text may mean besides those of the customers that it names. A row that need not have a
    customer comes where nobody's name would.
    """

    table: str
    columns: str
    joins: str = ""
    also_matches: str = ""
    may_have_no_customer: bool = False


@dataclass(frozen=True, slots=True)
class RowsWanted:
    """Which rows are wanted: SQL conditions about the table with their parameters, a text, some customers."""

    conditions: Sequence[str]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    customer_ids: Collection[UUID] | None = None


@dataclass(frozen=True, slots=True)
class RowsOrdered:
    """In which order, and which of them: by columns of the table, or by the names of customers where there are none."""

    columns: Sequence[str]
    descending: bool
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class PageOfRows(Generic[Row]):
    """Some rows, and how many there are of all that were wanted; `is_more` where `count` ended at MOST_COUNTED."""

    rows: tuple[Row, ...]
    count: int
    is_more: bool


def rows_of_customers(
    row: Callable[..., Row], listing: Listing, wanted: RowsWanted, ordered: RowsOrdered
) -> PageOfRows[Row]:
    """A page of rows, each made by `row` of its columns; a merged customer's are the surviving one's.

    An index has to begin with the organization and go on with the columns of the order, up to the identifier: then a
    page costs what it shows. Rows that are equal have an order of their own, so that pages never overlap.
    """
    condition, parameters = _condition(listing, wanted)
    parameters |= {
        "offset": ordered.offset,
        "limit": ordered.limit,
        "first": ordered.offset + ordered.limit,
        "counted": MOST_COUNTED + 1,
    }
    way = "DESC" if ordered.descending else "ASC"
    join = "LEFT JOIN" if listing.may_have_no_customer else "JOIN"
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(table=listing.table, wanted=condition), parameters)
        (count,) = cursor.fetchone()
        is_more = count > MOST_COUNTED
        chosen = _CHOSEN.format(table=listing.table, wanted=condition)
        if not ordered.columns:
            of_the_first = _of_the_first(listing, condition, way) if is_more else "true"
            chosen = _NAMED.format(table=listing.table, join=join, wanted=condition, of_the_first=of_the_first)
        columns = tuple(dict.fromkeys((*(ordered.columns or ("customer_name",)), "id")))
        statement = _PAGE.format(
            chosen=chosen,
            columns=listing.columns,
            join=join,
            joins=listing.joins,
            order=", ".join(f"chosen.{column} {way}" for column in columns),
            order_of_page=", ".join(f"page.{column} {way}" for column in columns),
        )
        cursor.execute(statement, parameters)
        return PageOfRows(tuple(row(*found) for found in cursor.fetchall()), min(count, MOST_COUNTED), bool(is_more))


def identifiers_of_rows(listing: Listing, wanted: RowsWanted) -> list[UUID]:
    """All rows that are wanted, by their identifiers, in the order of these."""
    condition, parameters = _condition(listing, wanted)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {listing.table} WHERE {condition} ORDER BY id", parameters)
        return [row[0] for row in cursor.fetchall()]


def _of_the_first(listing: Listing, condition: str, way: str) -> str:
    of_the_first = _OF_THE_FIRST.format(table=listing.table, wanted=condition, way=way)
    if listing.may_have_no_customer:
        return f"({listing.table}.customer_id IS NULL OR {of_the_first})"
    return of_the_first


def _condition(listing: Listing, wanted: RowsWanted) -> tuple[str, dict[str, Any]]:
    """Only the conditions that are asked for, so that each is met by its index; and all parameters."""
    named = named_like(wanted.text)
    parameters: dict[str, Any] = {
        **named.parameters,
        **wanted.parameters,
        "organization": current_organization_id(),
        "customers": None if wanted.customer_ids is None else identifier_array(wanted.customer_ids),
    }
    conditions = [f"{listing.table}.organization_id = %(organization)s", *wanted.conditions]
    if wanted.customer_ids is not None:
        conditions.append(f"{listing.table}.customer_id = ANY(%(customers)s::uuid[])")
    if parameters["text"]:
        of_named = _OF_NAMED.format(table=listing.table, named=named.condition)
        also = f" UNION ALL {listing.also_matches}" if listing.also_matches else ""
        conditions.append(f"{listing.table}.id IN ({of_named}{also})")
    return " AND ".join(conditions), parameters


_OF_NAMED = """
    SELECT matching.id FROM {table} AS matching WHERE matching.organization_id = %(organization)s
       AND matching.customer_id IN (SELECT id FROM customer WHERE organization_id = %(organization)s AND {named})"""

_COUNT = "SELECT count(*) FROM (SELECT FROM {table} WHERE {wanted} LIMIT %(counted)s) AS counted"

_CHOSEN = "(SELECT * FROM {table} WHERE {wanted})"

_NAMED = f"""(
    SELECT {{table}}.*, coalesce(shown.name, '') AS customer_name
    FROM {{table}}
    {{join}} customer ON customer.organization_id = %(organization)s AND customer.id = {{table}}.customer_id
    {{join}} customer shown ON shown.organization_id = %(organization)s AND shown.id = {shown_as("customer")}
    WHERE {{wanted}} AND {{of_the_first}}
)"""

# Each has a row at least, so no more of them than rows are needed; those of one name only all together.
_OF_THE_FIRST = """{table}.customer_id IN (
    SELECT customer.id
    FROM (
        SELECT named.id FROM customer named
        WHERE named.organization_id = %(organization)s AND named.merged_into_id IS NULL AND EXISTS (
            SELECT FROM customer
            JOIN {table} ON {table}.organization_id = customer.organization_id AND {table}.customer_id = customer.id
            WHERE customer.organization_id = %(organization)s
              AND (customer.id = named.id OR customer.merged_into_id = named.id) AND {wanted})
        ORDER BY named.name {way} FETCH FIRST %(first)s ROWS WITH TIES
    ) AS named
    JOIN customer ON customer.organization_id = %(organization)s
                 AND (customer.id = named.id OR customer.merged_into_id = named.id))"""

# Apart from the count, so that a page is walked along its index; who a customer is, is asked for what it shows only.
_PAGE = f"""
    SELECT {{columns}}
    FROM (SELECT * FROM {{chosen}} AS chosen ORDER BY {{order}} OFFSET %(offset)s LIMIT %(limit)s) AS page
    {{join}} customer owner ON owner.organization_id = %(organization)s AND owner.id = page.customer_id
    {{join}} customer ON customer.organization_id = %(organization)s AND customer.id = {shown_as("owner")}
    {{joins}}
    ORDER BY {{order_of_page}}
"""
