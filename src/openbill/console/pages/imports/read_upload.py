"""How an uploaded file is read: its columns, with what stands in them, and its first rows as they will be taken."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.formats import Formats
from openbill.console.forms import Form
from openbill.console.pages.imports.reading_form import ReadingForm, as_typed
from openbill.console.reader import Reader
from openbill.console.words.imports import FIELDS
from openbill.console.words.sentences import sentence, told
from openbill.importing.commands.move_upload import check_upload
from openbill.importing.commands.save_mapping import save_mapping
from openbill.importing.policies.header_synonyms import AMOUNT_FIELDS, DATE_FIELDS
from openbill.importing.queries.saved_mappings import mapping_named, mapping_names
from openbill.importing.queries.uploads import upload_content, upload_of
from openbill.importing.reading.file_columns import file_columns
from openbill.importing.reading.file_on_disk import file_on_disk
from openbill.importing.reading.read_rows import read_rows
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.files import FileShape, Row
from openbill.importing.types.results import IgnoredRow, RefusedRow
from openbill.primitives.errors import Refusal

FIRST_ROWS = 8


@dataclass(frozen=True)
class FirstRow:
    """A row as it will be taken: its cells in the reader's way of writing, amounts told; or why it is refused."""

    line: int
    cells: list[tuple[str, bool]]
    refused: str = ""


@dataclass(frozen=True)
class Read:
    """The first rows of a file that was recognised, under the fields that it gives."""

    shape: FileShape
    fields: list[tuple[str, str]]
    rows: list[FirstRow]


def show_reading(request: HttpRequest, reader: Reader, upload_id: UUID, form: Form | None = None) -> HttpResponse:
    """How the file is read as it is chosen, or as it seems to be where nothing is chosen yet."""
    upload = upload_of(upload_id)
    names = mapping_names(reader.organization.id)
    wanted = request.GET.get("mapping", "")
    mapping = mapping_named(reader.organization.id, wanted) if wanted in names else None
    shown: dict[str, Any] = {"upload": upload, "mappings": names, "mapping": wanted, "read": None}
    with file_on_disk(upload.file_name, upload_content(upload_id)) as path:
        found = file_columns(path)
        choices = form.choices if isinstance(form, ReadingForm) and form.is_valid() else upload.choices
        shape = None
        try:
            shape = recognise_file(path, mapping=mapping, choices=None if mapping else choices.reading)
            shown["read"] = _read(path, shape, reader)
        except Refusal as refusal:
            shown["problem"] = str(told(refusal, reader.formats)).replace(str(path), upload.file_name)
    if not isinstance(form, ReadingForm):
        known = as_typed(shape, found.headers, upload.choices, reader)
        form = ReadingForm(reader=reader, entities=reader.companies, headers=found.headers, initial=known)
    columns = [(form[f"column_{place}"], found.samples.get(name, ())) for place, name in enumerate(form.headers)]
    shown |= {"form": form, "columns": columns, "line_count": found.line_count}
    return render(request, "console/imports/reading.html", shown)


def choose_reading(request: HttpRequest, reader: Reader, upload_id: UUID) -> HttpResponse:
    """Read the file once more as it is chosen; or have it tried out."""
    with reader.scope():
        upload = upload_of(upload_id)
        content = upload_content(upload_id)
    with file_on_disk(upload.file_name, content) as path:
        headers = file_columns(path).headers
        form = ReadingForm(request.POST, reader=reader, entities=reader.companies, headers=headers)
        choices = form.choices
        if "again" in request.POST:
            with reader.scope():
                return show_reading(request, reader, upload_id, form=form)
        with form.refusals_shown():
            shape = recognise_file(path, choices=choices.reading)
    with form.refusals_shown():
        if name := form.values["save_as"].strip():
            save_mapping(mapping=shape.as_mapping(name, source=choices.source), context=reader.context)
            say(request, _("The reading is remembered as %(name)s.") % {"name": name})
        check_upload(upload_id=upload_id, choices=choices, context=reader.context)
    return redirect("console:upload", upload_id)


def _read(path: Path, shape: FileShape, reader: Reader) -> Read:
    rows = islice(read_rows(path, shape, default_currency=reader.organization.currency), FIRST_ROWS)
    names = [_ATTRIBUTES.get(field, field) for field in shape.columns]
    firsts = [_first_row(row, names, reader.formats) for row in rows]
    return Read(shape, [(field, str(FIELDS[field])) for field in shape.columns], firsts)


_ATTRIBUTES = {"amount": "amount_minor", "open_amount": "open_amount_minor"}


def _first_row(row: Row | RefusedRow | IgnoredRow, names: list[str], formats: Formats) -> FirstRow:
    if isinstance(row, RefusedRow):
        return FirstRow(row.line_number, [], f"{row.column}: {sentence(row.reason)}. {sentence(row.remedy)}".strip())
    if isinstance(row, IgnoredRow):
        return FirstRow(row.line_number, [], row.reason)
    return FirstRow(row.line_number, [(_cell(row, name, formats), name.endswith("_minor")) for name in names])


def _cell(row: Row, name: str, formats: Formats) -> str:
    value = getattr(row, name, None)
    if value is None:
        return ""
    if name.removesuffix("_minor") in AMOUNT_FIELDS:
        sign = -1 if getattr(row, "side", "debit") == "credit" else 1
        return formats.amount(sign * value, getattr(row, "currency", "EUR"))
    return formats.day(value) if name in DATE_FIELDS else str(value)
