"""Importing against the owner's COPY of the identical rows into the same tables with the same guards."""

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
from tests.performance.figures import Figure
from tests.performance.ledger_files import write_invoices, write_payments
from tests.performance.server import TEMPLATE, make_database, url

from openbill.foundation.context import operator_context
from openbill.importing.commands.import_file import ImportChoices, import_file
from openbill.importing.reading.recognise_file import recognise_file
from openbill.organizations.commands.create_organization import OrganizationCreated, create_organization
from openbill.primitives.identifiers import new_identifier

INVOICES, PAYMENTS = 100_000, 85_000

# What was written as it was written: items wholly open, before their allocations.
SHELL_TABLES = ("organization", "legal_entity", "account", "period", "command_log", "customer")
COPIED = {
    "open_item": "SELECT {columns} FROM open_item",
    "journal_entry": "SELECT {columns} FROM journal_entry",
    "journal_line": "SELECT {columns} FROM journal_line",
    "allocation": "SELECT {columns} FROM allocation",
}
AS_INSERTED = {
    "open_minor": "amount_minor",
    "open_functional_minor": "functional_minor",
    "last_allocation_date": "NULL::date",
    "last_undoing_date": "NULL::date",
}


def bench_import() -> Iterator[Figure]:
    """100,000 invoices and 85,000 payments, files to books."""
    with tempfile.TemporaryDirectory() as folder:
        invoices, payments = Path(folder) / "invoices.csv", Path(folder) / "payments.csv"
        write_invoices(invoices, INVOICES, customers=5_000)
        write_payments(payments, invoices, PAYMENTS)
        firm = a_firm()
        started = time.perf_counter()
        for path in (invoices, payments):
            bring_in(path, firm)
        taken = time.perf_counter() - started
        baseline = _copy_of_the_same_rows(Path(folder))
    yield Figure("import: invoices and payments", taken, "s")
    yield Figure("import: COPY of the same rows", baseline, "s")
    yield Figure("import: ratio to COPY", taken / baseline, "x", limit=3)


def a_firm() -> OrganizationCreated:
    """A new organization in the database of the bench."""
    identifier = new_identifier()
    return create_organization(name=f"Bench {identifier}", currency="EUR", context=operator_context(identifier))


def bring_in(path: Path, firm: OrganizationCreated) -> None:
    """Import a file and see that every row went in."""
    shape = recognise_file(path)
    choices = ImportChoices(firm.legal_entity_id, "EUR", date(2026, 11, 23), path.with_suffix(".rejects.csv"))
    outcome = import_file(path, shape, choices, context=operator_context(firm.organization_id))
    assert outcome.brought_in == outcome.rows, outcome


def _copy_of_the_same_rows(folder: Path) -> float:
    make_database("openbill_bench_copy", template=TEMPLATE)
    with (
        psycopg.connect(url("postgres", "openbill_bench")) as source,
        psycopg.connect(url("openbill_owner", "openbill_bench_copy")) as target,
    ):
        for table in SHELL_TABLES:
            _copy(source, target, folder, table, "SELECT {columns} FROM " + table)
        target.commit()
        files = {table: _dump(source, folder, table, select) for table, select in COPIED.items()}
        started = time.perf_counter()
        for table, (path, columns) in files.items():
            _load(target, table, path, columns)
        target.commit()
        return time.perf_counter() - started


def _copy(source: psycopg.Connection, target: psycopg.Connection, folder: Path, table: str, select: str) -> None:
    path, columns = _dump(source, folder, table, select)
    _load(target, table, path, columns)


def _dump(source: psycopg.Connection, folder: Path, table: str, select: str) -> tuple[Path, list[str]]:
    columns = [
        row[0]
        for row in source.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> 'transaction_id' ORDER BY ordinal_position",
            [table],
        )
    ]
    named = [AS_INSERTED.get(column, column) if table == "open_item" else column for column in columns]
    path = folder / f"{table}.copy"
    statement = select.format(columns=", ".join(named))
    with path.open("wb") as file, source.cursor().copy(f"COPY ({statement}) TO STDOUT") as copy:
        for block in copy:
            file.write(block)
    return path, columns


def _load(target: psycopg.Connection, table: str, path: Path, columns: list[str]) -> None:
    with path.open("rb") as file, target.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        while block := file.read(1 << 20):
            copy.write(block)
