"""Put allocations, and their entries, into the books: the one way by which credits settle debts."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.ledger.commands.ensure_periods import ensure_periods_of
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.ledger.queries.posting_dates import BOOKS_OPEN_ON, posting_date_sql
from openbill.receivables.commands.allocation_lines import allocation_lines
from openbill.receivables.commands.value_one_sided_items import value_one_sided_items

ALLOCATION_COLUMNS = (
    "allocation_id uuid, debit_item_id uuid, credit_item_id uuid, amount_minor bigint, economic_date date"
)
"""The columns of the relation that `book_allocations` takes."""


def book_allocations(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Book every allocation of a relation inside the running command; the items were locked before.

    An allocation takes effect on its economic date, but not before both items stand in the books, not before
    the last undoing on either, and not in a closed period: the first open day counts. Several allocations of
    one item share its functional amount by running totals (policy `functional_parts`); the difference
    between what the credit and the debit are worth in the entity's currency is the realised exchange
    gain or loss. Between two items without a value nothing is realised yet: the allocation is valued when they
    are (see `value_items`). Returns how many were booked.
    """
    select = f"SELECT * FROM {relation} AS wanted"
    with staged("wanted_allocations", select, parameters, analyzed=True) as wanted:
        value_one_sided_items(wanted, context=context)
        with staged("allocations", _allocations(wanted), {"organization": context.organization_id}) as allocations:
            return write_allocations(allocations, context=context)


def write_allocations(allocations: str, *, context: Context) -> int:
    """Write staged allocations, complete with dates and functional amounts, and their entries."""
    ensure_periods_of(f"(SELECT legal_entity_id, effective_date AS posting_date FROM {allocations})", context=context)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO allocation (
                organization_id, id, legal_entity_id, debit_item_id, credit_item_id, currency, amount_minor,
                debit_functional_minor, credit_functional_minor, is_valued, effective_date, economic_date, undoes_id,
                command_id)
            SELECT %(organization)s, allocation_id, legal_entity_id, debit_item_id, credit_item_id, currency,
                   amount_minor, debit_functional_minor, credit_functional_minor, is_valued, effective_date,
                   economic_date, undoes_id, %(command)s
            FROM {allocations}
            """,
            {"organization": context.organization_id, "command": context.running_command_id},
        )
        booked: int = cursor.rowcount
    post_entries(Postings(allocation_lines(allocations)), context=context)
    return booked


def _allocations(wanted: str) -> str:
    earliest = "greatest(economic_date, debit_since, credit_since)"
    return f"""
        WITH joined AS (
            SELECT wanted.*, debit.legal_entity_id, debit.currency,
                   debit.control AS debit_control, debit.customer_id AS debit_customer_id,
                   credit.control AS credit_control, credit.customer_id AS credit_customer_id,
                   greatest(debit.posting_date, debit.last_undoing_date) AS debit_since,
                   greatest(credit.posting_date, credit.last_undoing_date) AS credit_since,
                   debit.open_minor AS debit_open, debit.open_functional_minor AS debit_worth,
                   credit.open_minor AS credit_open, credit.open_functional_minor AS credit_worth,
                   debit.is_valued AND credit.is_valued AS is_valued,
                   sum(wanted.amount_minor) OVER (PARTITION BY wanted.debit_item_id ORDER BY allocation_id)
                       AS debit_total,
                   sum(wanted.amount_minor) OVER (PARTITION BY wanted.credit_item_id ORDER BY allocation_id)
                       AS credit_total
            FROM {wanted} AS wanted
            JOIN open_item debit ON debit.organization_id = %(organization)s AND debit.id = wanted.debit_item_id
            JOIN open_item credit ON credit.organization_id = %(organization)s AND credit.id = wanted.credit_item_id
        )
        SELECT allocation_id, joined.legal_entity_id, debit_item_id, credit_item_id, joined.currency, amount_minor,
               (round(debit_worth * debit_total / nullif(debit_open, 0)::numeric)
                - round(debit_worth * (debit_total - amount_minor) / nullif(debit_open, 0)::numeric))::bigint
                   AS debit_functional_minor,
               (round(credit_worth * credit_total / nullif(credit_open, 0)::numeric)
                - round(credit_worth * (credit_total - amount_minor) / nullif(credit_open, 0)::numeric))::bigint
                   AS credit_functional_minor,
               is_valued,
               {posting_date_sql(earliest, "books.opens_on")} AS effective_date, economic_date, NULL::uuid AS undoes_id,
               debit_control, debit_customer_id, credit_control, credit_customer_id
        FROM joined
        JOIN legal_entity entity
          ON entity.organization_id = %(organization)s AND entity.id = joined.legal_entity_id
        JOIN {BOOKS_OPEN_ON} AS books ON books.legal_entity_id = entity.id
    """
