"""The batches of direct debits, and what is done with one: payers told, the file made, the bank's answer taken."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openbill.console.acts import back, say
from openbill.console.asked_list import AskedList
from openbill.console.choices import choice
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.forms import DayField, Form
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.tables import DEBIT_BATCHES
from openbill.console.words import direct_debits as words
from openbill.direct_debits.commands.cancel_debits import cancel_batch, cancel_debit
from openbill.direct_debits.commands.read_status_report import read_status_report
from openbill.direct_debits.commands.submit_debits import submit_debits
from openbill.direct_debits.commands.tell_payers import note_told_payers, tell_payers
from openbill.direct_debits.errors import BatchHasNoFile
from openbill.direct_debits.queries.debit_batches import (
    BatchesBy,
    BatchesOf,
    DebitBatchInOrder,
    debit_batch_of,
    find_debit_batches,
)
from openbill.direct_debits.queries.find_debits import DebitsBy, ListedDebit, find_debits_of_batch
from openbill.documents.queries.stored_file import stored_file

FILTERS = (
    (BatchesOf.ALL, gettext_lazy("All")),
    *((BatchesOf(code), word.text) for code, word in words.DEBIT_BATCHES.items()),
)
MOST_BYTES = 24 * 2**20
"""Of a bank's answer, with the form around it."""


def list_batches(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Batches, the last prepared first: found by number, filtered, sorted, page by page."""
    asked = AskedList(request, sorting(request, BatchesBy, BatchesBy.PREPARED), None)
    only = choice(request, "only", BatchesOf, BatchesOf.ALL)
    arguments = {name: value for name, value in asked.arguments.items() if name != "customer_ids"}
    page = find_debit_batches(only=only, **arguments)
    if asked.is_file:
        return _batches_as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(DEBIT_BATCHES, page, is_filtered=only != BatchesOf.ALL, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
        "today": reader.today,
    }
    return render(request, "console/direct_debits/batches.html", shown)


class ToldForm(Form):
    """The day on which the invoices told the payers."""

    told_on = DayField(label=gettext_lazy("Told on"))


def show_batch(request: HttpRequest, reader: Reader, debit_batch_id: UUID) -> HttpResponse:
    """One batch: how far it is, what is next, and its debits."""
    batch = debit_batch_of(debit_batch_id)
    by = sorting(request, DebitsBy, DebitsBy.PREPARED, goes_down=False)
    number = page_number(request)
    page = find_debits_of_batch(
        batch.id,
        text=request.GET.get("q", "")[:200],
        by=by.by,
        descending=by.descending,
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _debits_as_file(batch, page.rows)
    shown = {
        "batch": batch,
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "form": ToldForm(reader=reader, initial={"told_on": reader.today}),
        "is_late": batch.state == "prepared" and batch.submit_by < reader.today,
    }
    return render(request, "console/direct_debits/batch.html", shown)


def download_file(request: HttpRequest, reader: Reader, submitted_batch_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The pain.008 of a submitted batch."""
    batch = debit_batch_of(submitted_batch_id)
    if batch.file_id is None:
        raise BatchHasNoFile(number=batch.number)
    return xml_file(stored_file(batch.file_id).content, batch.number)


def xml_file(content: bytes, number: str) -> HttpResponse:
    """A file for the bank, to keep."""
    answer = HttpResponse(content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{number}.xml"'
    return answer


def write_to_payers(request: HttpRequest, reader: Reader, debit_batch_id: UUID) -> HttpResponse:
    """Compose a message to each payer who was not told yet; who cannot be written to is named."""
    composed = tell_payers(batch_id=debit_batch_id, context=reader.context)
    count = len(composed.messages)
    said = ngettext("%(n)s payer is written to.", "%(n)s payers are written to.", count) % {"n": count}
    if composed.failures:
        left = len(composed.failures)
        said += " " + ngettext(
            "%(n)s cannot be written to: tell them otherwise.", "%(n)s cannot be written to: tell them otherwise.", left
        ) % {"n": left}  # fmt: skip
    say(request, said)
    return redirect("console:debit-batch", debit_batch_id)


def note_told(request: HttpRequest, reader: Reader, debit_batch_id: UUID) -> HttpResponse:
    """Note that the invoices told the payers."""
    form = ToldForm(request.POST, reader=reader)
    if not form.is_valid():
        say(request, _("Say the day on which they were told."))
        return redirect("console:debit-batch", debit_batch_id)
    count = note_told_payers(batch_id=debit_batch_id, told_on=form.values["told_on"], context=reader.context)
    said = ngettext("%(n)s payer is noted as told.", "%(n)s payers are noted as told.", count)
    say(request, said % {"n": count})
    return redirect("console:debit-batch", debit_batch_id)


def make_file(request: HttpRequest, reader: Reader, debit_batch_id: UUID) -> HttpResponse:
    """Make the file for the bank."""
    submit_debits(batch_id=debit_batch_id, context=reader.context)
    say(request, _("The file is made. Download it, and give it to the bank."))
    return redirect("console:debit-batch", debit_batch_id)


def take_batch_back(request: HttpRequest, reader: Reader, debit_batch_id: UUID) -> HttpResponse:
    """Cancel a prepared batch: what it would have collected may be prepared anew."""
    cancel_batch(batch_id=debit_batch_id, context=reader.context)
    say(request, _("The batch is cancelled; what it would have collected may be prepared anew."))
    return redirect("console:debit-batch", debit_batch_id)


def take_debit_back(request: HttpRequest, reader: Reader, debit_id: UUID) -> HttpResponse:
    """Cancel one prepared debit."""
    cancel_debit(debit_id=debit_id, context=reader.context)
    say(request, _("The direct debit is cancelled."))
    return back(request, "console:debit-batches")


class AnswerForm(Form):
    """What a bank answers to a file."""

    file = forms.FileField(label=gettext_lazy("The bank's answer"), help_text=gettext_lazy("A pain.002, up to 20 MB."))

    places = {
        "status_report_is_not_recognised": "file",
        "status_report_of_nobody": "file",
        "status_report_of_other_payments": "file",
        "statement_cannot_be_read": "file",
        "statement_is_truncated": "file",
        "statement_is_too_large": "file",
        "forbidden_in_xml": "file",
    }


def show_answer(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for a bank's answer."""
    return render(request, "console/direct_debits/answer.html", {"form": form or AnswerForm(reader=reader)})


def take_answer(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Take a bank's answer, and say what it changed."""
    form = AnswerForm(request.POST, reader=reader, files=request.FILES)
    file = form.values["file"]
    with form.refusals_shown():
        read = read_status_report(content=file.read(), file_name=file.name, context=reader.context)
    facts = {"accepted": read.accepted, "rejected": read.rejected, "pending": read.pending}
    say(request, _("The bank took %(accepted)s, refused %(rejected)s, and has not decided on %(pending)s.") % facts)
    return redirect("console:returned-debits" if read.rejected else "console:debit-batches")


def _batches_as_file(rows: Sequence[DebitBatchInOrder], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Number"), _("State"), _("Scheme"), _("Kind"), _("Collected on"), _("Give by"), _("Direct debits")),
        *(_("Currency"), _("Amount"), _("Paid"), _("Refused"), _("Came back")),
    ]
    written = (
        [
            *(row.number, row.state, row.scheme, row.sequence_type, row.collection_date, row.submit_by, row.debits),
            *(row.currency, major(row.amount_minor, row.currency), major(row.settled_minor, row.currency)),
            *(major(row.rejected_minor, row.currency), major(row.returned_minor, row.currency)),
        ]
        for row in rows
    )
    return csv_file(f"debit-batches-{reader.today}", columns, written)


def _debits_as_file(batch: DebitBatchInOrder, rows: Sequence[ListedDebit]) -> HttpResponse:
    columns = [
        *(_("End-to-end reference"), _("Customer number"), _("Customer"), _("Mandate"), _("Documents"), _("State")),
        *(_("Told on"), _("Currency"), _("Amount"), _("Bank's code")),
    ]
    written = (
        [
            *(row.end_to_end_id, row.customer_number, row.customer_name, row.mandate_reference, row.text, row.state),
            *(row.told_on, row.currency, major(row.amount_minor, row.currency), row.reason),
        ]
        for row in rows
    )
    return csv_file(batch.number, columns, written)
