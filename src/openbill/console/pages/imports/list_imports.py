"""The files that are on their way, and what was brought in before."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import back, say
from openbill.console.forms import Form
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.importing.commands.approve_snapshot import approve_snapshot
from openbill.importing.commands.keep_upload import LARGEST_BYTES, keep_upload
from openbill.importing.queries.uploads import imports, uploads
from openbill.importing.reading.check_bytes import check_bytes
from openbill.importing.reading.file_on_disk import file_on_disk

MOST_BYTES_OF_A_FORM = LARGEST_BYTES + 16 * 2**20
"""A file that is somewhat too large is told so beside its field; what is far too large is not read."""


class FileForm(Form):
    """A file to bring in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
        help_text=gettext_lazy("CSV, up to 64 MB: customers, invoices, open items, payments or settled invoices."),
    )

    places = {
        "file_is_empty": "file",
        "file_is_not_text": "file",
        "upload_too_large": "file",
        "nul_byte_in_file": "file",
        "line_is_too_long": "file",
        "byte_cannot_be_decoded": "file",
    }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(_("The file is larger than 64 MB. Bring it in in parts."))
        return file


def list_imports(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """Where a file is handed over, and what became of earlier ones."""
    number = page_number(request)
    page = imports(offset=(number - 1) * ROWS, limit=ROWS)
    shown = {
        "form": form or FileForm(reader=reader),
        "uploads": [upload for upload in uploads() if upload.state != "finished"],
        "page": page,
        "paging": Paging(number, page.count),
    }
    return render(request, "console/imports/list.html", shown)


def upload_file(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep the file of the form, where it is text; and ask how it is to be read."""
    form = FileForm(request.POST, reader=reader, files=request.FILES)
    file = form.values["file"]
    content = file.read()
    with form.refusals_shown(), file_on_disk(file.name, content) as path:
        check_bytes(path)
    with form.refusals_shown():
        upload_id = keep_upload(file_name=file.name, content=content, context=reader.context)
    return redirect("console:upload-reading", upload_id)


def approve_run(request: HttpRequest, reader: Reader, run_id: UUID) -> HttpResponse:
    """Let a snapshot through that waits."""
    approve_snapshot(run_id=run_id, context=reader.context)
    say(request, _("The snapshot is approved. Bring it in now."))
    return back(request, "console:imports")
