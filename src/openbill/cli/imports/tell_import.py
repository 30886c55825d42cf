"""What an import saw and did, in words and as JSON."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from openbill.cli.output import shown, write_json
from openbill.importing.commands.import_file import ImportChoices, ImportOutcome
from openbill.importing.commands.import_snapshot import SnapshotPreview
from openbill.importing.types.files import FileShape
from openbill.importing.types.results import Newcomers, RefusedRow, SnapshotChanges
from openbill.primitives.money import decimal_string

KINDS = {
    "customers": "customers",
    "invoices": "invoices",
    "open_items": "open items",
    "payments": "payments",
    "settled_history": "settled invoices",
}
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def tell_shape(file: Path, shape: FileShape) -> None:
    """How the file is read: what was recognised, what was assumed, what is not used."""
    columns = ", ".join(f"{field} = {header}" for field, header in shape.columns.items())
    click.echo(
        shown(f"{file.name}: {KINDS[shape.kind]}, {shape.encoding}, {SEPARATORS.get(shape.separator)}-separated")
    )
    click.echo(shown(f"  columns: {columns}"))
    if shape.unused_columns:
        click.echo(shown(f"  not used: {', '.join(shape.unused_columns)}"))
    for assumption in shape.assumptions:
        click.echo(shown(f"  assumed: {assumption}"))


def tell_outcome(outcome: ImportOutcome, choices: ImportChoices, *, form: str) -> None:
    """What was brought in, known and refused."""
    if form == "json":
        write_json(
            {
                "kind": outcome.kind,
                "dry_run": choices.dry_run,
                "rows": outcome.rows,
                "brought_in": outcome.brought_in,
                "settlements": outcome.settlements,
                "known": outcome.known,
                "refused": outcome.refused,
                "ignored": outcome.ignored,
                "new_customers": outcome.brought_in if outcome.kind == "customers" else outcome.newcomers.count,
                "first_new_customers": list(outcome.newcomers.numbers),
                "new_customers_without_a_name": outcome.newcomers.nameless,
                "totals": _decimals(outcome.totals_minor),
                "rejects": str(choices.rejects) if outcome.refused and not choices.dry_run else None,
                "first_refused": [_as_json(row) for row in outcome.first_refused],
            }
        )
        return
    did = "would be brought in" if choices.dry_run else "brought in"
    changed = f" ({outcome.settlements:,} of them changed)" if outcome.kind == "customers" else ""
    click.echo(f"{outcome.rows:,} rows read: {outcome.brought_in:,} {did}, {outcome.known:,} known already{changed},"
               f" {outcome.refused:,} refused, {outcome.ignored:,} without anything to do.")  # fmt: skip
    _tell_newcomers(outcome.newcomers)
    for currency, amount in sorted(outcome.totals_minor.items()):
        click.echo(f"Total: {decimal_string(amount, currency)} {currency}")
    _tell_refused(outcome.first_refused, outcome.refused, choices)


def tell_preview(preview: SnapshotPreview, choices: ImportChoices) -> None:
    """What a snapshot would change."""
    click.echo(f"Snapshot of {choices.as_of}: {preview.rows:,} rows, {preview.refused:,} refused.")
    lines = {
        "create": ("new", preview.changes.created),
        "clear": ("settled there, in whole or in part", preview.changes.cleared),
        "reopen": ("open again", preview.changes.reopened),
        "correct": ("raised", preview.changes.corrected),
        "redate": ("due on another day", preview.changes.redated),
        "replaces": ("payments that take the place of what was settled there", preview.changes.replaced),
        "ahead": ("paid here, not known there yet: left alone", preview.changes.ahead),
    }
    for act, (words, count) in lines.items():
        if count:
            amounts = ", ".join(
                f"{decimal_string(amount, currency)} {currency}"
                for currency, amount in sorted(preview.amounts_minor.get(act, {}).items())
            )
            click.echo(f"  {count:>7,}  {words}" + (f"  ({amounts})" if amounts and act != "redate" else ""))
    for currency in sorted({*preview.open_before_minor, *preview.open_after_minor}):
        before = decimal_string(preview.open_before_minor.get(currency, 0), currency)
        after = decimal_string(preview.open_after_minor.get(currency, 0), currency)
        click.echo(f"  open in {currency}: {before} -> {after}")
    _tell_newcomers(preview.newcomers)
    if preview.changes.is_empty:
        click.echo("  Nothing changes.")
    if choices.dry_run and preview.suspicions:
        click.echo(f"It would wait for a person: {'; '.join(preview.suspicions)}.")


def tell_snapshot(
    preview: SnapshotPreview, changes: SnapshotChanges | None, choices: ImportChoices, *, form: str
) -> None:
    """What a snapshot changed."""
    done = changes or preview.changes
    if form == "json":
        write_json(
            {
                "kind": "snapshot",
                "as_of": choices.as_of.isoformat(),
                "dry_run": choices.dry_run,
                "applied": changes is not None,
                "rows": preview.rows,
                "refused": preview.refused,
                "waits_because": list(preview.suspicions),
                "created": done.created,
                "cleared": done.cleared,
                "reopened": done.reopened,
                "corrected": done.corrected,
                "redated": done.redated,
                "replaced": done.replaced,
                "ahead": done.ahead,
                "new_customers": preview.newcomers.count,
                "first_refused": [_as_json(row) for row in preview.first_refused],
                "open_before": _decimals(preview.open_before_minor),
                "open_after": _decimals(preview.open_after_minor),
            }
        )
        return
    if changes is not None:
        click.echo("The snapshot is in the books.")
    elif not choices.dry_run:
        click.echo("Nothing was changed. Add --yes to bring the snapshot in.", err=True)
    _tell_refused(preview.first_refused, preview.refused, choices)


def _tell_newcomers(newcomers: Newcomers) -> None:
    if not newcomers.count:
        return
    are = "1 customer is" if newcomers.count == 1 else f"{newcomers.count:,} customers are"
    more = ", …" if newcomers.count > len(newcomers.numbers) else ""
    click.echo(shown(f"{are} new: {', '.join(newcomers.numbers)}{more}"))
    if newcomers.nameless:
        click.echo(f"{newcomers.nameless:,} of them without a name: the number stands for it until a file of customers"
                   " gives one.")  # fmt: skip


def _tell_refused(first: Sequence[RefusedRow], count: int, choices: ImportChoices) -> None:
    """A dry run shows the first rows, as it writes no file."""
    if not count:
        return
    if not choices.dry_run:
        click.echo(f"The refused rows, with reasons, are in {choices.rejects}; correct them and import that file.")
        return
    click.echo("Refused would be:")
    for row in first:
        place = f", {row.column} {row.value!r}" if row.column else ""
        click.echo(shown(f"  line {row.line_number}{place}: {row.reason}. {row.remedy}"))
    if count > len(first):
        click.echo(f"  and {count - len(first):,} more.")


def _as_json(row: RefusedRow) -> dict[str, object]:
    return {
        "line": row.line_number,
        "column": row.column,
        "value": row.value,
        "reason": row.reason,
        "remedy": row.remedy,
    }


def _decimals(minor: Mapping[str, int]) -> dict[str, str]:
    return {currency: decimal_string(amount, currency) for currency, amount in sorted(minor.items())}
