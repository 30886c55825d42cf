"""Provisional clearings: what another system says was settled, until the real payment is known here."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.receivables.commands.book_allocations import book_allocations
from openbill.receivables.commands.book_items import book_items
from openbill.receivables.commands.cancel_items import cancel_items
from openbill.receivables.commands.undo_allocations import undo_allocations

PROVISIONAL_KINDS = "('external_clearing', 'external_use')"


def clear_provisionally(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Clear an amount of every item of a relation (item_id, amount_minor, economic_date), and count them.

    The items were locked before. Each gets an item of the other side against the account of external
    clearings, on its own control account and worth what it settles.
    """
    select = f"""
        SELECT new_identifier() AS clearing_id, new_identifier() AS allocation_id, clearing.*
        FROM {relation} AS clearing WHERE clearing.amount_minor > 0
    """
    with staged("clearings", select, parameters) as clearings:
        cleared = book_items(
            f"""(
                SELECT clearing_id AS item_id, item.legal_entity_id, item.customer_id,
                       CASE item.side WHEN 'debit' THEN 'credit' ELSE 'debit' END AS side,
                       CASE item.side WHEN 'debit' THEN 'external_clearing' ELSE 'external_use' END AS kind,
                       item.control, 'external_clearing' AS counter, '' AS document_number,
                       1::smallint AS instalment_number,
                       item.document_number AS reference, economic_date AS document_date, economic_date AS due_date,
                       item.currency, clearing.amount_minor,
                       CASE WHEN item.is_valued THEN round(item.open_functional_minor * clearing.amount_minor
                                                           / item.open_minor::numeric)::bigint END AS worth_minor,
                       NULL::uuid AS counters_id, NULL::uuid AS corrects_id, NULL AS source, NULL AS external_id
                FROM {clearings} AS clearing
                JOIN open_item item ON item.organization_id = %(organization)s AND item.id = clearing.item_id
            )""",
            {},
            context=context,
        )
        book_allocations(
            f"""(
                SELECT allocation_id,
                       CASE item.side WHEN 'debit' THEN item.id ELSE clearing_id END AS debit_item_id,
                       CASE item.side WHEN 'debit' THEN clearing_id ELSE item.id END AS credit_item_id,
                       clearing.amount_minor, economic_date
                FROM {clearings} AS clearing
                JOIN open_item item ON item.organization_id = %(organization)s AND item.id = clearing.item_id
            )""",
            {"organization": context.organization_id},
            context=context,
        )
    return cleared


def withdraw_provisional_clearings(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Take back every live provisional clearing of the items of a relation (item_id, economic_date); count them.

    From the economic date on; without one from the clearing's own day on, as if it had never been. The items
    were locked before; the clearings are locked here.
    """
    select = f"""
        SELECT new_identifier() AS undoing_id, live.allocation_id, live.clearing_id, withdrawn.economic_date
        FROM {relation} AS withdrawn
        JOIN {live_provisional_clearings("withdrawn.item_id")} AS live ON true
    """
    parameters = {**parameters, "organization": context.organization_id}
    with staged("withdrawals", select, parameters) as withdrawals, connection.cursor() as cursor:
        cursor.execute(
            f"SELECT FROM open_item WHERE organization_id = %(organization)s"
            f" AND id IN (SELECT clearing_id FROM {withdrawals}) ORDER BY organization_id, id FOR NO KEY UPDATE",
            parameters,
        )
        undo_allocations(f"(SELECT undoing_id, allocation_id, economic_date FROM {withdrawals})", {}, context=context)
        return cancel_items(f"(SELECT clearing_id AS item_id, economic_date FROM {withdrawals})", {}, context=context)


def live_provisional_clearings(item_id: str) -> str:
    """The LATERAL relation (allocation_id, clearing_id, amount_minor, economic_date) of an item's clearings.

    One that was cancelled is none any more: what settles it then is its own cancellation.
    """
    return f"""LATERAL (
        SELECT use.id AS allocation_id, clearing.id AS clearing_id, use.amount_minor, use.economic_date
        FROM (
            SELECT id, credit_item_id AS clearing_id, amount_minor, economic_date, undoes_id FROM allocation
            WHERE organization_id = %(organization)s AND debit_item_id = {item_id}
            UNION ALL
            SELECT id, debit_item_id, amount_minor, economic_date, undoes_id FROM allocation
            WHERE organization_id = %(organization)s AND credit_item_id = {item_id}
        ) AS use
        JOIN open_item clearing ON clearing.organization_id = %(organization)s AND clearing.id = use.clearing_id
         AND clearing.kind IN {PROVISIONAL_KINDS}
        WHERE use.undoes_id IS NULL AND NOT EXISTS (
            SELECT FROM allocation undoing
            WHERE undoing.organization_id = %(organization)s AND undoing.undoes_id = use.id)
          AND NOT EXISTS (
            SELECT FROM open_item counter
            WHERE counter.organization_id = %(organization)s AND counter.counters_id = clearing.id)
    )"""


def what_stays_provisional(provisional: str, uses: str) -> str:
    """What is to be cleared again after payments took the place of clearings, each on the clearing's own day.

    `provisional` are the withdrawn clearings (item_id, clearing_id, amount_minor, economic_date), `uses` the
    payments' allocations (debit_item_id, amount_minor). The oldest clearings give way first.
    """
    return f"""(
        SELECT clearing.item_id, clearing.economic_date,
               least(clearing.amount_minor, clearing.until_minor - coalesce(paid.amount_minor, 0))::bigint
                   AS amount_minor
        FROM (
            SELECT *, sum(amount_minor) OVER (PARTITION BY item_id ORDER BY economic_date, clearing_id) AS until_minor
            FROM {provisional}
        ) AS clearing
        LEFT JOIN (SELECT debit_item_id, sum(amount_minor) AS amount_minor FROM {uses} GROUP BY debit_item_id) AS paid
          ON paid.debit_item_id = clearing.item_id
    )"""
