"""Issuing documents against the owner's COPY of the identical rows."""

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db import connection
from tests.performance.bench_import import a_firm
from tests.performance.copy_of_rows import seconds_to_copy
from tests.performance.figures import Figure

from openbill.foundation.context import Context, operator_context
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.add_tax_code import add_tax_code
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.issue_invoices import issue_in_batches
from openbill.invoicing.types import NewDraft, NewLine, TaxCategory
from openbill.organizations.commands.create_organization import OrganizationCreated
from openbill.receivables.commands.refresh_statistics import refresh_statistics

DOCUMENTS, CUSTOMERS, BATCH = 100_000, 5_000, 5_000
SHELL_TABLES = (
    "organization", "legal_entity", "account", "period", "command_log", "customer", "tax_code",
)  # fmt: skip
COPIED = {
    "invoice": "SELECT {columns} FROM invoice",
    "invoice_tax": "SELECT {columns} FROM invoice_tax",
    "open_item": "SELECT {columns} FROM open_item",
    "journal_entry": "SELECT {columns} FROM journal_entry",
    "journal_line": "SELECT {columns} FROM journal_line",
    "invoice_item": "SELECT {columns} FROM invoice_item",
    "event": "SELECT {columns} FROM event WHERE kind = 'InvoiceWasIssued'",
}


def bench_issue() -> Iterator[Figure]:
    """100,000 drafts of one to three lines become documents: numbers, taxes, items, entries, events."""
    firm = a_firm()
    context = operator_context(firm.organization_id)
    drafts = _drafts(firm, context)
    refresh_statistics()
    started = time.perf_counter()
    issued = issue_in_batches(drafts, context=context)
    taken = time.perf_counter() - started
    assert len(issued.numbers) == DOCUMENTS, issued.failures[:3]
    with tempfile.TemporaryDirectory() as folder:
        baseline = seconds_to_copy(Path(folder), "issue", SHELL_TABLES, COPIED)
    yield Figure("issue: 100,000 documents", taken, "s")
    yield Figure("issue: COPY of the same rows", baseline, "s")
    yield Figure("issue: ratio to COPY", taken / baseline, "x", limit=3)


def _drafts(firm: OrganizationCreated, context: Context) -> list[UUID]:
    add_tax_code(
        code="S", label="VAT 19 %", category=TaxCategory.STANDARD, percent=Decimal(19), valid_from=date(2000, 1, 1),
        context=context,
    )  # fmt: skip
    customers = a_batch_of_customers(firm, CUSTOMERS)
    chance = random.Random(1)
    drafts: list[UUID] = []
    for _ in range(DOCUMENTS // BATCH):
        drafts += draft_invoices(drafts=[_draft(chance, customers) for _ in range(BATCH)], context=context)
    return drafts


def _draft(chance: random.Random, customers: list[UUID]) -> NewDraft:
    lines = tuple(
        NewLine("Lamp", Decimal(chance.randint(1, 40)), Decimal(chance.randint(100, 99_999)) / 100, "S")
        for _ in range(chance.randint(1, 3))
    )
    day = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    return NewDraft(chance.choice(customers), "EUR", lines, document_date=day)


def a_batch_of_customers(firm: OrganizationCreated, count: int) -> list[UUID]:
    """Customers with a person to write to, written past the commands: they are not what is measured."""
    with scope(firm.organization_id), connection.cursor() as cursor:
        parameters = {"organization": firm.organization_id, "count": count}
        cursor.execute(
            """
            INSERT INTO customer (organization_id, id, number, name, search_name, is_natural_person, language,
                                  time_zone, country, currency, vat_number, created_at, command_id)
            SELECT %(organization)s, new_identifier(), 'C' || n, 'Customer ' || n, 'customer ' || n, false, '', '', '',
                   '', '', now(), (SELECT id FROM command_log WHERE organization_id = %(organization)s LIMIT 1)
            FROM generate_series(1, %(count)s) AS n
            """,
            parameters,
        )
        cursor.execute(
            """
            INSERT INTO contact (organization_id, id, customer_id, name, role, language, time_zone, email, phone,
                                 mobile, preferred_channel, is_active)
            SELECT organization_id, new_identifier(), id, 'Maria Jones', 'accounts_payable', '', '',
                   'maria@' || number || '.example', '', '', 'email', true
            FROM customer WHERE organization_id = %(organization)s
            """,
            parameters,
        )
        cursor.execute("SELECT id FROM customer WHERE organization_id = %(organization)s", parameters)
        return [row[0] for row in cursor.fetchall()]
