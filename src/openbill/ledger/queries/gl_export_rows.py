"""The CSV file of a batch that was handed over to another general ledger."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.numbering import document_number
from openbill.foundation.tenancy import current_organization_id
from openbill.ledger.errors import BatchUnknown
from openbill.ledger.policies.spreadsheet_cell import spreadsheet_cell
from openbill.primitives.money import decimal_string

COLUMNS = (
    "batch",
    "entry_id",
    "posting_date",
    "kind",
    "account",
    "account_name",
    "customer",
    "currency",
    "debit",
    "credit",
    "functional_currency",
    "functional_debit",
    "functional_credit",
    "reference",
)
_AT_ONCE = 2_000


def gl_export_rows(batch_id: UUID) -> Iterator[str]:
    """The file line by line, the names of the columns first, each line with its ending (RFC 4180).

    The same bytes at any time: a batch keeps what accounts and customers were called when it was made.
    Amounts are decimal strings. The reference is the identifier of what the entry books: the open item, the
    allocation, the run. Read it inside the scope of the organization. Raises BatchUnknown.
    """
    number, functional_currency = _batch(batch_id)
    return _lines(batch_id, document_number("GL", number), functional_currency)


def _batch(batch_id: UUID) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT batch.number, entity.currency FROM gl_export_batch batch"
            " JOIN legal_entity entity"
            " ON entity.organization_id = batch.organization_id AND entity.id = batch.legal_entity_id"
            " WHERE batch.organization_id = %s AND batch.id = %s",
            [current_organization_id(), batch_id],
        )
        row: tuple[int, str] | None = cursor.fetchone()
    if row is None:
        raise BatchUnknown(batch_id=batch_id)
    return row


def _lines(batch_id: UUID, batch: str, functional_currency: str) -> Iterator[str]:
    yield _as_csv([COLUMNS])
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            """
            SELECT entry.id, entry.posting_date, entry.kind, account.code, account.name, customer.code,
                   line.currency, line.amount_minor, line.functional_minor, entry.source_id
            FROM gl_exported_entry exported
            JOIN journal_entry entry
              ON entry.organization_id = exported.organization_id AND entry.id = exported.entry_id
            JOIN journal_line line
              ON line.organization_id = exported.organization_id AND line.entry_id = exported.entry_id
            JOIN gl_export_label account
              ON account.organization_id = exported.organization_id AND account.batch_id = exported.batch_id
             AND account.subject_id = line.account_id
            LEFT JOIN gl_export_label customer
              ON customer.organization_id = exported.organization_id AND customer.batch_id = exported.batch_id
             AND customer.subject_id = line.customer_id
            WHERE exported.organization_id = %s AND exported.batch_id = %s
            ORDER BY entry.posting_date, entry.id, line.number
            """,
            [current_organization_id(), batch_id],
        )
        while rows := cursor.fetchmany(_AT_ONCE):
            for row in rows:
                yield _as_csv([_cells(row, batch, functional_currency)])


def _cells(row: tuple[Any, ...], batch: str, functional_currency: str) -> list[str]:
    entry_id, posting_date, kind, code, name, customer, currency, amount, functional, source_id = row
    return [
        batch,
        str(entry_id),
        posting_date.isoformat(),
        spreadsheet_cell(kind),
        spreadsheet_cell(code),
        spreadsheet_cell(name),
        spreadsheet_cell(customer or ""),
        currency,
        decimal_string(max(amount, 0), currency),
        decimal_string(max(-amount, 0), currency),
        functional_currency,
        decimal_string(max(functional, 0), functional_currency),
        decimal_string(max(-functional, 0), functional_currency),
        str(source_id),
    ]


def _as_csv(rows: list[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
