"""Run an import for the shell: recognise the file, choose the way, show progress, tell the outcome."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from openbill.cli.imports.rejects_path import rejects_path
from openbill.cli.imports.show_progress import shown_progress
from openbill.cli.imports.tell_import import tell_outcome, tell_preview, tell_shape, tell_snapshot
from openbill.cli.organization import acting_for, legal_entity_of, organization_named
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.importing.commands.import_customers import import_customers
from openbill.importing.commands.import_file import ImportChoices, import_file
from openbill.importing.commands.import_snapshot import SnapshotPreview, import_snapshot
from openbill.importing.commands.save_mapping import save_mapping
from openbill.importing.queries.saved_mappings import mapping_named
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import FileShape

NOT_CONFIRMED = SOME_REFUSED = 1


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What was asked for at the shell."""

    file: Path
    organization: str | None
    legal_entity: str | None
    mapping: str | None
    save_mapping: str | None
    kind: str | None
    date_order: str | None
    decimal_style: str | None
    credit_signs: str | None
    encoding: str | None
    payments_are_negative: bool
    currency: str | None
    source: str | None
    is_snapshot: bool
    as_of: date | None
    is_confirmed: bool
    is_dry_run: bool
    new_customers: bool
    rejects: Path | None
    form: str
    is_interactive: bool


def run_import(wish: ImportWish) -> int:
    """Bring a file in and return the exit code: 0 done, 1 a refused row, or a snapshot that nobody confirmed."""
    found = organization_named(wish.organization)
    with scope(found.id):
        mapping = mapping_named(found.id, wish.mapping) if wish.mapping else None
    shape = recognise_file(wish.file, mapping=mapping, choices=_reading_choices(wish))
    if wish.form == "text":
        tell_shape(wish.file, shape)
    choices = ImportChoices(
        legal_entity_id=legal_entity_of(found, wish.legal_entity),
        default_currency=wish.currency or found.currency,
        as_of=wish.as_of or found.today,
        rejects=wish.rejects or rejects_path(wish.file, shape),
        replaces_rejects=wish.rejects is None,
        new_customers=wish.new_customers,
        source=wish.source or (mapping.source if mapping and mapping.source else "file"),
        dry_run=wish.is_dry_run,
    )
    with acting_for(found.id) as context:
        if wish.save_mapping and not wish.is_dry_run:
            save_mapping(mapping=shape.as_mapping(wish.save_mapping, source=choices.source), context=context)
        if wish.is_snapshot:
            return _run_snapshot(wish, shape, choices, context)
        bring_in = import_customers if shape.kind == "customers" else import_file
        with shown_progress(wish.form == "text") as progress:
            outcome = bring_in(wish.file, shape, choices, context=context, progress=progress)
    tell_outcome(outcome, choices, form=wish.form)
    return SOME_REFUSED if outcome.refused else 0


def _run_snapshot(wish: ImportWish, shape: FileShape, choices: ImportChoices, context: Context) -> int:
    with shown_progress(wish.form == "text") as progress:

        def show(preview: SnapshotPreview) -> None:
            progress.pause()
            if wish.form == "text":
                tell_preview(preview, choices)

        def confirm(preview: SnapshotPreview) -> bool:
            if wish.is_confirmed or preview.changes.is_empty:
                return True
            return wish.is_interactive and click.confirm("Bring it in?", err=True)

        preview, changes = import_snapshot(
            wish.file, shape, choices, context=context, confirm=confirm, show=show, progress=progress
        )
    tell_snapshot(preview, changes, choices, form=wish.form)
    if changes is None and not wish.is_dry_run:
        return NOT_CONFIRMED
    return SOME_REFUSED if preview.refused else 0


def _reading_choices(wish: ImportWish) -> ReadingChoices:
    # The shell's choices were checked by click; their literal types are not its business.
    stated: dict[str, Any] = {
        "kind": wish.kind,
        "date_order": wish.date_order,
        "decimal_style": wish.decimal_style,
        "credits": wish.credit_signs,
        "encoding": wish.encoding,
        "currency": wish.currency,
        "payments_are_negative": wish.payments_are_negative,
    }
    return ReadingChoices(**stated)
