"""Bring a chunk of a file's payments into the books, and settle the invoices that they name."""

from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged
from openbill.importing.commands.lock_import import lock_legal_entities
from openbill.importing.events import PaymentsWereImported
from openbill.importing.types.results import PaymentsImported
from openbill.payments.commands.register_payments import register_payments
from openbill.receivables.commands.book_allocations import book_allocations
from openbill.receivables.commands.book_items import book_items
from openbill.receivables.commands.clear_provisionally import (
    clear_provisionally,
    live_provisional_clearings,
    what_stays_provisional,
    withdraw_provisional_clearings,
)


@command(permission="importing.import")
def bring_in_payments(*, run_id: UUID, chunk: int, source: str, context: Context) -> PaymentsImported:
    """Book the new payments of one chunk of prepared_payment, and their allocations.

    A payment settles the invoices of its rows, the instalments of one number oldest first; what is more than
    open stays unapplied. A provisional clearing of such an invoice gives way to the payment, and keeps only
    what the payment leaves.
    """
    lock_legal_entities(context)
    parameters: dict[str, Any] = {"organization": context.organization_id, "chunk": chunk, "source": source}
    with (
        staged("payments", _PAYMENTS, parameters) as payments,
        staged("targets", _targets(payments), parameters) as targets,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"SELECT FROM open_item WHERE organization_id = %(organization)s AND id IN (SELECT item_id FROM {targets})"
            " ORDER BY organization_id, id FOR NO KEY UPDATE",
            parameters,
        )
        with staged("provisional", _provisional(targets), parameters) as provisional:
            withdraw_provisional_clearings(
                f"(SELECT DISTINCT item_id, NULL::date AS economic_date FROM {provisional})", {}, context=context
            )
            booked = book_items(_items_of(payments), parameters, context=context)
            register_payments(_REGISTERED.format(payments=payments), parameters, context=context)
            with staged("uses", _uses(payments, targets, provisional), parameters) as uses:
                allocated = book_allocations(uses, {}, context=context)
                clear_provisionally(what_stays_provisional(provisional, uses), {}, context=context)
    publish(PaymentsWereImported(run_id, chunk, booked, allocated), context=context)
    return PaymentsImported(payments=booked, allocations=allocated)


_PAYMENTS = """
    SELECT new_identifier() AS item_id, p.key, p.line, p.legal_entity_id, p.payment_date, p.currency, p.amount_minor,
           p.document_number, p.reference, p.payment_method, coalesce(p.customer_id, party.customer_id) AS customer_id
    FROM prepared_payment p
    LEFT JOIN imported_party party ON party.party = p.party
    WHERE p.chunk = %(chunk)s AND NOT EXISTS (
        SELECT FROM open_item item WHERE item.organization_id = %(organization)s AND item.source = %(source)s
          AND item.external_id = p.key)
"""


_REGISTERED = """(
    SELECT item_id, customer_id, payment_date AS received_date, reference, payment_method AS method_in_words
    FROM {payments} AS payment
)"""


def _targets(payments: str) -> str:
    """The debts that the chunk's rows name."""
    return f"""
        SELECT DISTINCT item.id AS item_id, item.customer_id, item.legal_entity_id, item.currency,
               item.document_number, item.due_date
        FROM {payments} AS payment
        JOIN prepared_use use ON use.key = payment.key AND use.invoice_number IS NOT NULL
        JOIN open_item item ON item.organization_id = %(organization)s AND item.side = 'debit'
         AND item.document_number = use.invoice_number AND item.currency = use.currency
         AND item.customer_id = use.invoice_customer_id AND item.legal_entity_id = use.invoice_entity_id
    """


def _provisional(targets: str) -> str:
    """The provisional clearings of the debts among them: how much, and since when."""
    return f"""
        SELECT target.item_id, live.clearing_id, live.amount_minor, live.economic_date
        FROM {targets} AS target
        JOIN {live_provisional_clearings("target.item_id")} AS live ON true
    """


def _items_of(payments: str) -> str:
    """Who keeps the bank's books decides the other side: our own clearing account, or the ERP's."""
    return f"""(
        SELECT payment.item_id, payment.legal_entity_id, payment.customer_id, 'credit' AS side, 'payment' AS kind,
               'unapplied' AS control,
               CASE entity.books WHEN 'mirror' THEN 'external_clearing' ELSE 'cash_clearing' END AS counter,
               payment.document_number, 1::smallint AS instalment_number, payment.reference,
               payment.payment_date AS document_date, payment.payment_date AS due_date, payment.currency,
               payment.amount_minor, NULL::bigint AS worth_minor, NULL::uuid AS counters_id, NULL::uuid AS corrects_id,
               %(source)s AS source, payment.key AS external_id
        FROM {payments} AS payment
        JOIN legal_entity entity ON entity.organization_id = %(organization)s AND entity.id = payment.legal_entity_id
    )"""


def _uses(payments: str, targets: str, provisional: str) -> str:
    """Lay the rows for one invoice number end to end, and its instalments beside them: the overlaps settle.

    What was cleared provisionally comes first: the payment is most likely what cleared it, and the open amounts
    stay what the list says.
    """
    return f"""
        WITH wanted AS (
            SELECT payment.item_id AS credit_item_id, payment.payment_date, use.invoice_customer_id AS customer_id,
                   use.invoice_entity_id AS legal_entity_id, use.currency, use.invoice_number AS document_number,
                   use.line, sum(use.amount_minor) OVER same_invoice AS until_minor,
                   sum(use.amount_minor) OVER same_invoice - use.amount_minor AS from_minor
            FROM {payments} AS payment
            JOIN prepared_use use ON use.key = payment.key AND use.invoice_number IS NOT NULL
            WINDOW same_invoice AS (PARTITION BY use.invoice_customer_id, use.invoice_entity_id, use.currency,
                                    use.invoice_number ORDER BY use.line)
        ), part AS (
            SELECT target.*, part.position, part.minor
            FROM {targets} AS target
            JOIN open_item item ON item.organization_id = %(organization)s AND item.id = target.item_id
            LEFT JOIN (
                SELECT item_id, sum(amount_minor)::bigint AS minor FROM {provisional} GROUP BY item_id
            ) AS cleared ON cleared.item_id = item.id
            CROSS JOIN LATERAL (
                VALUES (1, least(coalesce(cleared.minor, 0), item.open_minor)),
                       (2, item.open_minor - least(coalesce(cleared.minor, 0), item.open_minor))
            ) AS part (position, minor)
        ), owed AS (
            SELECT part.*, sum(minor) OVER same_invoice AS until_minor,
                   sum(minor) OVER same_invoice - minor AS from_minor
            FROM part
            WINDOW same_invoice AS (PARTITION BY customer_id, legal_entity_id, currency, document_number
                                    ORDER BY position, due_date, item_id)
        )
        SELECT new_identifier() AS allocation_id, owed.item_id AS debit_item_id, wanted.credit_item_id,
               sum(least(wanted.until_minor, owed.until_minor) - greatest(wanted.from_minor, owed.from_minor))::bigint
                   AS amount_minor,
               min(wanted.payment_date) AS economic_date
        FROM wanted
        JOIN owed USING (customer_id, legal_entity_id, currency, document_number)
        WHERE least(wanted.until_minor, owed.until_minor) > greatest(wanted.from_minor, owed.from_minor)
        GROUP BY owed.item_id, wanted.credit_item_id
    """
