"""Hand journal entries over to another general ledger."""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.numbering import take_numbers
from openbill.ledger.commands.lock_books import lock_books
from openbill.ledger.errors import MirroredBooksStay, NothingToExport
from openbill.ledger.events import EntriesWereExported
from openbill.ledger.queries.books import books_of
from openbill.ledger.types import GlBatch
from openbill.primitives.identifiers import new_identifier

SERIES = "GL"


@command(permission="ledger.export")
def export_to_gl(*, legal_entity_id: UUID, through_date: date, context: Context) -> GlBatch:
    """Put every entry through a posting date that was not handed over yet into a new, numbered batch.

    One export of a legal entity waits for the other, so that each entry is in one batch. After a period was
    reopened, or an entry came late, the next batch holds just that. Account codes, names and customer
    numbers are kept as they are now: the batch can be read again at any time and never changes.

    Raises NothingToExport, which uses no number, MirroredBooksStay and LegalEntityUnknown.
    """
    books = books_of(legal_entity_id)
    if books.is_mirror:
        raise MirroredBooksStay(legal_entity=books.code)
    lock_books(legal_entity_id, context=context)
    if not _is_anything_left(legal_entity_id, through_date, context):
        raise NothingToExport(legal_entity=books.code, through_date=through_date)

    (number,) = take_numbers(legal_entity_id=legal_entity_id, series=SERIES, count=1, context=context)
    batch_id = new_identifier()
    entry_count = _write(batch_id, number, legal_entity_id, through_date, context)
    _keep_labels(batch_id, legal_entity_id, context)

    publish(EntriesWereExported(batch_id, legal_entity_id, number, entry_count), context=context)
    return GlBatch(batch_id, legal_entity_id, number, through_date, entry_count, context.at)


_LEFT = """
    FROM journal_entry entry
    WHERE entry.organization_id = %(organization)s AND entry.legal_entity_id = %(legal_entity)s
      AND entry.posting_date <= %(through)s
      AND NOT EXISTS (SELECT FROM gl_exported_entry exported
                      WHERE exported.organization_id = %(organization)s AND exported.entry_id = entry.id)
"""


def _is_anything_left(legal_entity_id: UUID, through_date: date, context: Context) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT {_LEFT})",
            {
                "organization": context.organization_id,
                "legal_entity": legal_entity_id,
                "through": through_date,
            },
        )
        row = cursor.fetchone()
    assert row is not None
    is_left: bool = row[0]
    return is_left


def _write(batch_id: UUID, number: int, legal_entity_id: UUID, through_date: date, context: Context) -> int:
    """One statement and so one snapshot: the count is that of the entries, whatever is posted meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH taken AS MATERIALIZED (SELECT entry.id {_LEFT}),
            batch AS (
                INSERT INTO gl_export_batch (
                    organization_id, id, legal_entity_id, number, through_date, entry_count, made_at,
                    command_id)
                SELECT %(organization)s, %(batch)s, %(legal_entity)s, %(number)s, %(through)s, count(*),
                       %(at)s, %(command)s
                FROM taken
                RETURNING entry_count
            ),
            exported AS (
                INSERT INTO gl_exported_entry (organization_id, entry_id, batch_id)
                SELECT %(organization)s, taken.id, %(batch)s FROM taken
            )
            SELECT entry_count FROM batch
            """,
            {
                "organization": context.organization_id,
                "batch": batch_id,
                "legal_entity": legal_entity_id,
                "number": number,
                "through": through_date,
                "at": context.at,
                "command": context.running_command_id,
            },
        )
        row = cursor.fetchone()
    assert row is not None
    entry_count: int = row[0]
    return entry_count


def _keep_labels(batch_id: UUID, legal_entity_id: UUID, context: Context) -> None:
    lines = """
        gl_exported_entry exported
        JOIN journal_line line
          ON line.organization_id = exported.organization_id AND line.entry_id = exported.entry_id
        WHERE exported.organization_id = %(organization)s AND exported.batch_id = %(batch)s
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO gl_export_label (organization_id, batch_id, subject_id, code, name)
            SELECT %(organization)s, %(batch)s, account.id, coalesce(mapping.external_code, account.code),
                   account.name
            FROM account
            LEFT JOIN account_mapping mapping
              ON mapping.organization_id = %(organization)s AND mapping.legal_entity_id = %(legal_entity)s
             AND mapping.account_id = account.id
            WHERE account.organization_id = %(organization)s
              AND account.id IN (SELECT line.account_id FROM {lines})
            UNION ALL
            SELECT %(organization)s, %(batch)s, customer.id, customer.number, customer.name
            FROM customer
            WHERE customer.organization_id = %(organization)s
              AND customer.id IN (SELECT line.customer_id FROM {lines})
            """,
            {
                "organization": context.organization_id,
                "batch": batch_id,
                "legal_entity": legal_entity_id,
            },
        )
