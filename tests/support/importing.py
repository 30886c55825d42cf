"""Files and imports for tests."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openbill.importing.commands.import_file import ImportChoices, ImportOutcome, import_file
from openbill.importing.commands.import_snapshot import SnapshotPreview, import_snapshot
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.results import SnapshotChanges

from .organizations import AnOrganization


def a_file(folder: Path, name: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """A CSV file."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def choices(firm: AnOrganization, path: Path, *, as_of: date | None = None, **details: object) -> ImportChoices:
    rejects = path.with_suffix(".rejects.csv")
    rejects.unlink(missing_ok=True)
    return ImportChoices(
        firm.legal_entity_id,
        firm.currency,
        as_of or date(2026, 11, 23),
        rejects,
        **details,  # type: ignore[arg-type]
    )


def imported(firm: AnOrganization, path: Path, **details: object) -> ImportOutcome:
    """Import a file as the command line does."""
    return import_file(path, recognise_file(path), choices(firm, path, **details), context=firm.context())


def snapshot(
    firm: AnOrganization, path: Path, as_of: date, **details: object
) -> tuple[SnapshotPreview, SnapshotChanges | None]:
    """Import a snapshot, confirmed at once."""
    return import_snapshot(
        path,
        recognise_file(path),
        choices(firm, path, as_of=as_of, **details),
        context=firm.context(),
        confirm=lambda preview: True,
    )
