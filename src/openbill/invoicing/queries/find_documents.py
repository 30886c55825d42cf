"""The invoices, credit notes and debit notes of all books: found, filtered, sorted, page by page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.types import DocumentKind


class DocumentsBy(StrEnum):
    """What a list of documents is sorted by."""

    DATED = "dated"
    NUMBER = "number"
    CUSTOMER = "customer"
    DUE = "due"
    AMOUNT = "amount"
    OPEN = "open"


class DocumentsOf(StrEnum):
    """Which documents a list has."""

    ALL = "all"
    OPEN = "open"
    OVERDUE = "overdue"
    PART_PAID = "part-paid"
    PAID = "paid"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document, or of one that falls due in parts one part; amounts in minor units, negative for credit notes.

    `invoice_id` is None where another system issued it: then its item is all that is known.
    """

    item_id: UUID
    invoice_id: UUID | None
    number: str
    part: int
    kind: str
    customer_id: UUID
    customer_number: str
    customer_name: str
    document_date: date
    due_date: date
    days_past_due: int
    currency: str
    amount_minor: int
    open_minor: int
    disputed_minor: int

    @property
    def state(self) -> str:
        """The state that says most: settled, disputed, overdue, part-paid or open."""
        if not self.open_minor:
            return "settled"
        if self.disputed_minor:
            return "disputed"
        if self.open_minor > 0 and self.days_past_due > 0:
            return "overdue"
        return "open" if self.open_minor == self.amount_minor else "part-paid"


@dataclass(frozen=True, slots=True)
class DocumentSum:
    currency: str
    rows: int
    amount_minor: int
    open_minor: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Some rows, and of all that were asked for how many there are and what they come to, by currency.

    Where there are more than MOST_COUNTED of them, `count` stays at it, `is_more` says so, and nothing is summed.
    """

    rows: tuple[ListedDocument, ...]
    count: int
    sums: tuple[DocumentSum, ...]
    is_more: bool = False


_ORDER = {
    DocumentsBy.DATED: "{row}.document_date {way}, {row}.id {way}",
    DocumentsBy.NUMBER: "{row}.document_number {way}, {row}.instalment_number, {row}.id",
    DocumentsBy.CUSTOMER: "{row}.customer_name {way}, {row}.document_date, {row}.id",
    DocumentsBy.DUE: "{row}.due_date {way}, {row}.id {way}",
    DocumentsBy.AMOUNT: "{row}.amount {way}, {row}.id",
    DocumentsBy.OPEN: "{row}.open_amount {way}, {row}.id",
}

_ONLY = {
    DocumentsOf.ALL: "true",
    DocumentsOf.OPEN: "item.open_minor > 0",
    DocumentsOf.OVERDUE: "item.open_minor > 0 AND item.side = 'debit' AND item.due_date < %(as_of)s",
    DocumentsOf.PART_PAID: "item.open_minor > 0 AND item.open_minor < item.amount_minor",
    DocumentsOf.PAID: "item.open_minor = 0",
    DocumentsOf.DISPUTED: "item.open_minor > 0 AND item.disputed_minor > 0",
}


def find_documents(
    as_of: date,
    *,
    text: str = "",
    only: DocumentsOf = DocumentsOf.ALL,
    kind: DocumentKind | None = None,
    customer_ids: Collection[UUID] | None = None,
    since: date | None = None,
    until: date | None = None,
    by: DocumentsBy = DocumentsBy.DATED,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> DocumentPage:
    """A page of the documents whose number begins with a text or whose customer it names, in one statement.

    `as_of` decides what is overdue; `customer_ids` narrows to some customers. Rows that are equal in what they are
    sorted by have an order of their own, so that pages never overlap.
    """
    way = "DESC" if descending else "ASC"
    named = named_like(text)
    parameters = {
        **named.parameters,
        "organization": current_organization_id(),
        "as_of": as_of,
        "kind": kind,
        "customers": None if customer_ids is None else identifier_array(customer_ids),
        "since": since,
        "until": until,
        "offset": offset,
        "limit": limit,
        "first": offset + limit,
        "counted": MOST_COUNTED + 1,
    }
    wanted = _wanted(parameters, only, named.condition)
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(chosen=_CHOSEN.format(wanted=wanted)), parameters)
        sums = tuple(DocumentSum(*row) for row in cursor.fetchall())
        count = sum(each.rows for each in sums)
        is_more = count > MOST_COUNTED
        page = _PAGE.format(
            listed=_listed(by, wanted, way, is_many=is_more),
            order=_ORDER[by].format(row="listed", way=way),
            order_of_page=_ORDER[by].format(row="page", way=way),
        )
        cursor.execute(page, parameters)
        rows = tuple(ListedDocument(*row) for row in cursor.fetchall())
    return DocumentPage(rows, min(count, MOST_COUNTED), () if is_more else sums, is_more)


def _listed(by: DocumentsBy, wanted: str, way: str, *, is_many: bool) -> str:
    """The relation of which a page is taken: all that is wanted, or as much of the many as a page can come from."""
    chosen = _CHOSEN.format(wanted=wanted)
    if by is DocumentsBy.CUSTOMER:
        named = _FIRST_NAMED.format(wanted=wanted, way=way) if is_many else _ALL_NAMED
        return _NAMED.format(chosen=chosen, named=named)
    if by is DocumentsBy.OPEN and is_many:
        return _OPEN_AND_SETTLED.format(
            still_open=_CHOSEN.format(wanted=f"{wanted} AND item.open_minor > 0"),
            settled=_CHOSEN.format(wanted=f"{wanted} AND item.open_minor = 0"),
            way=way,
        )
    return chosen


def _wanted(parameters: Mapping[str, Any], only: DocumentsOf, named: str) -> str:
    """Only the conditions that are asked for, so that each is met by its index."""
    conditions = ["item.organization_id = %(organization)s", f"item.kind IN ({_KINDS})", _ONLY[only]]
    if parameters["text"]:
        conditions.append(_MATCHES.format(named=named))
    if parameters["kind"]:
        conditions.append("item.kind = %(kind)s")
    if parameters["customers"] is not None:
        conditions.append("item.customer_id = ANY(%(customers)s::uuid[])")
    if parameters["since"]:
        conditions.append("item.document_date >= %(since)s")
    if parameters["until"]:
        conditions.append("item.document_date <= %(until)s")
    return " AND ".join(conditions)


_KINDS = ", ".join(f"'{kind.value}'" for kind in DocumentKind)

_MATCHES = """item.id IN (
        SELECT id FROM open_item
        WHERE organization_id = %(organization)s
          AND (starts_with(document_number, %(text)s) OR starts_with(document_number, upper(%(text)s)))
        UNION
        SELECT id FROM open_item WHERE organization_id = %(organization)s AND customer_id IN (
            SELECT id FROM customer WHERE organization_id = %(organization)s AND {named}))"""


_CHOSEN = """(
    SELECT item.id, item.document_number, item.instalment_number, item.kind, item.customer_id, item.document_date,
           item.due_date, item.currency, least(item.disputed_minor, item.open_minor) AS disputed,
           CASE item.side WHEN 'debit' THEN item.amount_minor ELSE -item.amount_minor END AS amount,
           CASE item.side WHEN 'debit' THEN item.open_minor ELSE -item.open_minor END AS open_amount
    FROM open_item item WHERE {wanted}
)"""

_SUMS = """
    SELECT currency, count(*), sum_minor(amount), sum_minor(open_amount)
    FROM (SELECT * FROM {chosen} AS chosen LIMIT %(counted)s) AS counted
    GROUP BY currency ORDER BY count(*) DESC, currency
"""

_NAMED = """(
    SELECT chosen.*, shown.name AS customer_name
    FROM {named} AS shown
    JOIN customer ON customer.organization_id = %(organization)s
                 AND (customer.id = shown.id OR customer.merged_into_id = shown.id)
    JOIN {chosen} AS chosen ON chosen.customer_id = customer.id
)"""

_ALL_NAMED = "(SELECT id, name FROM customer WHERE organization_id = %(organization)s AND merged_into_id IS NULL)"

# Each has a document at least, so no more of them than rows are needed; those of one name only all together.
_FIRST_NAMED = """(
    SELECT named.id, named.name FROM customer named
    WHERE named.organization_id = %(organization)s AND named.merged_into_id IS NULL AND EXISTS (
        SELECT FROM customer
        JOIN open_item item ON item.organization_id = customer.organization_id AND item.customer_id = customer.id
        WHERE customer.organization_id = %(organization)s
          AND (customer.id = named.id OR customer.merged_into_id = named.id) AND {wanted})
    ORDER BY named.name {way} FETCH FIRST %(first)s ROWS WITH TIES
)"""

# The settled ones are equal, and lie between the credits and the debts: each kind is walked by itself.
_OPEN_AND_SETTLED = """(
    (SELECT * FROM {still_open} AS still_open ORDER BY open_amount {way}, id LIMIT %(first)s)
    UNION ALL
    (SELECT * FROM {settled} AS settled ORDER BY id LIMIT %(first)s)
)"""

# Apart from the sums, so that a page is walked along its index; who a customer is, is asked for what it shows only.
_PAGE = f"""
    SELECT page.id, part.invoice_id, page.document_number, page.instalment_number, page.kind, shown.id, shown.number,
           shown.name, page.document_date, page.due_date, %(as_of)s::date - page.due_date, page.currency,
           page.amount, page.open_amount, page.disputed
    FROM (SELECT * FROM {{listed}} AS listed ORDER BY {{order}} OFFSET %(offset)s LIMIT %(limit)s) AS page
    JOIN customer ON customer.organization_id = %(organization)s AND customer.id = page.customer_id
    JOIN customer shown ON shown.organization_id = %(organization)s
                       AND shown.id = {shown_as("customer")}
    LEFT JOIN invoice_item part ON part.organization_id = %(organization)s AND part.item_id = page.id
    ORDER BY {{order_of_page}}
"""
