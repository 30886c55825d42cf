"""Bring a file of customers in."""

from pathlib import Path

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.importing.commands.begin_import import begin_import
from openbill.importing.commands.bring_in_customer_list import bring_in_customer_list, form_imported_groups
from openbill.importing.commands.finish_import import finish_import
from openbill.importing.commands.import_file import (
    ImportChoices,
    ImportOutcome,
    chunk_count,
    file_digest,
    refused_rows,
    rejects_of,
    stage_file,
)
from openbill.importing.commands.prepare_customers import prepare_customers
from openbill.importing.commands.stage_rows import drop_staged_rows
from openbill.importing.types.files import FileShape
from openbill.importing.types.results import StepProgress, no_progress


def import_customers(
    path: Path,
    shape: FileShape,
    choices: ImportChoices,
    *,
    context: Context,
    progress: StepProgress = no_progress,
) -> ImportOutcome:
    """Import customers with their addresses, contacts and groups; begun again it goes on, twice changes nothing.

    Raises PermissionMissing, the refusals of reading, GroupHasACycle and GroupTooDeep.
    """
    if not context.may("importing.import"):
        raise PermissionMissing(actor=str(context.actor), permission="importing.import")
    with rejects_of(choices, shape) as rejects:
        staged = stage_file(path, shape, choices, rejects, progress)
        try:
            outcome = ImportOutcome(shape.kind, rows=staged.taken + staged.refused + staged.ignored)
            with scope(context.organization_id):
                prepare_customers(context.organization_id, chunk_rows=choices.chunk_rows)
                outcome.brought_in, outcome.known = _count()
                for refused in refused_rows(path, shape, ("parent_unknown",)):
                    rejects.write(refused)
            outcome.refused, outcome.first_refused = rejects.count, rejects.first
            outcome.ignored = staged.ignored
            if not choices.dry_run:
                _write(path, shape, choices, outcome, context, progress)
        finally:
            drop_staged_rows()
    return outcome


def _count() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'new'), count(*) FILTER (WHERE status = 'known')"
            " FROM prepared_customer WHERE position = 1"
        )
        new, known = cursor.fetchone() or (0, 0)
    return new, known


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
        digest=file_digest(path, kind=shape.kind),
        file_name=path.name,
        kind=shape.kind,
        source=choices.source,
        as_of=None,
        totals={},
        context=context,
    )
    outcome.brought_in = 0
    chunks = chunk_count("prepared_customer")
    for chunk in range(chunks):
        imported = bring_in_customer_list(run_id=run_id, chunk=chunk, context=context)
        outcome.brought_in += imported.added
        outcome.settlements += imported.changed
        progress("writing", chunk + 1, 2 * chunks)
    for chunk in range(chunks):
        form_imported_groups(run_id=run_id, chunk=chunk, context=context)
        progress("writing", chunks + chunk + 1, 2 * chunks)
    finish_import(
        run_id=run_id,
        counts={
            "rows": outcome.rows,
            "brought_in": outcome.brought_in,
            "changed": outcome.settlements,
            "known": outcome.known,
            "refused": outcome.refused,
        },
        context=context,
    )
