"""The drafts that are not issued yet: found, filtered, sorted, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from openbill.customers.queries.rows_of_customers import (
    Listing,
    PageOfRows,
    RowsOrdered,
    RowsWanted,
    identifiers_of_rows,
    rows_of_customers,
)
from openbill.invoicing.types import DocumentKind


class DraftsBy(StrEnum):
    """What a list of drafts is sorted by."""

    DRAFTED = "drafted"
    CUSTOMER = "customer"
    DATED = "dated"


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """A draft; `net_minor` is what its lines come to before tax, less the discount on the whole."""

    id: UUID
    kind: str
    customer_id: UUID
    customer_name: str
    document_date: date | None
    first_line: str
    lines: int
    currency: str
    net_minor: int
    drafted_at: datetime


_LISTING = Listing(
    table="invoice",
    columns="page.id, page.kind, customer.id, customer.name, page.document_date, coalesce(line.first, ''), line.count,"
    " page.currency, coalesce(round(line.net * (1 - page.discount_percent / 100)), 0)::bigint,"
    " drafting.recorded_at",
    joins="""CROSS JOIN LATERAL (
        SELECT count(*) AS count, sum(net_minor) AS net, min(description) FILTER (WHERE position = 1) AS first
        FROM invoice_line WHERE organization_id = %(organization)s AND invoice_id = page.id
    ) AS line
    JOIN command_log drafting ON drafting.organization_id = %(organization)s AND drafting.id = page.command_id""",
)

_ORDER = {DraftsBy.DRAFTED: ("id",), DraftsBy.CUSTOMER: (), DraftsBy.DATED: ("document_date",)}


def find_drafts(
    *,
    text: str = "",
    kind: DocumentKind | None = None,
    customer_ids: Collection[UUID] | None = None,
    by: DraftsBy = DraftsBy.DRAFTED,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedDraft]:
    """A page of the drafts for the customers that a text names; of all where it is blank.

    Of one kind of document or of all; `customer_ids` narrows to some customers.
    """
    return rows_of_customers(
        ListedDraft,
        _LISTING,
        _wanted(text, kind, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )


def drafts_in_order(
    *, text: str = "", kind: DocumentKind | None = None, customer_ids: Collection[UUID] | None = None
) -> list[UUID]:
    """All drafts of such a list, in the order in which they were drafted."""
    return identifiers_of_rows(_LISTING, _wanted(text, kind, customer_ids))


def _wanted(text: str, kind: DocumentKind | None, customer_ids: Collection[UUID] | None) -> RowsWanted:
    conditions = ["invoice.state = 'draft'"]
    if kind is not None:
        conditions.append("invoice.kind = %(kind)s")
    return RowsWanted(conditions, {"kind": kind}, text, customer_ids)
