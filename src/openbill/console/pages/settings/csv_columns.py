"""How the CSV files of a bank account are read: found out from one of them, corrected, and saved."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.cash_application.commands.set_csv_mapping import forget_csv_mapping, set_csv_mapping
from openbill.cash_application.queries.csv_mappings import csv_mapping_of
from openbill.cash_application.reading.csv.propose_csv import propose_csv
from openbill.cash_application.reading.csv.read_csv import first_rows, read_headings
from openbill.cash_application.types.csv_files import CsvMapping, CsvSigns
from openbill.cash_application.types.statements import StatementLine
from openbill.console.acts import say
from openbill.console.forms import Form
from openbill.console.pages.settings.csv_columns_form import ColumnsForm, as_chosen
from openbill.console.reader import Reader
from openbill.console.words.csv_columns import MEANINGS
from openbill.console.words.sentences import told
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.types import BankAccountDetails
from openbill.primitives.errors import Refusal

MOST_KEPT = 64 * 1024
"""Bytes of the file that go with the page, so that its first rows can be read again as columns are chosen."""


class SampleForm(Form):
    """A file of the bank, from which is found out how its files are read."""

    file = forms.FileField(
        label=gettext_lazy("A file of the bank"),
        help_text=gettext_lazy("Nothing of it is brought in: only how it is read is found out."),
    )

    places = {"csv_is_not_recognised": "file"}


@dataclass(frozen=True)
class Sample:
    """The beginning of a file, as it goes with the page."""

    name: str
    content: bytes

    @property
    def packed(self) -> str:
        return base64.b64encode(self.content).decode()


def show_columns(request: HttpRequest, reader: Reader, bank_account_id: UUID, form: Form | None = None) -> HttpResponse:
    """How files of an account are read now, and the form for a file from which to find it out."""
    account = _account(bank_account_id)
    mapping = csv_mapping_of(bank_account_id)
    shown = {
        "account": account,
        "meanings": [(MEANINGS[name], column) for column, name in as_chosen(mapping).items()] if mapping else [],
        "form": form or SampleForm(reader=reader),
    }
    return render(request, "console/settings/csv_columns.html", shown)


def find_out(request: HttpRequest, reader: Reader, bank_account_id: UUID) -> HttpResponse:
    """How a file would be read, to be corrected; with `save`, the columns as they were corrected are kept."""
    with reader.scope():
        account = _account(bank_account_id)
    sample = _sample(request)
    if sample is None:
        return _found_out(request, reader, account)
    headings = read_headings(sample.content, sample.name, _shape(request))
    form = ColumnsForm(request.POST, reader=reader, headings=headings)
    if not form.is_valid():
        return _shown(request, account, sample, form, notes=())
    mapping = form.mapping(_shape(request))
    rows, problem = _read(sample, mapping, account, reader)
    if "save" not in request.POST or problem:
        return _shown(request, account, sample, form, notes=(), rows=rows, problem=problem)
    set_csv_mapping(bank_account_id=account.id, mapping=mapping, context=reader.context)
    say(request, _("Files of %(account)s are read so from now on.") % {"account": account.name})
    return redirect("console:csv-columns", account.id)


def forget(request: HttpRequest, reader: Reader, bank_account_id: UUID) -> HttpResponse:
    """Have the CSV files of an account read no more."""
    forget_csv_mapping(bank_account_id=bank_account_id, context=reader.context)
    say(request, _("CSV files of the account are not read any more."))
    return redirect("console:csv-columns", bank_account_id)


def _found_out(request: HttpRequest, reader: Reader, account: BankAccountDetails) -> HttpResponse:
    sent = SampleForm(request.POST, reader=reader, files=request.FILES)
    file: Any = sent.values["file"]
    content = file.read()
    with sent.refusals_shown():
        proposed = propose_csv(content, file.name, account.currency)
    mapping = proposed.mapping
    form = ColumnsForm(
        reader=reader, headings=proposed.headings, initial=ColumnsForm.initial_of(mapping, proposed.headings)
    )
    sample = Sample(file.name, _beginning(content))
    rows, problem = _read(sample, mapping, account, reader) if mapping.day_order else ((), "")
    return _shown(request, account, sample, form, notes=proposed.notes, rows=rows, problem=problem, mapping=mapping)


def _shown(
    request: HttpRequest,
    account: BankAccountDetails,
    sample: Sample,
    form: ColumnsForm,
    *,
    notes: tuple[str, ...],
    rows: tuple[StatementLine, ...] = (),
    problem: str = "",
    mapping: CsvMapping | None = None,
) -> HttpResponse:
    shape = mapping or _shape(request)
    shown = {
        "account": account,
        "sample": sample,
        "form": form,
        "columns": form.columns,
        "notes": notes,
        "rows": rows,
        "problem": problem,
        "shape": shape,
    }
    return render(request, "console/settings/csv_columns_found.html", shown, status=422 if form.errors else 200)


def _read(
    sample: Sample, mapping: CsvMapping, account: BankAccountDetails, reader: Reader
) -> tuple[tuple[StatementLine, ...], str]:
    """The first rows as they would be read, or why they cannot be."""
    try:
        return tuple(first_rows(sample.content, sample.name, mapping, account.currency)), ""
    except Refusal as refusal:
        return (), str(told(refusal, reader.formats))


def _account(bank_account_id: UUID) -> BankAccountDetails:
    found = next((each for each in bank_accounts() if each.id == bank_account_id), None)
    if found is None:
        raise Http404
    return found


def _sample(request: HttpRequest) -> Sample | None:
    packed = request.POST.get("sample", "")
    if not packed:
        return None
    try:
        content = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise Http404 from None
    return Sample(request.POST.get("file_name", "")[:200] or "statement.csv", content)


def _beginning(content: bytes) -> bytes:
    """Whole lines only: a row that is cut off would be refused."""
    if len(content) <= MOST_KEPT:
        return content
    return content[: content.rfind(b"\n", 0, MOST_KEPT) + 1] or content[:MOST_KEPT]


def _shape(request: HttpRequest) -> CsvMapping:
    """What is known of the file beside its columns, as it goes with the page."""
    given = request.POST
    return CsvMapping(
        delimiter={"tab": "\t"}.get(given.get("delimiter", ";"), given.get("delimiter", ";")),
        encoding=given.get("encoding", "cp1252"),
        signs=CsvSigns.SIGNED,
        skipped_first=_count(given.get("skipped_first", "")),
        skipped_last=_count(given.get("skipped_last", "")),
        has_headings=given.get("has_headings", "1") == "1",
    )


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
