"""From which accounts customers pay, as was learned: found, filtered, sorted, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db import connection

from openbill.customers.queries.rows_of_customers import Listing, PageOfRows, RowsOrdered, RowsWanted, rows_of_customers
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


class PayerAccountsBy(StrEnum):
    """What a list of learned accounts is sorted by."""

    LAST = "last"
    CUSTOMER = "customer"


class PayerAccountsOf(StrEnum):
    """Which learned accounts a list has: all, or those that were wrong once."""

    ALL = "all"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class ListedPayerAccount:
    """An account from which a customer pays, by its last four signs.

    It paid for the customer `confirmed` times; so often as `corrected` says that turned out wrong. `of_account` counts
    both for all customers of the account.
    """

    id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    account_end: str
    confirmed: int
    corrected: int
    of_account: int
    last_paid_date: date

    @property
    def share_percent(self) -> Decimal:
        """Of a hundred payments from the account so many were this customer's, rounded down."""
        return Decimal(self.confirmed * 100 // self.of_account) if self.of_account else Decimal(0)


_COLUMNS = """page.id, customer.id, customer.number, customer.name, right(page.account, 4), page.confirmed,
    page.corrected, of_account.cases, page.last_paid_date"""

_OF_ACCOUNT = """
    CROSS JOIN LATERAL (
        SELECT sum(known.confirmed + known.corrected)::integer AS cases FROM payer_account known
        WHERE known.organization_id = %(organization)s AND known.account = page.account
    ) AS of_account"""

_LISTING = Listing(
    table="payer_account",
    columns=_COLUMNS,
    joins=_OF_ACCOUNT,
    also_matches="SELECT matching.id FROM payer_account AS matching WHERE matching.organization_id = %(organization)s"
    " AND starts_with(matching.account, upper(replace(%(text)s, ' ', '')))",
)

_ORDER = {PayerAccountsBy.LAST: ("last_paid_date",), PayerAccountsBy.CUSTOMER: ()}


def find_payer_accounts(
    *,
    text: str = "",
    only: PayerAccountsOf = PayerAccountsOf.ALL,
    customer_ids: Collection[UUID] | None = None,
    by: PayerAccountsBy = PayerAccountsBy.LAST,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedPayerAccount]:
    """A page of the accounts that begin with a text, or whose customer it names; `customer_ids` narrows to some."""
    conditions = ["payer_account.corrected > 0"] if only is PayerAccountsOf.CORRECTED else []
    return rows_of_customers(
        ListedPayerAccount,
        _LISTING,
        RowsWanted(conditions, {}, text, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )


def payer_accounts_in_order(
    *, customer_ids: Collection[UUID] | None = None, after: UUID | None = None, limit: int = 50
) -> list[ListedPayerAccount]:
    """Learned accounts in the order of their identifiers, those behind `after`; of some customers, or of all."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT {_COLUMNS}
            FROM (
                SELECT * FROM payer_account
                WHERE organization_id = %(organization)s
                  AND (%(after)s::uuid IS NULL OR id > %(after)s::uuid)
                  AND (%(customers)s::uuid[] IS NULL OR customer_id = ANY(%(customers)s::uuid[]))
                ORDER BY id LIMIT %(limit)s
            ) AS page
            JOIN customer owner ON owner.organization_id = %(organization)s AND owner.id = page.customer_id
            JOIN customer ON customer.organization_id = %(organization)s AND customer.id = {shown_as("owner")}
            {_OF_ACCOUNT}
            ORDER BY page.id
            """,
            {
                "organization": current_organization_id(),
                "after": after,
                "customers": None if customer_ids is None else identifier_array(customer_ids),
                "limit": limit,
            },
        )
        return [ListedPayerAccount(*row) for row in cursor.fetchall()]
