"""Put the values of items, and of what they settled, into the books that had none until now."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.ledger.commands.ensure_periods import ensure_periods_of
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.ledger.queries.posting_dates import BOOKS_OPEN_ON, posting_date_sql
from openbill.receivables.commands.allocation_lines import allocation_lines


def book_values(
    relation: str, parameters: Mapping[str, Any], *, allocations: Mapping[UUID, tuple[int, int]], context: Context
) -> int:
    """Value the items of a relation (item_id, functional_minor) inside the running command, and count them.

    The items were locked before and have no value yet; `allocations` are all that there are between them, each
    with the part of the debit and that of the credit. Every value is posted by an entry of its own, on the day of its
    item or allocation or the first open day after it. That of an item stands against what the item's own entry
    stands against; that of an allocation moves both parts, and realises the difference between them.
    """
    parameters = {**parameters, "organization": context.organization_id}
    with staged("values", _values(relation), parameters) as values:
        valued = _value_items(values, context)
    if allocations:
        parts = {
            "organization": context.organization_id,
            "ids": list(allocations),
            "debits": [debit for debit, _ in allocations.values()],
            "credits": [credit for _, credit in allocations.values()],
        }
        with staged("valued_allocations", _VALUED_ALLOCATIONS, parts) as valued_allocations:
            _value_allocations(valued_allocations, context)
    return valued


def _values(relation: str) -> str:
    return f"""
        SELECT new_identifier() AS entry_id, item.id AS item_id, item.legal_entity_id, item.customer_id,
               CASE item.side WHEN 'debit' THEN 1 ELSE -1 END AS sign, item.control, item.currency,
               item.amount_minor, value.functional_minor,
               {posting_date_sql("item.posting_date", "books.opens_on")} AS posting_date
        FROM {relation} AS value
        JOIN open_item item ON item.organization_id = %(organization)s AND item.id = value.item_id
        JOIN {BOOKS_OPEN_ON} AS books ON books.legal_entity_id = item.legal_entity_id
    """


def _value_items(values: str, context: Context) -> int:
    ensure_periods_of(values, context=context)
    with connection.cursor() as cursor:
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
    post_entries(Postings(_lines_of(values), {"organization": context.organization_id}), context=context)
    return valued


def _lines_of(values: str) -> str:
    """The item's value on its control account, and against it on the other accounts of the item's own entry.

    Where these are several (revenue and tax, say), they share the value as they share the amount, by running totals.
    """
    return f"""(
        SELECT entry_id, legal_entity_id, posting_date, 'valuation' AS kind, item_id AS source_id,
               NULL::uuid AS reverses_id, 1::smallint AS number, control AS account_role, customer_id, currency,
               0::bigint AS amount_minor, sign * functional_minor AS functional_minor
        FROM {values}
        UNION ALL
        SELECT entry_id, legal_entity_id, posting_date, 'valuation', item_id, NULL, number, account_role, NULL,
               currency, 0,
               -sign * (round(functional_minor * until_minor / amount_minor::numeric)
                        - round(functional_minor * (until_minor - part_minor) / amount_minor::numeric))::bigint
        FROM (
            SELECT value.*, line.number, account.role AS account_role, -value.sign * line.amount_minor AS part_minor,
                   sum(-value.sign * line.amount_minor) OVER (PARTITION BY value.item_id ORDER BY line.number)
                       AS until_minor
            FROM {values} AS value
            JOIN journal_line line
              ON line.organization_id = %(organization)s AND line.entry_id = value.item_id AND line.number > 1
            JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
        ) AS other_side
    )"""


_VALUED_ALLOCATIONS = f"""
    SELECT new_identifier() AS entry_id, use.id AS allocation_id, use.legal_entity_id, use.currency,
           use.amount_minor, part.debit_functional_minor, part.credit_functional_minor,
           debit.control AS debit_control, debit.customer_id AS debit_customer_id,
           credit.control AS credit_control, credit.customer_id AS credit_customer_id,
           {posting_date_sql("use.effective_date", "books.opens_on")} AS posting_date
    FROM unnest(%(ids)s::uuid[], %(debits)s::bigint[], %(credits)s::bigint[])
         AS part (allocation_id, debit_functional_minor, credit_functional_minor)
    JOIN allocation use ON use.organization_id = %(organization)s AND use.id = part.allocation_id
    JOIN open_item debit ON debit.organization_id = %(organization)s AND debit.id = use.debit_item_id
    JOIN open_item credit ON credit.organization_id = %(organization)s AND credit.id = use.credit_item_id
    JOIN {BOOKS_OPEN_ON} AS books ON books.legal_entity_id = use.legal_entity_id
"""


def _value_allocations(allocations: str, context: Context) -> None:
    ensure_periods_of(allocations, context=context)
    with connection.cursor() as cursor:
        # The database takes the parts off what is open of the items' values, as it does for a new allocation.
        cursor.execute(
            f"""
            UPDATE allocation SET debit_functional_minor = part.debit_functional_minor,
                                  credit_functional_minor = part.credit_functional_minor, is_valued = true
            FROM {allocations} AS part
            WHERE allocation.organization_id = %(organization)s AND allocation.id = part.allocation_id
            """,
            {"organization": context.organization_id},
        )
    post_entries(Postings(allocation_lines(allocations, values_alone=True)), context=context)
