"""Cancel items by counter-items."""

from collections.abc import Mapping
from typing import Any

from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.receivables.commands.book_allocations import book_allocations
from openbill.receivables.commands.book_items import book_items


def cancel_items(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Cancel every item of a relation (item_id, economic_date) inside the running command.

    The items were locked before and are wholly open. Each gets a counter-item of the other side on the same
    accounts, part for part, and worth the same, and both settle each other. Without an economic date the item's
    own day in the books counts; it is not cancelled before it stood there.
    """
    select = f"""
        SELECT new_identifier() AS countering_id, new_identifier() AS allocation_id, item.id AS item_id,
               greatest(cancelled.economic_date, item.posting_date) AS economic_date
        FROM {relation} AS cancelled
        JOIN open_item item ON item.organization_id = %(organization)s AND item.id = cancelled.item_id
    """
    parameters = {**parameters, "organization": context.organization_id}
    with (
        staged("cancellations", select, parameters) as cancellations,
        staged("cancelled_parts", _parts(cancellations), parameters) as parts,
    ):
        cancelled = book_items(
            f"""(
                SELECT countering_id AS item_id, item.legal_entity_id, item.customer_id,
                       CASE item.side WHEN 'debit' THEN 'credit' ELSE 'debit' END AS side, 'cancellation' AS kind,
                       item.control, NULL AS counter, item.document_number, item.instalment_number,
                       item.reference, economic_date AS document_date, economic_date AS due_date, item.currency,
                       item.amount_minor, CASE WHEN item.is_valued THEN item.functional_minor END AS worth_minor,
                       item.id AS counters_id, NULL::uuid AS corrects_id, NULL AS source, NULL AS external_id
                FROM {cancellations} AS cancellation
                JOIN open_item item ON item.organization_id = %(organization)s AND item.id = cancellation.item_id
            )""",
            {"organization": context.organization_id},
            contra=parts,
            context=context,
        )
        book_allocations(
            f"""(
                SELECT allocation_id,
                       CASE item.side WHEN 'debit' THEN item.id ELSE countering_id END AS debit_item_id,
                       CASE item.side WHEN 'debit' THEN countering_id ELSE item.id END AS credit_item_id,
                       item.amount_minor, economic_date
                FROM {cancellations} AS cancellation
                JOIN open_item item ON item.organization_id = %(organization)s AND item.id = cancellation.item_id
            )""",
            {"organization": context.organization_id},
            context=context,
        )
    return cancelled


def _parts(cancellations: str) -> str:
    """The other sides of the cancelled items' entries, which their counter-items mirror."""
    return f"""
        SELECT cancellation.countering_id AS item_id, (line.number - 1)::smallint AS position,
               account.role AS account_role,
               CASE item.side WHEN 'debit' THEN -line.amount_minor ELSE line.amount_minor END AS amount_minor
        FROM {cancellations} AS cancellation
        JOIN open_item item ON item.organization_id = %(organization)s AND item.id = cancellation.item_id
        JOIN journal_line line
          ON line.organization_id = item.organization_id AND line.entry_id = item.id AND line.number > 1
        JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
    """
