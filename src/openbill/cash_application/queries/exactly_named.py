"""The first look at what came in: lines whose words are numbers of one customer that come to the amount, set-based."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from openbill.cash_application.policies.find_solutions import Debt
from openbill.cash_application.queries.receipts import IS_NAMED_BY_PAYERS
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class ExactlyNamed:
    """A line, whose it is, and the open items that it names: together they come to it, or do less their discounts."""

    line_id: UUID
    customer_id: UUID
    debts: tuple[Debt, ...]
    is_less_discount: bool


def exactly_named(line_ids: Collection[UUID]) -> list[ExactlyNamed]:
    """Of receipts to be decided those that name by whole words open items of one customer, and nothing settled.

    The words were taken from each line when it came in (policy `line_words`). Discounts are those of the day of the
    line.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _EXACTLY_NAMED,
            {"organization": current_organization_id(), "lines": identifier_array(line_ids)},
        )
        return [
            ExactlyNamed(
                line_id,
                customer_id,
                tuple(
                    Debt(item_id, minor, due.toordinal(), discount)
                    for item_id, minor, due, discount in zip(items, amounts, due_dates, discounts, strict=True)
                ),
                is_less_discount,
            )
            for line_id, customer_id, items, amounts, due_dates, discounts, is_less_discount in cursor.fetchall()
        ]


_EXACTLY_NAMED = f"""
    WITH named AS (
        SELECT line.line_id, line.booked_date, line.amount_minor, item.customer_id, item.id AS item_id, item.due_date,
               item.side, CASE item.side WHEN 'debit' THEN item.open_minor ELSE -item.open_minor END AS minor,
               sum(CASE item.side WHEN 'debit' THEN item.open_minor ELSE -item.open_minor END) OVER of_line AS total,
               bool_and(item.open_minor > 0) OVER of_line AS is_open
        FROM line_to_do line
        JOIN bank_account account
          ON account.organization_id = line.organization_id AND account.id = line.bank_account_id
        CROSS JOIN LATERAL unnest(line.words) AS word (number)
        JOIN open_item item ON item.organization_id = %(organization)s AND item.normal_number = word.number
                           AND item.legal_entity_id = account.legal_entity_id AND item.currency = line.currency
                           AND {IS_NAMED_BY_PAYERS}
        WHERE line.organization_id = %(organization)s AND line.line_id = ANY(%(lines)s::uuid[])
          AND line.amount_minor > 0
        WINDOW of_line AS (PARTITION BY line.line_id)
    ), fitting AS (
        SELECT line_id, booked_date, array_agg(DISTINCT customer_id) AS customers,
               array_agg(item_id ORDER BY due_date, item_id) AS items,
               array_agg(named.minor ORDER BY due_date, item_id) AS amounts,
               array_agg(due_date ORDER BY due_date, item_id) AS due_dates,
               array_agg(coalesce(offer.minor, 0) ORDER BY due_date, item_id) AS discounts,
               named.total <> named.amount_minor AS is_less_discount
        FROM named
        -- Only where the amount is not the sum itself: most lines ask for no offers.
        LEFT JOIN LATERAL (
            SELECT max(amount_minor) AS minor FROM discount_offer
            WHERE named.total > named.amount_minor AND named.side = 'debit'
              AND organization_id = %(organization)s AND item_id = named.item_id AND last_date >= named.booked_date
              AND NOT EXISTS (
                  SELECT FROM discount_taken taken
                  WHERE taken.organization_id = %(organization)s AND taken.debit_item_id = named.item_id)
        ) AS offer ON true
        WHERE named.is_open AND named.total >= named.amount_minor
        GROUP BY line_id, named.amount_minor, named.booked_date, named.total
        HAVING named.total - CASE WHEN named.total > named.amount_minor
            THEN sum(coalesce(offer.minor, 0)) ELSE 0 END = named.amount_minor
    )
    SELECT line_id, payer.customer_id, items, amounts, due_dates, discounts, is_less_discount
    FROM fitting
    -- Asked at the end, once for each line, and not for every number in all of them.
    CROSS JOIN LATERAL (
        SELECT min(shown.id::text)::uuid AS customer_id, count(DISTINCT shown.id) AS customers, count(*) AS found
        FROM (
            SELECT {shown_as("customer")} AS id FROM customer
            WHERE organization_id = %(organization)s AND customer.id = ANY(fitting.customers)
        ) AS shown
    ) AS payer
    WHERE payer.customers = 1 AND payer.found = cardinality(fitting.customers)
    ORDER BY booked_date, line_id
"""
