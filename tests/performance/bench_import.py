"""Importing against the owner's COPY of the identical rows into the same tables with the same guards."""

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.performance.copy_of_rows import seconds_to_copy
from tests.performance.figures import Figure
from tests.performance.ledger_files import write_invoices, write_payments

from openbill.foundation.context import operator_context
from openbill.importing.commands.import_file import ImportChoices, import_file
from openbill.importing.reading.recognise_file import recognise_file
from openbill.organizations.commands.create_organization import OrganizationCreated, create_organization
from openbill.primitives.identifiers import new_identifier

INVOICES, PAYMENTS = 100_000, 85_000

SHELL_TABLES = ("organization", "legal_entity", "account", "period", "command_log", "customer")
COPIED = {
    "open_item": "SELECT {columns} FROM open_item",
    "journal_entry": "SELECT {columns} FROM journal_entry",
    "journal_line": "SELECT {columns} FROM journal_line",
    "allocation": "SELECT {columns} FROM allocation",
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
        baseline = seconds_to_copy(Path(folder), "copy", SHELL_TABLES, COPIED)
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
