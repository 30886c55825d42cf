"""Write sheets into a folder, and say where."""

import re
from collections.abc import Sequence
from pathlib import Path

import click

from openbill.cli.new_file import FileNotWritable
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.types import Sheet

_NOT_IN_NAMES = re.compile(r"[^\w.+-]+")


def write_sheets(into: Path, name: str, sheets: Sequence[Sheet], *, nothing: str) -> None:
    """Render sheets into files of a name, numbered where there are several; says `nothing` where there is none."""
    if not sheets:
        click.echo(nothing)
    for position, sheet in enumerate(sheets, start=1):
        write_pdf(into, name if len(sheets) == 1 else f"{name} {position}", render_pdf(sheet))


def write_pdf(into: Path, name: str, content: bytes) -> None:
    """Write one file, in place of one of the same name; what a file name cannot have becomes a hyphen.

    Raises FileNotWritable.
    """
    path = into / f"{_NOT_IN_NAMES.sub('-', name).strip('.-')}.pdf"
    try:
        into.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise FileNotWritable(path=path, reason=error.strerror or error) from error
    click.echo(path)
