"""Bring a chunk of a file's invoices, credit notes and settlements into the books."""

from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged
from openbill.importing.commands.lock_import import lock_legal_entities
from openbill.importing.commands.match_documents import SEPARATOR
from openbill.importing.events import ChunkWasImported
from openbill.importing.types.results import ChunkImported
from openbill.receivables.commands.book_allocations import book_allocations
from openbill.receivables.commands.book_items import book_items


@command(permission="importing.import")
def bring_in_documents(*, run_id: UUID, chunk: int, source: str, as_of: str, context: Context) -> ChunkImported:
    """Book the new documents of one chunk of prepared_document, and what settled them.

    Documents come in against the opening balance, never again to revenue or tax. A settled one brings a
    payment of its settlement date; one of which less is open than it was over, a provisional clearing as of
    the day of the file. What another import brought in meanwhile is left alone.
    """
    lock_legal_entities(context)
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "chunk": chunk,
        "source": source,
        "as_of": as_of,
        "settlement": f"settlement{SEPARATOR}",
    }
    with staged("documents", _DOCUMENTS, parameters) as documents, connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FILTER (WHERE is_new), count(settlement_id) FROM {documents}")
        row = cursor.fetchone()
        assert row is not None
        cursor.execute(
            f"SELECT FROM open_item WHERE organization_id = %(organization)s"
            f" AND id IN (SELECT item_id FROM {documents} WHERE NOT is_new)"
            " ORDER BY organization_id, id FOR NO KEY UPDATE",
            parameters,
        )
        book_items(_items_of(documents), parameters, context=context)
        book_allocations(
            f"""(
                SELECT allocation_id, CASE side WHEN 'debit' THEN item_id ELSE settlement_id END AS debit_item_id,
                       CASE side WHEN 'debit' THEN settlement_id ELSE item_id END AS credit_item_id,
                       settled_minor AS amount_minor, settled_on AS economic_date
                FROM {documents} WHERE settlement_id IS NOT NULL
            )""",
            {},
            context=context,
        )
    imported = ChunkImported(documents=row[0], settlements=row[1])
    publish(ChunkWasImported(run_id, chunk, imported.documents, imported.settlements), context=context)
    return imported


_DOCUMENTS = """
    SELECT coalesce(item.id, new_identifier()) AS item_id, item.id IS NULL AS is_new,
           CASE WHEN settled_minor > 0 THEN new_identifier() END AS settlement_id,
           new_identifier() AS allocation_id, d.*, party.customer_id, settled_minor, settled_on
    FROM prepared_document d
    JOIN imported_party party ON party.party = d.party
    LEFT JOIN open_item item
      ON item.organization_id = %(organization)s AND item.source = %(source)s AND item.external_id = d.external_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN d.settled_date IS NOT NULL THEN d.amount_minor
                    ELSE d.amount_minor - coalesce(d.open_minor, d.amount_minor) END AS settled_minor,
               coalesce(d.settled_date, greatest(%(as_of)s::date, d.document_date)) AS settled_on
    ) AS settling
    WHERE d.chunk = %(chunk)s AND (item.id IS NULL OR (d.status = 'settled' AND NOT EXISTS (
        SELECT FROM open_item settlement
        WHERE settlement.organization_id = %(organization)s AND settlement.source = %(source)s
          AND settlement.external_id = %(settlement)s || d.external_id)))
"""


def _items_of(documents: str) -> str:
    """The documents, and the items of the other side that settle them."""
    return f"""(
        SELECT item_id, legal_entity_id, customer_id, side, item_kind AS kind,
               CASE item_kind WHEN 'payment' THEN 'unapplied' ELSE 'receivable' END AS control,
               'opening_balance' AS counter, document_number, instalment_number, reference, document_date, due_date,
               currency, amount_minor, NULL::bigint AS worth_minor, NULL::uuid AS counters_id,
               NULL::uuid AS corrects_id, %(source)s AS source, external_id
        FROM {documents} WHERE is_new
        UNION ALL
        SELECT settlement_id, legal_entity_id, customer_id, CASE side WHEN 'debit' THEN 'credit' ELSE 'debit' END,
               CASE WHEN side = 'credit' THEN 'external_use' WHEN settled_date IS NULL THEN 'external_clearing'
                    ELSE 'payment' END,
               CASE WHEN side = 'debit' AND settled_date IS NOT NULL THEN 'unapplied'
                    WHEN item_kind = 'payment' THEN 'unapplied' ELSE 'receivable' END,
               CASE WHEN settled_date IS NULL THEN 'external_clearing' ELSE 'opening_balance' END,
               '', 1, document_number, settled_on, settled_on, currency, settled_minor, NULL, NULL, NULL, %(source)s,
               CASE WHEN settled_date IS NOT NULL THEN %(settlement)s || external_id END
        FROM {documents} WHERE settlement_id IS NOT NULL
    )"""
