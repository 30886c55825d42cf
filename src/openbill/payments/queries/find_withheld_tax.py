"""Tax that payers kept: awaited with a certificate, certified, owed again, or taken back with its payment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.customers.queries.rows_of_customers import PageOfRows
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


class WithheldBy(StrEnum):
    """What a list of withheld taxes is sorted by."""

    NOTED = "noted"
    AMOUNT = "amount"


class WithheldOf(StrEnum):
    """Which withheld taxes a list has; TAKEN_BACK are those whose payment was returned or withdrawn."""

    AWAITED = "awaited"
    CERTIFIED = "certified"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ListedWithheldTax:
    """What was kept of one debt: `number` is the debt's, `item_id` the credit; blank without a certificate.

    `withheld_on` is the day of the payment that was less by it.
    """

    withheld_id: UUID
    item_id: UUID
    number: str
    customer_id: UUID
    customer_number: str
    customer_name: str
    withheld_on: date
    currency: str
    amount_minor: int
    state: str
    certificate_id: UUID | None
    certificate_number: str
    issued_on: date | None
    file_id: UUID | None
    refused_because: str


_ORDER = {WithheldBy.NOTED: "{row}.id {way}", WithheldBy.AMOUNT: "{row}.amount_minor {way}, {row}.id {way}"}

STATE = """(CASE
    WHEN withheld.refused_because <> '' THEN 'refused'
    WHEN EXISTS (SELECT FROM open_item counter WHERE counter.organization_id = withheld.organization_id
                    AND counter.counters_id = withheld.item_id) THEN 'taken_back'
    WHEN withheld.certificate_id IS NOT NULL THEN 'certified'
    ELSE 'awaited' END)"""
"""Of a row `withheld`, as SQL."""


def find_withheld_tax(
    *,
    text: str = "",
    only: WithheldOf = WithheldOf.ALL,
    customer_ids: Collection[UUID] | None = None,
    withheld_ids: Collection[UUID] | None = None,
    before: UUID | None = None,
    by: WithheldBy = WithheldBy.NOTED,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedWithheldTax]:
    """A page of the taxes that the customers whom a text names kept, or of the number or certificate it begins.

    `customer_ids` narrows to some customers, `withheld_ids` to some taxes; `before` leaves out what was noted later.
    """
    way = "DESC" if descending else "ASC"
    named = named_like(text)
    parameters: dict[str, Any] = {
        **named.parameters,
        "organization": current_organization_id(),
        "state": only.value,
        "customers": None if customer_ids is None else identifier_array(customer_ids),
        "before": before,
        "withheld": None if withheld_ids is None else identifier_array(withheld_ids),
        "offset": offset,
        "limit": limit,
        "counted": MOST_COUNTED + 1,
    }
    conditions = [] if only is WithheldOf.ALL else [f"{STATE} = %(state)s"]
    if only is WithheldOf.AWAITED:
        # So that its index is used.
        conditions.append("withheld.certificate_id IS NULL AND withheld.refused_because = ''")
    if customer_ids is not None:
        conditions.append("withheld.customer_id = ANY(%(customers)s::uuid[])")
    if withheld_ids is not None:
        conditions.append("withheld.id = ANY(%(withheld)s::uuid[])")
    if before is not None:
        conditions.append("withheld.id < %(before)s")
    if parameters["text"]:
        conditions.append(_MATCHES.format(named=named.condition))
    chosen = _CHOSEN.format(wanted="".join(f" AND {each}" for each in conditions))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({chosen} LIMIT %(counted)s) AS counted", parameters)
        (count,) = cursor.fetchone()
        page = _PAGE.format(
            chosen=chosen,
            order=_ORDER[by].format(row="chosen", way=way),
            order_of_page=_ORDER[by].format(row="page", way=way),
        )
        cursor.execute(page, parameters)
        rows = tuple(ListedWithheldTax(*row) for row in cursor.fetchall())
    return PageOfRows(rows, min(count, MOST_COUNTED), count > MOST_COUNTED)


_MATCHES = """(starts_with(credit.document_number, upper(%(text)s))
    OR starts_with(upper(certificate.number), upper(%(text)s))
    OR withheld.customer_id IN (SELECT id FROM customer WHERE organization_id = %(organization)s AND {named}))"""

_CHOSEN = f"""
    SELECT withheld.id, withheld.item_id, withheld.customer_id, withheld.certificate_id, withheld.refused_because,
           credit.document_number, credit.document_date, credit.currency, credit.amount_minor, {STATE} AS state,
           certificate.number AS certificate_number, certificate.issued_on, certificate.file_id
    FROM withheld_tax withheld
    JOIN open_item credit ON credit.organization_id = withheld.organization_id AND credit.id = withheld.item_id
    LEFT JOIN tax_certificate certificate ON certificate.organization_id = withheld.organization_id
                                         AND certificate.id = withheld.certificate_id
    WHERE withheld.organization_id = %(organization)s{{wanted}}
"""

_PAGE = f"""
    SELECT page.id, page.item_id, page.document_number, shown.id, shown.number, shown.name, page.document_date,
           page.currency, page.amount_minor, page.state, page.certificate_id, coalesce(page.certificate_number, ''),
           page.issued_on, page.file_id, page.refused_because
    FROM (
        SELECT * FROM ({{chosen}}) AS chosen ORDER BY {{order}} OFFSET %(offset)s LIMIT %(limit)s
    ) AS page
    JOIN customer owner ON owner.organization_id = %(organization)s AND owner.id = page.customer_id
    JOIN customer shown ON shown.organization_id = %(organization)s AND shown.id = {shown_as("owner")}
    ORDER BY {{order_of_page}}
"""
