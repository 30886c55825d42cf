"""The first look at what came in: lines whose words are numbers of one customer that come to the amount, set-based."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from openbill.cash_application.policies.find_solutions import Debt
from openbill.cash_application.policies.reference_tokens import LONGEST
from openbill.cash_application.queries.receipts import IS_NAMED_BY_PAYERS
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id

SHORTEST = 5
"""Shorter numbers stand in too many texts by chance: the second look has more to go by."""


@dataclass(frozen=True, slots=True)
class ExactlyNamed:
    """A line, whose it is, and the open items that it names: together they come to it, or do less their discounts."""

    line_id: UUID
    customer_id: UUID
    debts: tuple[Debt, ...]
    is_less_discount: bool


def exactly_named(line_ids: Collection[UUID]) -> list[ExactlyNamed]:
    """Of receipts those that name open items of one customer, and nothing that is settled, by whole words.

    A word is what stands between blanks and commas, as it is compared. Discounts are those of the day of the line.
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
    WITH line AS (
        SELECT line.id, account.legal_entity_id, line.currency, line.booked_date, line.amount_minor,
               concat_ws(' ', line.text, line.end_to_end_id) AS text, line.structured
        FROM bank_line line
        JOIN bank_account account
          ON account.organization_id = line.organization_id AND account.id = line.bank_account_id
        WHERE line.organization_id = %(organization)s AND line.id = ANY(%(lines)s::uuid[]) AND line.amount_minor > 0
    ), word AS (
        SELECT line.id AS line_id, normal_number(word) AS number
        FROM line CROSS JOIN LATERAL regexp_split_to_table(line.text, '[[:space:],;:+&]+') AS word
        WHERE word ~ '[0-9]'
        UNION
        SELECT line.id, normal_number(reference)
        FROM line CROSS JOIN LATERAL jsonb_array_elements_text(line.structured) AS reference
    ), named AS (
        SELECT line.id AS line_id, {shown_as("customer")} AS customer_id, item.id AS item_id, item.due_date,
               CASE item.side WHEN 'debit' THEN item.open_minor ELSE -item.open_minor END AS minor,
               item.open_minor > 0 AS is_open, coalesce(offer.minor, 0) AS discount
        FROM word
        JOIN line ON line.id = word.line_id
        JOIN open_item item ON item.organization_id = %(organization)s AND item.normal_number = word.number
                           AND item.legal_entity_id = line.legal_entity_id AND item.currency = line.currency
                           AND {IS_NAMED_BY_PAYERS}
        JOIN customer ON customer.organization_id = %(organization)s AND customer.id = item.customer_id
        LEFT JOIN LATERAL (
            SELECT max(amount_minor) AS minor FROM discount_offer
            WHERE organization_id = %(organization)s AND item_id = item.id AND last_date >= line.booked_date
              AND NOT EXISTS (
                  SELECT FROM discount_taken taken
                  WHERE taken.organization_id = %(organization)s AND taken.debit_item_id = item.id)
        ) AS offer ON item.side = 'debit' AND item.open_minor > 0
        WHERE length(word.number) BETWEEN {SHORTEST} AND {LONGEST}
    )
    SELECT line.id, min(named.customer_id::text)::uuid, array_agg(named.item_id ORDER BY due_date, item_id),
           array_agg(named.minor ORDER BY due_date, item_id), array_agg(named.due_date ORDER BY due_date, item_id),
           array_agg(named.discount ORDER BY due_date, item_id), sum(named.minor) <> line.amount_minor
    FROM line JOIN named ON named.line_id = line.id
    GROUP BY line.id, line.amount_minor, line.booked_date
    HAVING count(DISTINCT named.customer_id) = 1 AND bool_and(named.is_open)
       AND (sum(named.minor) = line.amount_minor OR sum(named.minor - named.discount) = line.amount_minor)
    ORDER BY line.booked_date, line.id
"""
