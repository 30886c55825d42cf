"""Bring a file into the books: stage it, compare it, show what it would change, write it chunk by chunk."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from openbill.foundation.command_log.codec import as_json, canonical_bytes
from openbill.foundation.context import Context
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.importing.commands.begin_import import begin_import
from openbill.importing.commands.bring_in_customers import bring_in_customers
from openbill.importing.commands.bring_in_documents import bring_in_documents
from openbill.importing.commands.bring_in_payments import bring_in_payments
from openbill.importing.commands.find_newcomers import find_newcomers
from openbill.importing.commands.finish_import import finish_import
from openbill.importing.commands.prepare_documents import prepare_documents
from openbill.importing.commands.prepare_payments import prepare_payments
from openbill.importing.commands.stage_rows import Staged, drop_staged_rows, stage_rows
from openbill.importing.policies.explain_refusal import EXPLANATIONS, explanation
from openbill.importing.policies.statistics_are_stale import statistics_are_stale
from openbill.importing.reading.cells_of_lines import cells_of_lines
from openbill.importing.reading.read_rows import read_rows
from openbill.importing.reading.write_rejects import RejectsFile
from openbill.importing.types.files import FileShape
from openbill.importing.types.results import Newcomers, Progress, RefusedRow, StepProgress, no_progress
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.receivables.commands.refresh_statistics import refresh_statistics

CHUNK_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the caller decides about an import.

    `source` names the system that the file comes from: its documents are known by it. `as_of` is the day for
    which open amounts are stated. `rejects` is the file for refused rows, which a dry run does not write; one that an
    earlier run left there is in the way unless this one `replaces_rejects`. Payments of customers whom nobody knows
    are refused, unless `new_customers` are welcome.
    """

    legal_entity_id: UUID
    default_currency: str
    as_of: date
    rejects: Path
    source: str = "file"
    dry_run: bool = False
    replaces_rejects: bool = False
    new_customers: bool = False
    chunk_rows: int = CHUNK_ROWS


@dataclass(slots=True)
class ImportOutcome:
    """What an import did, or in a dry run would do."""

    kind: str
    rows: int = 0
    brought_in: int = 0
    settlements: int = 0
    known: int = 0
    refused: int = 0
    ignored: int = 0
    newcomers: Newcomers = field(default_factory=Newcomers)
    first_refused: Sequence[RefusedRow] = ()
    totals_minor: dict[str, int] = field(default_factory=dict)


def import_file(
    path: Path,
    shape: FileShape,
    choices: ImportChoices,
    *,
    context: Context,
    progress: StepProgress = no_progress,
) -> ImportOutcome:
    """Import invoices, open items, settled histories or payments.

    Rows are refused one by one, with the reason, into the rejects file; the others go in, chunk by chunk, each
    chunk a command of its own. What is in the books already is left alone: an import that was cut off is
    begun again and goes on, and the same file twice changes nothing. Memory does not grow with the file.

    `progress` hears (step, done, total) with the steps "reading" (bytes) and "writing" (chunks).
    Raises the refusals of reading, and PermissionMissing.
    """
    if not context.may("importing.import"):
        raise PermissionMissing(actor=str(context.actor), permission="importing.import")
    with rejects_of(choices, shape) as rejects:
        staged = stage_file(path, shape, choices, rejects, progress)
        try:
            outcome = ImportOutcome(shape.kind, rows=staged.taken + staged.refused + staged.ignored)
            with scope(context.organization_id):
                _prepare(shape, choices, context)
                _count(shape.kind, outcome)
                for refused in refused_rows(path, shape, tuple(EXPLANATIONS)):
                    rejects.write(refused)
            outcome.refused, outcome.first_refused = rejects.count, rejects.first
            outcome.ignored = staged.ignored
            if not choices.dry_run:
                _write(path, shape, choices, outcome, context, progress)
        finally:
            drop_staged_rows()
    return outcome


def rejects_of(choices: ImportChoices, shape: FileShape) -> RejectsFile:
    """Where an import puts its refused rows."""
    return RejectsFile(None if choices.dry_run else choices.rejects, shape, replaces=choices.replaces_rejects)


def file_digest(path: Path, **details: object) -> str:
    """The digest of a file and of the way in which it is brought in."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256(canonical_bytes(as_json({"content": content, **details}))).hexdigest()


def stage_file(
    path: Path,
    shape: FileShape,
    choices: ImportChoices,
    rejects: RejectsFile,
    progress: StepProgress,
) -> Staged:
    """Read a file into its temporary table; refused rows go to the rejects file."""

    def read_progress(done: Progress) -> None:
        progress("reading", done.read_bytes, done.total_bytes)

    rows = read_rows(path, shape, default_currency=choices.default_currency, progress=read_progress)
    return stage_rows(rows, shape.kind, refuse=rejects.write)


def _prepare(shape: FileShape, choices: ImportChoices, context: Context) -> None:
    of_file: dict[str, Any] = {
        "source": choices.source,
        "default_legal_entity_id": choices.legal_entity_id,
        "chunk_rows": choices.chunk_rows,
    }
    if shape.kind == "payments":
        latest_day = read_latest_day(context=context)
        prepare_payments(context.organization_id, **of_file, may_be_new=choices.new_customers, latest_day=latest_day)
    else:
        # Lists of open items tell how another program keeps them: real ones have such days, and nobody corrects them.
        prepare_documents(context.organization_id, **of_file, takes_early_due_dates=shape.kind == "open_items")


def _count(kind: str, outcome: ImportOutcome) -> None:
    rows, things = (
        ("prepared_use", "prepared_payment") if kind == "payments" else ("prepared_document", "prepared_document")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {rows} WHERE status = 'known'")
        (outcome.known,) = cursor.fetchone() or (0,)
        signed = (
            "amount_minor" if kind == "payments" else "CASE side WHEN 'credit' THEN -amount_minor ELSE amount_minor END"
        )
        cursor.execute(f"SELECT currency, sum({signed})::bigint FROM {things} WHERE chunk IS NOT NULL GROUP BY 1")
        outcome.totals_minor = dict(cursor.fetchall())
        cursor.execute(f"SELECT count(*) FROM {things} WHERE chunk IS NOT NULL")
        (outcome.brought_in,) = cursor.fetchone() or (0,)
    outcome.newcomers = find_newcomers()


def refused_rows(path: Path, shape: FileShape, refused: Sequence[str]) -> Iterator[RefusedRow]:
    """The rows whose status is among the refused ones, with their cells and the reason in words."""
    table = {"payments": "prepared_use", "customers": "prepared_customer"}.get(shape.kind, "prepared_document")
    first_line = "first_line" if table == "prepared_document" else "line"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT line, status, {first_line} FROM {table} WHERE status = ANY(%s) ORDER BY line",
            [list(refused)],
        )
        reasons = {line: (status, first) for line, status, first in cursor.fetchall()}
    for line, cells in cells_of_lines(path, shape, reasons):
        status, first = reasons[line]
        why = explanation(status, shape.kind, first_line=first)
        of = "customer_name" if why.field == "customer_number" not in shape.columns else why.field
        header = shape.columns.get(of, "")
        value = cells[shape.headers.index(header)] if header in shape.headers else ""
        yield RefusedRow(line, header, value, why.reason, why.remedy, cells)


def _write(
    path: Path,
    shape: FileShape,
    choices: ImportChoices,
    outcome: ImportOutcome,
    context: Context,
    progress: StepProgress,
) -> None:
    run_id = begin_import(
        legal_entity_id=choices.legal_entity_id,
        digest=file_digest(path, kind=shape.kind, source=choices.source, entity=str(choices.legal_entity_id)),
        file_name=path.name,
        kind=shape.kind,
        source=choices.source,
        as_of=choices.as_of,
        totals=outcome.totals_minor,
        context=context,
    )
    bring_in_customers(run_id=run_id, context=context)
    outcome.brought_in = 0
    chunks = chunk_count("prepared_payment" if shape.kind == "payments" else "prepared_document")
    for chunk in range(chunks):
        if shape.kind == "payments":
            payments = bring_in_payments(run_id=run_id, chunk=chunk, source=choices.source, context=context)
            outcome.brought_in += payments.payments
            outcome.settlements += payments.allocations
        else:
            documents = bring_in_documents(
                run_id=run_id,
                chunk=chunk,
                source=choices.source,
                as_of=choices.as_of.isoformat(),
                context=context,
            )
            outcome.brought_in += documents.documents
            outcome.settlements += documents.settlements
        after_chunk(chunk, chunks, outcome.brought_in, progress)
    finish_import(
        run_id=run_id,
        counts={
            "rows": outcome.rows,
            "brought_in": outcome.brought_in,
            "settlements": outcome.settlements,
            "known": outcome.known,
            "refused": outcome.refused,
            "ignored": outcome.ignored,
            "new_customers": outcome.newcomers.count,
        },
        context=context,
    )


def after_chunk(chunk: int, chunks: int, rows_written: int, progress: StepProgress) -> None:
    """Tell how far it came, and keep the planner's statistics fresh while a large file grows the tables."""
    progress("writing", chunk + 1, chunks)
    if statistics_are_stale(chunk + 1, rows_written, is_last=chunk + 1 == chunks):
        refresh_statistics()


def chunk_count(table: str) -> int:
    """How many chunks of a prepared table are to be written."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(chunk) + 1, 0) FROM {table}")
        (chunks,) = cursor.fetchone() or (0,)
    count: int = chunks
    return count
