"""Let payments that name no invoice take the place of what a snapshot cleared."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.importing.commands.apply_snapshot_chunk import refuse_where_a_newer_one_came
from openbill.importing.commands.lock_import import lock_legal_entities
from openbill.receivables.commands.book_allocations import book_allocations
from openbill.receivables.commands.clear_provisionally import (
    clear_provisionally,
    live_provisional_clearings,
    what_stays_provisional,
    withdraw_provisional_clearings,
)


@command(permission="importing.import")
def replace_clearings(*, run_id: UUID, chunk: int, source: str, as_of: date, context: Context) -> int:
    """Settle provisionally cleared debts by the payments of one chunk of prepared_payment_use; count these.

    Each customer's payments, oldest first, are laid end to end beside its clearings, oldest first; where they
    overlap a payment settles the debt, on its own day. What the clearings do not reach of a payment was used
    in the other system for something unknown, and is cleared provisionally itself.
    A payment that changed since the comparison is left to the next snapshot.
    """
    lock_legal_entities(context)
    refuse_where_a_newer_one_came(run_id, as_of, context)
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "chunk": chunk,
        "source": source,
        "as_of": as_of,
    }
    with staged("payments", _PAYMENTS, parameters) as payments, connection.cursor() as cursor:
        with staged("provisional", _provisional(payments), parameters) as provisional:
            cursor.execute(
                "SELECT FROM open_item WHERE organization_id = %(organization)s"
                f" AND id IN (SELECT item_id FROM {payments} UNION SELECT item_id FROM {provisional})"
                " ORDER BY organization_id, id FOR NO KEY UPDATE",
                parameters,
            )
            with staged("uses", _uses(payments, provisional), {}) as uses:
                touched = f"(SELECT * FROM {provisional} WHERE item_id IN (SELECT debit_item_id FROM {uses}))"
                withdraw_provisional_clearings(
                    f"(SELECT DISTINCT item_id, NULL::date AS economic_date FROM {touched} AS touched)",
                    {},
                    context=context,
                )
                book_allocations(uses, {}, context=context)
                clear_provisionally(what_stays_provisional(f"{touched} AS touched", uses), {}, context=context)
        clear_provisionally(
            f"""(
                SELECT item.id AS item_id, item.open_minor AS amount_minor, %(as_of)s::date AS economic_date
                FROM {payments} AS payment
                JOIN open_item item ON item.organization_id = %(organization)s AND item.id = payment.item_id
            )""",
            parameters,
            context=context,
        )
        return _count(payments)


# The payments that the other system has used, as far as nothing happened to them since.
_PAYMENTS = """
    SELECT use.* FROM prepared_payment_use use
    JOIN open_item item ON item.organization_id = %(organization)s AND item.id = use.item_id
    WHERE use.chunk = %(chunk)s AND use.act = 'replaces' AND item.open_minor = use.open_minor
"""


def _provisional(payments: str) -> str:
    """The provisional clearings of their customers' debts."""
    return f"""
        SELECT payer.legal_entity_id, payer.shown_id, payer.currency, debit.id AS item_id, live.clearing_id,
               live.amount_minor, live.economic_date
        FROM (SELECT DISTINCT legal_entity_id, shown_id, currency FROM {payments}) AS payer
        JOIN customer owner ON owner.organization_id = %(organization)s
         AND (owner.id = payer.shown_id OR owner.merged_into_id = payer.shown_id)
        JOIN open_item debit ON debit.organization_id = %(organization)s AND debit.customer_id = owner.id
         AND debit.side = 'debit' AND debit.legal_entity_id = payer.legal_entity_id
         AND debit.currency = payer.currency AND debit.kind NOT IN ('cancellation', 'external_use')
        JOIN {live_provisional_clearings("debit.id")} AS live ON true
    """


def _uses(payments: str, provisional: str) -> str:
    return f"""
        WITH credit AS (
            SELECT *, sum(open_minor) OVER each_payer AS until_minor,
                   sum(open_minor) OVER each_payer - open_minor AS from_minor
            FROM {payments}
            WINDOW each_payer AS (PARTITION BY legal_entity_id, shown_id, currency ORDER BY document_date, item_id)
        ), cleared AS (
            SELECT *, sum(amount_minor) OVER each_payer AS until_minor,
                   sum(amount_minor) OVER each_payer - amount_minor AS from_minor
            FROM {provisional}
            WINDOW each_payer AS (PARTITION BY legal_entity_id, shown_id, currency ORDER BY economic_date, clearing_id)
        )
        SELECT new_identifier() AS allocation_id, cleared.item_id AS debit_item_id, credit.item_id AS credit_item_id,
               sum(least(credit.until_minor, cleared.until_minor)
                   - greatest(credit.from_minor, cleared.from_minor))::bigint AS amount_minor,
               min(credit.document_date) AS economic_date
        FROM credit JOIN cleared USING (legal_entity_id, shown_id, currency)
        WHERE least(credit.until_minor, cleared.until_minor) > greatest(credit.from_minor, cleared.from_minor)
        GROUP BY cleared.item_id, credit.item_id
    """


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        (count,) = cursor.fetchone() or (0,)
    number: int = count
    return number
