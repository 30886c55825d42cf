"""Put open items, and their entries, into the books: the one way by which they come to be."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.ledger.commands.ensure_periods import ensure_periods_of
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.ledger.queries.functional_value import EXPONENTS, functional_value, rate_join
from openbill.ledger.queries.posting_dates import BOOKS_OPEN_ON, posting_date_sql

ITEM_COLUMNS = """
    item_id uuid, legal_entity_id uuid, customer_id uuid, side text, kind text, control text, counter text,
    document_number text, instalment_number smallint, reference text, document_date date, due_date date,
    currency text, amount_minor bigint, worth_minor bigint, counters_id uuid, corrects_id uuid, source text,
    external_id text
"""
"""The columns of the relation that `book_items` takes. `control` and `counter` are roles of the chart.

`worth_minor` is the functional amount where it is known already; NULL has it computed."""


CONTRA_COLUMNS = "item_id uuid, position smallint, account_role text, amount_minor bigint"
"""The columns of the relation of other sides: of each item its parts, numbered from 1, which add up to the item."""


def book_items(relation: str, parameters: Mapping[str, Any], *, contra: str | None = None, context: Context) -> int:
    """Book every item of a relation (a table, or a SELECT in parentheses) inside the running command.

    The other side of an item's entry is its `counter`; with `contra` (a staged table) it is the parts that stand
    there, such as revenue and tax, which share the item's functional amount by running totals.

    The posting date is the document date, or the first open day after it. An item in a foreign currency is
    valued at the last rate known on its document date; without one it is booked unvalued (functional amount
    zero) and valued later. Each item has one entry, of the same identifier. Returns how many were booked.
    """
    parameters = {**parameters, "organization": context.organization_id, "exponents": EXPONENTS}
    value = f"""coalesce(item.worth_minor, {functional_value("item.amount_minor", "item.currency", "entity")})"""
    with (
        staged(
            "items",
            f"""
            SELECT item.*, {posting_date_sql("item.document_date", "books.opens_on")} AS posting_date,
                   coalesce({value}, 0) AS functional_minor, ({value}) IS NOT NULL AS is_valued
            FROM {relation} AS item
            JOIN legal_entity entity
              ON entity.organization_id = %(organization)s AND entity.id = item.legal_entity_id
            JOIN {BOOKS_OPEN_ON} AS books ON books.legal_entity_id = entity.id
            {rate_join("item.currency", "item.document_date", "entity")}
            """,
            parameters,
        ) as items,
        connection.cursor() as cursor,
    ):
        ensure_periods_of(items, context=context)
        cursor.execute(
            f"""
            INSERT INTO open_item (
                organization_id, id, legal_entity_id, customer_id, side, kind, control, document_number,
                instalment_number, reference, document_date, posting_date, original_due_date, due_date, currency,
                amount_minor, open_minor, functional_minor, open_functional_minor, is_valued, disputed_minor,
                counters_id, corrects_id, source, external_id, command_id)
            SELECT %(organization)s, item_id, legal_entity_id, customer_id, side, kind, control, document_number,
                   instalment_number, reference, document_date, posting_date, due_date, due_date, currency,
                   amount_minor, amount_minor, functional_minor, functional_minor, is_valued, 0,
                   counters_id, corrects_id, source, external_id, %(command)s
            FROM {items}
            """,
            {"organization": context.organization_id, "command": context.running_command_id},
        )
        booked: int = cursor.rowcount
        post_entries(Postings(_lines_of(items) if contra is None else _lines_with(items, contra)), context=context)
    return booked


def _lines_of(items: str) -> str:
    return f"""(
        SELECT item_id AS entry_id, legal_entity_id, posting_date, kind, item_id AS source_id,
               NULL::uuid AS reverses_id, number,
               CASE number WHEN 1 THEN control ELSE counter END AS account_role,
               CASE number WHEN 1 THEN customer_id END AS customer_id, currency,
               direction * amount_minor AS amount_minor, direction * functional_minor AS functional_minor
        FROM {items}
        CROSS JOIN LATERAL (
            VALUES (1::smallint, CASE side WHEN 'debit' THEN 1 ELSE -1 END),
                   (2::smallint, CASE side WHEN 'debit' THEN -1 ELSE 1 END)
        ) AS line (number, direction)
    )"""


def _lines_with(items: str, contra: str) -> str:
    """The line of each item, and after it a line for each part of its other side."""
    return f"""(
        SELECT item_id AS entry_id, legal_entity_id, posting_date, kind, item_id AS source_id,
               NULL::uuid AS reverses_id, 1::smallint AS number, control AS account_role, customer_id, currency,
               CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END AS amount_minor,
               CASE side WHEN 'debit' THEN functional_minor ELSE -functional_minor END AS functional_minor
        FROM {items}
        UNION ALL
        SELECT item_id, legal_entity_id, posting_date, kind, item_id, NULL, (1 + position)::smallint, account_role,
               NULL, currency, direction * part_minor,
               direction * (round(functional_minor * until_minor / amount_minor::numeric)
                            - round(functional_minor * (until_minor - part_minor) / amount_minor::numeric))::bigint
        FROM (
            SELECT item.*, part.position, part.account_role, part.amount_minor AS part_minor,
                   sum(part.amount_minor) OVER (PARTITION BY item_id ORDER BY part.position) AS until_minor,
                   CASE item.side WHEN 'debit' THEN -1 ELSE 1 END AS direction
            FROM {items} AS item JOIN {contra} AS part USING (item_id)
        ) AS parts
    )"""
