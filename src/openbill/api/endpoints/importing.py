"""Files that bring in customers, invoices, payments and snapshots."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from openbill.api.endpoint import CSV, Endpoint, act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.importing.commands.approve_snapshot import approve_snapshot
from openbill.importing.commands.decline_snapshot import decline_snapshot
from openbill.importing.commands.import_customers import import_customers
from openbill.importing.commands.import_file import ImportChoices, ImportOutcome, import_file
from openbill.importing.commands.import_snapshot import import_snapshot
from openbill.importing.queries.import_runs import RunOfImport, import_runs
from openbill.importing.queries.saved_mappings import mapping_named, mapping_names
from openbill.importing.reading.file_on_disk import file_on_disk
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import Credits, DateOrder, DecimalStyle, FileShape, Kind
from openbill.importing.types.results import RefusedRow, SnapshotChanges
from openbill.organizations.queries.legal_entities import default_legal_entity_id, require_legal_entities
from openbill.organizations.queries.organization_in_force import organization_in_force

T = TypeVar("T")

REJECTS = "rejects.csv"


class RunState(StrEnum):
    RUNNING = "running"
    WAITING = "waiting"
    APPROVED = "approved"
    FINISHED = "finished"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A row that was not taken: where, what, why, and what would be right."""

    line: int
    column: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class FileBroughtIn:
    """What a file did, or in a dry run would do.

    `assumptions` are decisions for which the file holds no proof. `rejects` is a CSV of all refused rows, to be
    corrected and sent again; a dry run makes none.
    """

    kind: str
    is_dry_run: bool
    rows: int
    brought_in: int
    known: int
    refused: int
    ignored: int
    settlements: int
    new_customers: int
    assumptions: tuple[str, ...]
    first_refused: tuple[RefusedLine, ...]
    rejects: str


@dataclass(frozen=True, slots=True)
class SnapshotBroughtIn:
    """What a snapshot changed, or in a dry run would change; `suspicions` are why it would wait for a person."""

    is_dry_run: bool
    rows: int
    refused: int
    changes: SnapshotChanges
    suspicions: tuple[str, ...]
    assumptions: tuple[str, ...]
    first_refused: tuple[RefusedLine, ...]
    rejects: str


@dataclass(frozen=True, slots=True)
class _Way:
    """How a file is read and what is decided about it."""

    file_name: str
    mapping: str | None
    reading: ReadingChoices
    legal_entity_id: UUID | None
    currency: str | None
    as_of: date | None
    source: str | None
    new_customers: bool
    dry_run: bool


def bring_in_file(
    *,
    content: bytes,
    file_name: str = "upload.csv",
    kind: Kind | None = None,
    mapping: str | None = None,
    date_order: DateOrder | None = None,
    decimal_style: DecimalStyle | None = None,
    credits: Credits | None = None,  # noqa: A002 - the word of the field
    currency: str | None = None,
    legal_entity_id: UUID | None = None,
    source: str | None = None,
    as_of: date | None = None,
    new_customers: bool = False,
    payments_are_negative: bool = False,
    dry_run: bool = False,
    context: Context,
) -> FileBroughtIn:
    """Bring in a CSV file of customers, invoices, open items, payments or settled histories.

    Rows are refused one by one; the others go in. The same file twice changes nothing.
    """
    reading = ReadingChoices(
        kind=kind,
        date_order=date_order,
        decimal_style=decimal_style,
        credits=credits,
        currency=currency,
        payments_are_negative=payments_are_negative,
    )
    way = _Way(file_name, mapping, reading, legal_entity_id, currency, as_of, source, new_customers, dry_run)

    def bring_in(path: Path, shape: FileShape, choices: ImportChoices, acting: Context) -> ImportOutcome:
        command = import_customers if shape.kind == "customers" else import_file
        return command(path, shape, choices, context=acting)

    outcome, shape, rejects = _with_file(content, way, bring_in, context)
    return FileBroughtIn(
        outcome.kind,
        dry_run,
        outcome.rows,
        outcome.brought_in,
        outcome.known,
        outcome.refused,
        outcome.ignored,
        outcome.settlements,
        outcome.newcomers.count,
        tuple(shape.assumptions),
        tuple(_refused(row) for row in outcome.first_refused),
        rejects,
    )


def bring_in_snapshot(
    *,
    content: bytes,
    as_of: date,
    file_name: str = "upload.csv",
    mapping: str | None = None,
    date_order: DateOrder | None = None,
    decimal_style: DecimalStyle | None = None,
    credits: Credits | None = None,  # noqa: A002
    currency: str | None = None,
    legal_entity_id: UUID | None = None,
    source: str | None = None,
    dry_run: bool = False,
    context: Context,
) -> SnapshotBroughtIn:
    """Make what is open here what a list of all open items of another system says, as of its day.

    One that shrank suspiciously is refused with the identifier of its run, changes nothing, and waits for approval;
    then the same file is sent again.
    """
    reading = ReadingChoices(date_order=date_order, decimal_style=decimal_style, credits=credits, currency=currency)
    way = _Way(file_name, mapping, reading, legal_entity_id, currency, as_of, source, False, dry_run)
    (preview, changes), shape, rejects = _with_file(
        content,
        way,
        lambda path, shape, choices, acting: import_snapshot(
            path, shape, choices, context=acting, confirm=lambda _: True
        ),
        context,
    )
    return SnapshotBroughtIn(
        dry_run,
        preview.rows,
        preview.refused,
        changes or preview.changes,
        tuple(preview.suspicions),
        tuple(shape.assumptions),
        tuple(_refused(row) for row in preview.first_refused),
        rejects,
    )


def _with_file(
    content: bytes, way: _Way, bring_in: Callable[[Path, FileShape, ImportChoices, Context], T], context: Context
) -> tuple[T, FileShape, str]:
    """Do something with the content as a file; what is refused of it names the file as it was sent.

    Many commands work on a file, so that no key of idempotency can stand for them; its digest does.
    """
    context = replace(context, idempotency_key=None)
    with tempfile.TemporaryDirectory(prefix="openbill-rejects-") as aside, file_on_disk(way.file_name, content) as path:
        with scope(context.organization_id):
            mapping = mapping_named(context.organization_id, way.mapping) if way.mapping else None
            choices = _choices(way, Path(aside), mapping.source if mapping else "")
        shape = recognise_file(path, mapping=mapping, choices=way.reading)
        done = bring_in(path, shape, choices, context)
        rejects = choices.rejects.read_text("utf-8-sig") if choices.rejects.exists() else ""
    return done, shape, rejects


def _choices(way: _Way, folder: Path, known_source: str) -> ImportChoices:
    organization = organization_in_force()
    if way.legal_entity_id is not None:
        require_legal_entities([way.legal_entity_id])
    return ImportChoices(
        legal_entity_id=way.legal_entity_id or default_legal_entity_id(organization.id),
        default_currency=way.currency or organization.currency,
        as_of=way.as_of or organization.today,
        rejects=folder / REJECTS,
        source=way.source or known_source or "file",
        dry_run=way.dry_run,
        new_customers=way.new_customers,
    )


def _refused(row: RefusedRow) -> RefusedLine:
    return RefusedLine(row.line_number, row.column, row.value, row.reason, row.remedy)


def list_imports(*, state: RunState | None = None, after: str | None = None, limit: int = ROWS) -> Page[RunOfImport]:
    """What was brought in, and what waits for approval, the last one first."""
    place = place_of(after, UUID)
    rows = import_runs(state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def list_mappings(*, context: Context) -> list[str]:
    """The names under which ways of reading are saved."""
    return mapping_names(context.organization_id)


ENDPOINTS = (
    ask("/imports", "importing.import", list_imports),
    Endpoint("POST", "/imports", "importing.import", bring_in_file, takes=CSV),
    Endpoint("POST", "/snapshots", "importing.import", bring_in_snapshot, takes=CSV),
    act("POST", "/imports/{run_id}/approve", approve_snapshot),
    act("POST", "/imports/{run_id}/decline", decline_snapshot, example={"reason": "Half of the customers are missing"}),
    ask("/mappings", "importing.import", list_mappings),
)
