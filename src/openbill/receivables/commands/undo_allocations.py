"""Undo a batch of allocations by mirrored ones."""

from collections.abc import Mapping
from typing import Any

from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.ledger.queries.posting_dates import BOOKS_OPEN_ON, posting_date_sql
from openbill.receivables.commands.book_allocations import write_allocations


def undo_allocations(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Undo every allocation of a relation (undoing_id, allocation_id, economic_date) inside the running command.

    The items were locked before. Without an economic date the undoing takes effect on the allocation's own
    day. The mirrored rows carry the very amounts of the undone ones, also in the entity's currency; none there
    where the undone one has no value yet, and then both get it together.
    """
    earliest = "greatest(undoing.economic_date, undone.effective_date)"
    select = f"""
        SELECT undoing.undoing_id AS allocation_id, undone.legal_entity_id, undone.debit_item_id,
               undone.credit_item_id, undone.currency, -undone.amount_minor AS amount_minor,
               -undone.debit_functional_minor AS debit_functional_minor,
               -undone.credit_functional_minor AS credit_functional_minor, undone.is_valued,
               {posting_date_sql(earliest, "books.opens_on")} AS effective_date,
               coalesce(undoing.economic_date, undone.economic_date) AS economic_date,
               undone.id AS undoes_id,
               debit.control AS debit_control, debit.customer_id AS debit_customer_id,
               credit.control AS credit_control, credit.customer_id AS credit_customer_id
        FROM {relation} AS undoing
        JOIN allocation undone
          ON undone.organization_id = %(organization)s AND undone.id = undoing.allocation_id
        JOIN open_item debit
          ON debit.organization_id = undone.organization_id AND debit.id = undone.debit_item_id
        JOIN open_item credit
          ON credit.organization_id = undone.organization_id AND credit.id = undone.credit_item_id
        JOIN legal_entity entity
          ON entity.organization_id = undone.organization_id AND entity.id = undone.legal_entity_id
        JOIN {BOOKS_OPEN_ON} AS books ON books.legal_entity_id = entity.id
    """
    with staged("undoings", select, {**parameters, "organization": context.organization_id}) as undoings:
        return write_allocations(undoings, context=context)
