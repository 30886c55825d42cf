"""Bring a snapshot of another system's open items into the books: compare, show, guard, apply."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.locks import turn_over_several_acts
from openbill.foundation.tenancy import scope
from openbill.importing.commands.apply_snapshot_chunk import apply_snapshot_chunk
from openbill.importing.commands.begin_import import begin_import
from openbill.importing.commands.bring_in_customers import bring_in_customers
from openbill.importing.commands.find_newcomers import find_newcomers
from openbill.importing.commands.finish_import import finish_import
from openbill.importing.commands.hold_snapshot import hold_snapshot
from openbill.importing.commands.import_file import (
    ImportChoices,
    after_chunk,
    chunk_count,
    file_digest,
    refused_rows,
    rejects_of,
    stage_file,
)
from openbill.importing.commands.keep_external_names import keep_external_names
from openbill.importing.commands.prepare_documents import prepare_documents
from openbill.importing.commands.prepare_snapshot import prepare_snapshot
from openbill.importing.commands.replace_clearings import replace_clearings
from openbill.importing.commands.stage_rows import drop_staged_rows
from openbill.importing.errors import (
    NotASnapshot,
    SnapshotBesideAnother,
    SnapshotIsDeclined,
    SnapshotIsOlder,
    SnapshotOfTheFuture,
    SnapshotWaits,
)
from openbill.importing.policies.suspicious_shrinkage import ROWS, suspicious_shrinkage
from openbill.importing.queries.snapshots import latest_snapshot, run_of_digest
from openbill.importing.reading.write_rejects import RejectsFile
from openbill.importing.types.files import FileShape
from openbill.importing.types.results import Newcomers, RefusedRow, SnapshotChanges, StepProgress, no_progress

ONE_DAY = timedelta(days=1)
"""It may be tomorrow already where the other system is."""

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class SnapshotPreview:
    """What a snapshot would change: items by act, their amounts, totals by currency before and after."""

    rows: int
    refused: int
    changes: SnapshotChanges
    amounts_minor: dict[str, dict[str, int]]
    open_before_minor: dict[str, int]
    open_after_minor: dict[str, int]
    guarded_totals: dict[str, int]
    suspicions: list[str]
    newcomers: Newcomers
    first_refused: Sequence[RefusedRow]


def nobody_looks(preview: SnapshotPreview) -> None:
    """Hears of a preview and does nothing."""


def import_snapshot(
    path: Path,
    shape: FileShape,
    choices: ImportChoices,
    *,
    context: Context,
    confirm: Callable[[SnapshotPreview], bool],
    show: Callable[[SnapshotPreview], None] = nobody_looks,
    progress: StepProgress = no_progress,
) -> tuple[SnapshotPreview, SnapshotChanges | None]:
    """Make what is open here what the snapshot says, as of its day; None where it was not confirmed.

    Whatever becomes of it, `show` sees the preview first. A snapshot that shrank by more than 30 % waits for approval
    and changes nothing. Cut off, it is begun again and goes on; the same snapshot twice changes nothing. Of two at once
    the second waits for the first one's end.
    Raises NotASnapshot, SnapshotOfTheFuture, SnapshotIsOlder, SnapshotIsDeclined, SnapshotWaits, SnapshotBesideAnother,
    PermissionMissing and the refusals of reading.
    """
    if not context.may("importing.import"):
        raise PermissionMissing(actor=str(context.actor), permission="importing.import")
    if shape.kind not in ("open_items", "invoices"):
        raise NotASnapshot(path=str(path), kind=shape.kind)
    if choices.as_of > context.today() + ONE_DAY:
        raise SnapshotOfTheFuture(as_of=choices.as_of)
    shape = _with_known_credits(shape, choices, context)
    digest = file_digest(path, snapshot=choices.as_of, source=choices.source, entity=str(choices.legal_entity_id))
    with ExitStack() as turns, rejects_of(choices, shape) as rejects:
        staged = stage_file(path, shape, choices, rejects, progress)
        turns.enter_context(_alone(context))
        try:
            with scope(context.organization_id):
                _refuse_older(choices, context)
                _prepare(choices, context)
                for refused in refused_rows(path, shape, ("repeated", "entity_unknown", "another")):
                    rejects.write(refused)
                preview = _preview(staged.taken + rejects.count, rejects, choices, context)
                known_run = run_of_digest(context.organization_id, digest)
            if known_run and known_run[1] in ("approved", "running", "finished"):
                preview = replace(preview, suspicions=[])
            show(preview)
            if choices.dry_run:
                return preview, None
            if known_run and known_run[1] == "declined":
                raise SnapshotIsDeclined(run_id=known_run[0])
            if preview.suspicions:
                _hold(path, digest, choices, preview, context)
            if not confirm(preview):
                return preview, None
            return preview, _apply(path, shape, digest, choices, preview, context, progress)
        finally:
            drop_staged_rows()


@contextmanager
def _alone(context: Context) -> Iterator[None]:
    """From the comparison to the last change nothing else compares: each snapshot meets what the one before left."""
    with turn_over_several_acts("snapshot", context.organization_id, patience_seconds=PATIENCE_SECONDS) as is_ours:
        if not is_ours:
            raise SnapshotBesideAnother
        yield


def _with_known_credits(shape: FileShape, choices: ImportChoices, context: Context) -> FileShape:
    """A list without any minus sign today is read as the last one was, where that was a signed list."""
    if shape.credits_are_proven:
        return shape
    with scope(context.organization_id):
        known = latest_snapshot(context.organization_id, choices.legal_entity_id, choices.source)
    return replace(shape, credits="signed", credits_are_proven=True) if known and known.is_signed else shape


def _refuse_older(choices: ImportChoices, context: Context) -> None:
    latest = latest_snapshot(context.organization_id, choices.legal_entity_id, choices.source)
    if latest and latest.as_of > choices.as_of:
        raise SnapshotIsOlder(latest=latest.as_of, as_of=choices.as_of)


def _prepare(choices: ImportChoices, context: Context) -> None:
    prepare_documents(
        context.organization_id,
        source=choices.source,
        default_legal_entity_id=choices.legal_entity_id,
        chunk_rows=choices.chunk_rows,
        is_snapshot=True,
    )
    prepare_snapshot(
        context.organization_id,
        source=choices.source,
        as_of=choices.as_of,
        default_legal_entity_id=choices.legal_entity_id,
        chunk_rows=choices.chunk_rows,
    )


def _preview(rows: int, rejects: RejectsFile, choices: ImportChoices, context: Context) -> SnapshotPreview:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT act, currency, count(*),
                   sum(CASE side WHEN 'debit' THEN 1 ELSE -1 END
                       * CASE act WHEN 'correct' THEN target_minor ELSE abs(target_minor - open_minor) END)::bigint
            FROM prepared_act GROUP BY act, currency ORDER BY act, currency
            """
        )
        counts: dict[str, int] = {}
        amounts: dict[str, dict[str, int]] = {}
        for act, currency, count, amount in cursor.fetchall():
            counts[act] = counts.get(act, 0) + count
            amounts.setdefault(act, {})[currency] = amount
        cursor.execute(
            "SELECT currency, side, sum(open_minor)::bigint, count(*) FILTER (WHERE open_minor > 0)"
            " FROM prepared_item GROUP BY currency, side"
        )
        before = cursor.fetchall()
        cursor.execute("SELECT act, count(*) FROM prepared_payment_use GROUP BY act")
        payments: dict[str, int] = dict(cursor.fetchall())
        cursor.execute(
            "SELECT currency, side, sum(coalesce(open_minor, amount_minor))::bigint, count(*) FROM prepared_document"
            " WHERE status NOT IN ('repeated', 'entity_unknown', 'another') GROUP BY currency, side"
        )
        listed = cursor.fetchall()
        cursor.execute(
            """
            SELECT currency, side, sum(minor)::bigint, count(*) FROM (
                SELECT currency, side, target_minor AS minor FROM prepared_target
                UNION ALL
                SELECT currency, side, target_minor FROM prepared_act WHERE act IN ('create', 'correct')
            ) AS open_then GROUP BY currency, side
            """
        )
        after = cursor.fetchall()
    latest = latest_snapshot(context.organization_id, choices.legal_entity_id, choices.source)
    was = latest.totals if latest else _guarded(before)
    return SnapshotPreview(
        rows=rows,
        refused=rejects.count,
        changes=SnapshotChanges(
            created=counts.get("create", 0),
            cleared=counts.get("clear", 0),
            reopened=counts.get("reopen", 0),
            corrected=counts.get("correct", 0),
            redated=counts.get("redate", 0),
            replaced=payments.get("replaces", 0),
            ahead=counts.get("ahead", 0) + payments.get("ahead", 0),
        ),
        amounts_minor=amounts,
        open_before_minor=_net(before),
        open_after_minor=_net(after),
        guarded_totals=_guarded(listed),
        suspicions=suspicious_shrinkage(was, _guarded(listed), refused_rows=rejects.count),
        newcomers=find_newcomers(),
        first_refused=rejects.first,
    )


def _net(totals: list[tuple[str, str, int, int]]) -> dict[str, int]:
    """What is owed by currency, credits taken off."""
    net: dict[str, int] = {}
    for currency, side, amount, _ in totals:
        net[currency] = net.get(currency, 0) + (amount if side == "debit" else -amount)
    return net


def _guarded(totals: list[tuple[str, str, int, int]]) -> dict[str, int]:
    """What the guard compares: rows, and debts and credits apart, as the one could hide the other's fall."""
    guarded = {ROWS: sum(count for _, _, _, count in totals)}
    for currency, side, amount, _ in totals:
        guarded[currency if side == "debit" else f"{currency} credits"] = amount
    return guarded


def _hold(path: Path, digest: str, choices: ImportChoices, preview: SnapshotPreview, context: Context) -> None:
    run_id = hold_snapshot(
        legal_entity_id=choices.legal_entity_id,
        digest=digest,
        file_name=path.name,
        source=choices.source,
        as_of=choices.as_of,
        totals=preview.guarded_totals,
        context=context,
    )
    raise SnapshotWaits(reasons="; ".join(preview.suspicions), run_id=run_id)


def _apply(
    path: Path,
    shape: FileShape,
    digest: str,
    choices: ImportChoices,
    preview: SnapshotPreview,
    context: Context,
    progress: StepProgress,
) -> SnapshotChanges:
    run_id = begin_import(
        legal_entity_id=choices.legal_entity_id,
        digest=digest,
        file_name=path.name,
        kind="snapshot",
        source=choices.source,
        as_of=choices.as_of,
        totals=preview.guarded_totals,
        context=context,
    )
    bring_in_customers(run_id=run_id, context=context)
    chunks = chunk_count("prepared_act")
    changes = SnapshotChanges(ahead=preview.changes.ahead)
    for chunk in range(chunks):
        changes += apply_snapshot_chunk(
            run_id=run_id, chunk=chunk, source=choices.source, as_of=choices.as_of, context=context
        )
        after_chunk(chunk, chunks, (chunk + 1) * choices.chunk_rows if chunks > 1 else preview.rows, progress)
    keep_external_names(run_id=run_id, source=choices.source, context=context)
    for chunk in range(chunk_count("prepared_payment_use")):
        replaced = replace_clearings(
            run_id=run_id, chunk=chunk, source=choices.source, as_of=choices.as_of, context=context
        )
        changes += SnapshotChanges(replaced=replaced)
    finish_import(
        run_id=run_id,
        counts={
            "rows": preview.rows,
            "refused": preview.refused,
            "brought_in": changes.created,
            "created": changes.created,
            "cleared": changes.cleared,
            "reopened": changes.reopened,
            "corrected": changes.corrected,
            "redated": changes.redated,
            "replaced": changes.replaced,
            "ahead": changes.ahead,
            "is_signed": int(shape.credits_are_proven and shape.credits == "signed"),
        },
        context=context,
    )
    return changes
