"""Value items that came into the books before an exchange rate was known."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.ledger.commands.ensure_periods import ensure_periods_of
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.ledger.queries.functional_value import EXPONENTS, functional_value, rate_join
from openbill.ledger.queries.posting_dates import BOOKS_OPEN_ON, posting_date_sql


@command(permission="ledger.manage_rates")
def value_items(*, context: Context) -> int:
    """Value every open item that has no value yet and for whose day a rate is known by now; count them."""
    value = functional_value("item.open_minor", "item.currency", "entity")
    return _value(
        f"""(
            SELECT item.id AS item_id, {value} AS functional_minor
            FROM open_item item
            JOIN legal_entity entity
              ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
            {rate_join("item.currency", "item.document_date", "entity")}
            WHERE item.organization_id = %(organization)s AND NOT item.is_valued AND item.open_minor > 0
        )""",
        {},
        context=context,
    )


def value_one_sided_items(wanted: str, *, context: Context) -> int:
    """Value the unvalued side of wanted allocations whose other side has a value.

    At the rate of the item's own day where one is known, else at the rate of the other side: what settles
    a debt is then worth what the debt is, and no exchange difference is invented.
    """
    value = functional_value("item.open_minor", "item.currency", "entity")
    return _value(
        f"""(
            SELECT item.id AS item_id,
                   coalesce({value}, round(item.open_minor * other.functional_minor
                                           / other.amount_minor::numeric)::bigint) AS functional_minor
            FROM (
                SELECT debit_item_id AS item_id, min(credit_item_id::text)::uuid AS other_id
                FROM {wanted} GROUP BY debit_item_id
                UNION ALL
                SELECT credit_item_id, min(debit_item_id::text)::uuid FROM {wanted} GROUP BY credit_item_id
            ) AS pair
            JOIN open_item item ON item.organization_id = %(organization)s AND item.id = pair.item_id
            JOIN open_item other ON other.organization_id = %(organization)s AND other.id = pair.other_id
            JOIN legal_entity entity
              ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
            {rate_join("item.currency", "item.document_date", "entity")}
            WHERE NOT item.is_valued AND other.is_valued AND item.open_minor > 0
        )""",
        {},
        context=context,
    )


def _value(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    parameters = {**parameters, "organization": context.organization_id, "exponents": EXPONENTS}
    with (
        staged(
            "values",
            f"""
            SELECT new_identifier() AS entry_id, item.id AS item_id, item.legal_entity_id, item.customer_id,
                   item.side, item.control, counter.role AS counter, item.currency, value.functional_minor,
                   {posting_date_sql("item.posting_date", "books.opens_on")} AS posting_date
            FROM {relation} AS value
            JOIN open_item item ON item.organization_id = %(organization)s AND item.id = value.item_id
            JOIN legal_entity entity
              ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
            JOIN journal_line line
              ON line.organization_id = item.organization_id AND line.entry_id = item.id AND line.number = 2
            JOIN account counter ON counter.organization_id = line.organization_id AND counter.id = line.account_id
            JOIN {BOOKS_OPEN_ON} AS books ON books.legal_entity_id = entity.id
            WHERE value.functional_minor IS NOT NULL
            """,
            parameters,
        ) as values,
        connection.cursor() as cursor,
    ):
        ensure_periods_of(values, context=context)
        cursor.execute(
            f"""
            UPDATE open_item SET functional_minor = value.functional_minor,
                                 open_functional_minor = value.functional_minor, is_valued = true
            FROM {values} AS value
            WHERE open_item.organization_id = %(organization)s AND open_item.id = value.item_id
            """,
            {"organization": context.organization_id},
        )
        valued: int = cursor.rowcount
        post_entries(
            Postings(f"""(
                SELECT entry_id, legal_entity_id, posting_date, 'valuation' AS kind, item_id AS source_id,
                       NULL::uuid AS reverses_id, number, account_role,
                       CASE number WHEN 1 THEN customer_id END AS customer_id, currency, 0::bigint AS amount_minor,
                       direction * CASE side WHEN 'debit' THEN functional_minor ELSE -functional_minor END
                           AS functional_minor
                FROM {values}
                CROSS JOIN LATERAL (VALUES (1::smallint, 1, control), (2::smallint, -1, counter))
                    AS line (number, direction, account_role)
            )"""),
            context=context,
        )
        return valued
