"""Money that the books know of and that no bank has told of yet: expected, recorded by hand, refunded, returned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db import connection

from openbill.cash_application.queries.receipts import ReceiptOfLine
from openbill.cash_application.types.decisions import Source
from openbill.customers.queries.with_merged import shown_customers
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.primitives.money import Money

DAYS_APART = 10
"""A cheque is recorded when it comes, and booked by the bank when it is cleared."""

MOST_ALIKE = 200
"""So many of one amount are looked at for a line: subscriptions have thousands."""


@dataclass(frozen=True, slots=True)
class InTransit:
    """One thing a bank line may be: its `amount` is negative where it goes out, `account` where it stands until then.

    `number` is that of the payment or refund, blank of an expectation; `words` are the references to know it by.
    """

    source: Source
    legal_entity_id: UUID
    account: str
    amount: Money
    expected_date: date
    number: str
    customer_id: UUID | None
    words: tuple[str, ...]

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """One of a row of IN_TRANSIT, in the order of its columns up to `words`."""
        kind, source_id, entity_id, account, minor, currency, day, number, customer_id, words = row
        amount = Money(minor, currency)
        return cls(Source(kind, source_id), entity_id, account, amount, day, number, customer_id, tuple(words))


IN_TRANSIT = """(
    SELECT source_kind AS kind, source_id AS id, legal_entity_id, account, amount_minor, currency, expected_date,
           '' AS number, NULL::uuid AS customer_id, ARRAY(SELECT jsonb_array_elements_text(words)) AS words,
           abs(amount_minor) AS size_minor, amount_minor < 0 AS is_out
    FROM expected_at_bank WHERE organization_id = %(organization)s
    UNION ALL
    SELECT 'payment', payment.id, item.legal_entity_id, payment.account, item.amount_minor, item.currency,
           payment.received_date, item.document_number, payment.customer_id,
           ARRAY[payment.reference, item.document_number], item.amount_minor, false
    FROM open_item item
    JOIN payment ON payment.organization_id = item.organization_id AND payment.item_id = item.id
                AND payment.account = 'cash_clearing' AND payment.state <> 'withdrawn'
    WHERE item.organization_id = %(organization)s AND item.kind = 'payment'
    UNION ALL
    SELECT 'return', payment.id, item.legal_entity_id, payment.account, -item.amount_minor, item.currency,
           payment.returned_date, item.document_number, payment.customer_id,
           ARRAY[payment.reference, item.document_number], item.amount_minor, true
    FROM open_item item
    JOIN payment ON payment.organization_id = item.organization_id AND payment.item_id = item.id
                AND payment.account IN ('cash_clearing', 'unidentified_cash') AND payment.state = 'returned'
    WHERE item.organization_id = %(organization)s AND item.kind = 'payment'
    UNION ALL
    SELECT 'refund', item.id, item.legal_entity_id, 'cash_clearing', -item.amount_minor, item.currency,
           item.document_date, item.document_number, item.customer_id, ARRAY[item.document_number, item.reference],
           item.amount_minor, true
    FROM open_item item
    JOIN journal_line line ON line.organization_id = item.organization_id AND line.entry_id = item.id
                          AND line.number = 2
    JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
                AND account.role = 'cash_clearing'
    WHERE item.organization_id = %(organization)s AND item.kind = 'refund' AND item.counters_id IS NULL
)"""
"""A relation (kind, id, legal_entity_id, account, amount_minor, currency, expected_date, number, customer_id, words,
size_minor, is_out).

The words are an array. `size_minor` and `is_out` are what indexes are met by: the amount without its sign, and that.
What was cleared is in it too: see IS_NOT_CLEARED.
"""

IS_NOT_CLEARED = """NOT EXISTS (
    SELECT FROM line_clearing cleared
    WHERE cleared.organization_id = %(organization)s AND cleared.source_kind = known.kind
      AND cleared.source_id = known.id AND NOT cleared.is_undone)"""

_COLUMNS = """known.kind, known.id, known.legal_entity_id, known.account, known.amount_minor, known.currency,
    known.expected_date, known.number, known.customer_id, known.words"""


def in_transit(sources: Iterable[Source]) -> list[InTransit]:
    """These, as far as they are still to be cleared."""
    wanted = list(sources)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT found.*
            FROM unnest(%(kinds)s::text[], %(ids)s::uuid[]) AS wanted (kind, id)
            CROSS JOIN LATERAL (
                SELECT {_COLUMNS} FROM {IN_TRANSIT} AS known
                WHERE known.kind = wanted.kind AND known.id = wanted.id AND {IS_NOT_CLEARED}
            ) AS found
            """,
            {
                "organization": current_organization_id(),
                "kinds": [source.kind for source in wanted],
                "ids": identifier_array(source.id for source in wanted),
            },
        )
        return [InTransit.of_row(row) for row in cursor.fetchall()]


def in_transit_alike(lines: Sequence[ReceiptOfLine]) -> dict[UUID, list[InTransit]]:
    """By line what of its amount is in transit for its legal entity: the MOST_ALIKE of the nearest days."""
    found: dict[UUID, list[InTransit]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT line.id, alike.*
            FROM unnest(%(lines)s::uuid[], %(amounts)s::bigint[], %(currencies)s::text[], %(days)s::date[],
                        %(entities)s::uuid[]) AS line (id, amount, currency, day, entity)
            CROSS JOIN LATERAL (
                SELECT {_COLUMNS} FROM {IN_TRANSIT} AS known
                WHERE known.size_minor = abs(line.amount) AND known.is_out = (line.amount < 0)
                  AND known.currency = line.currency
                  AND known.legal_entity_id = line.entity AND {IS_NOT_CLEARED}
                ORDER BY abs(known.expected_date - line.day), known.kind, known.id LIMIT {MOST_ALIKE}
            ) AS alike
            """,
            {
                "organization": current_organization_id(),
                "lines": identifier_array(line.line_id for line in lines),
                "amounts": [line.receipt.amount for line in lines],
                "currencies": [line.currency for line in lines],
                "days": [line.booked_date for line in lines],
                "entities": identifier_array(line.legal_entity_id for line in lines),
            },
        )
        for line_id, *row in cursor.fetchall():
            found.setdefault(line_id, []).append(InTransit.of_row(row))
    return found


def payers_in_transit(
    alike: Mapping[UUID, Sequence[InTransit]], lines: Sequence[ReceiptOfLine]
) -> dict[UUID, set[UUID]]:
    """By line the customers of whom a payment of its amount, and of about its day, was recorded and is in transit."""
    days = {line.line_id: line.booked_date for line in lines}
    near = {
        line_id: [
            each.customer_id
            for each in known
            if each.customer_id is not None and abs((each.expected_date - days[line_id]).days) <= DAYS_APART
        ]
        for line_id, known in alike.items()
        if line_id in days
    }
    shown = shown_customers(customer_id for customers in near.values() for customer_id in customers)
    return {line_id: {shown[customer_id] for customer_id in customers} for line_id, customers in near.items()}
