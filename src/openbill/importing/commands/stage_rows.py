"""Put the rows of a file into temporary tables, where set-based statements can work on them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from openbill.importing.types.files import Row
from openbill.importing.types.results import IgnoredRow, RefusedRow

DOCUMENT_TABLE = """
CREATE TEMPORARY TABLE imported_document (
    line bigint, customer_number text, customer_name text, legal_entity text, document_number text, kind text,
    side text, document_date date, due_date date, currency text, amount_minor bigint, open_minor bigint,
    settled_date date, instalment_number smallint, external_id text, reference text, country text, email text)
"""
PAYMENT_TABLE = """
CREATE TEMPORARY TABLE imported_payment (
    line bigint, customer_number text, customer_name text, legal_entity text, payment_date date, currency text,
    amount_minor bigint, payment_reference text, payment_method text, invoice_number text, external_id text,
    reference text)
"""
CUSTOMER_TABLE = """
CREATE TEMPORARY TABLE imported_customer (
    line bigint, customer_number text, customer_name text, legal_entity text, parent_number text, customer_group text,
    currency text, terms_days int, language text, time_zone text, country text, street text, postal_code text,
    city text, vat_number text, email text, phone text, contact_name text, contact_role text, external_id text)
"""
TABLES = {
    "imported_document": DOCUMENT_TABLE,
    "imported_payment": PAYMENT_TABLE,
    "imported_customer": CUSTOMER_TABLE,
}
PREPARED = (
    "imported_party",
    "prepared_customer",
    "prepared_document",
    "prepared_payment",
    "prepared_use",
    "prepared_item",
    "prepared_target",
    "prepared_payment_use",
    "prepared_act",
)


@dataclass(slots=True)
class Staged:
    """How many rows were put aside, refused and ignored."""

    table: str
    taken: int = 0
    refused: int = 0
    ignored: int = 0


def stage_rows(
    rows: Iterable[Row | RefusedRow | IgnoredRow], kind: str, *, refuse: Callable[[RefusedRow], None]
) -> Staged:
    """Stream rows into the temporary table of their kind; refused ones go to `refuse`, memory stays flat.

    The table lasts as long as the database session, across the transactions that bring its rows in.
    """
    table = _table_of(kind)
    staged = Staged(table)
    drop_staged_rows()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TABLES[table])
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                if isinstance(row, RefusedRow):
                    refuse(row)
                    staged.refused += 1
                elif isinstance(row, IgnoredRow):
                    staged.ignored += 1
                else:
                    copy.write_row(row)
                    staged.taken += 1
        cursor.execute(f"ANALYZE {table}")
    return staged


def drop_staged_rows() -> None:
    """Remove what an import put aside in this session."""
    with connection.cursor() as cursor:
        for table in (*TABLES, *PREPARED):
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")


def _table_of(kind: str) -> str:
    return {"customers": "imported_customer", "payments": "imported_payment"}.get(kind, "imported_document")
