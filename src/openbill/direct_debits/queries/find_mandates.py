"""The mandates of all customers: found, filtered, sorted, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.customers.queries.rows_of_customers import Listing, PageOfRows, RowsOrdered, RowsWanted, rows_of_customers
from openbill.direct_debits.types import Scheme


class MandatesBy(StrEnum):
    """What a list of mandates is sorted by."""

    ADDED = "added"
    USED = "used"
    CUSTOMER = "customer"


class MandatesOf(StrEnum):
    """Which mandates a list has."""

    ALL = "all"
    DRAFT = "draft"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ListedMandate:
    """A mandate; of its account a list needs the last four signs alone."""

    id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    reference: str
    scheme: str
    use: str
    debtor_name: str
    account_end: str
    state: str
    state_reason: str
    signed_on: date | None
    last_collected_on: date | None


_LISTING = Listing(
    table="mandate",
    columns="page.id, customer.id, customer.number, customer.name, page.reference, page.scheme, page.use,"
    " page.debtor_name, right(page.debtor_iban, 4), page.state, page.state_reason, page.signed_on,"
    " page.last_collected_on",
    also_matches="SELECT matching.id FROM mandate AS matching WHERE matching.organization_id = %(organization)s"
    " AND (starts_with(matching.reference, %(text)s) OR starts_with(matching.reference, upper(%(text)s)))",
)

_ORDER = {MandatesBy.ADDED: ("id",), MandatesBy.USED: ("last_collected_on",), MandatesBy.CUSTOMER: ()}


def find_mandates(
    *,
    text: str = "",
    only: MandatesOf = MandatesOf.ALL,
    scheme: Scheme | None = None,
    customer_ids: Collection[UUID] | None = None,
    by: MandatesBy = MandatesBy.ADDED,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedMandate]:
    """A page of the mandates whose reference begins with a text or whose customer it names, of one scheme or of both.

    `customer_ids` narrows to some customers.
    """
    conditions = []
    if only is not MandatesOf.ALL:
        conditions.append("mandate.state = %(state)s")
    if scheme is not None:
        conditions.append("mandate.scheme = %(scheme)s")
    return rows_of_customers(
        ListedMandate,
        _LISTING,
        RowsWanted(conditions, {"state": only.value, "scheme": scheme}, text, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )
