"""One uploaded file on its way: tried out, what it would change, brought in, what came of it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.reader import Reader
from openbill.console.words.imports import CHANGES
from openbill.importing.commands.move_upload import bring_upload_in, discard_upload
from openbill.importing.queries.uploads import UploadHead, upload_of, upload_rejects

AT_WORK = ("checking", "running")


def show_upload(request: HttpRequest, reader: Reader, upload_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Where the file stands: a worker is at it, a person is to decide, or it is done."""
    upload = upload_of(upload_id)
    return render(request, "console/imports/upload.html", _shown(upload))


def show_progress(request: HttpRequest, reader: Reader, upload_id: UUID) -> HttpResponse:  # noqa: ARG001
    """How far a worker came, as a part of the page; the whole page anew when it is done."""
    upload = upload_of(upload_id)
    answer = render(request, "console/imports/progress.html", _shown(upload))
    if upload.state not in AT_WORK:
        answer["HX-Refresh"] = "true"
    return answer


def bring_in(request: HttpRequest, reader: Reader, upload_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Bring in what was tried out."""
    bring_upload_in(upload_id=upload_id, context=reader.context)
    return redirect("console:upload", upload_id)


def discard(request: HttpRequest, reader: Reader, upload_id: UUID) -> HttpResponse:
    """Forget an uploaded file."""
    discard_upload(upload_id=upload_id, context=reader.context)
    say(request, _("The file is forgotten. What was brought in of it stays."))
    return redirect("console:imports")


def download_rejects(request: HttpRequest, reader: Reader, upload_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The file of the rows that were refused, to be corrected and brought in."""
    content = upload_rejects(upload_id)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    stem = upload_of(upload_id).file_name.rpartition(".")[0]
    plain = "".join(letter for letter in stem if letter.isascii() and (letter.isalnum() or letter in "-_ "))
    answer["Content-Disposition"] = f'attachment; filename="{plain or "file"}.rejects.csv"'
    return answer


def _shown(upload: UploadHead) -> dict[str, Any]:
    done, total = upload.progress.get("done", 0), upload.progress.get("total", 0)
    changes = upload.outcome.get("changes", {})
    amounts = upload.outcome.get("amounts_minor", {})
    acts = {"created": "create", "cleared": "clear", "reopened": "reopen", "corrected": "correct"}
    return {
        "upload": upload,
        "is_at_work": upload.state in AT_WORK,
        "percent": min(100 * done // total, 100) if total else 0,
        "step": upload.progress.get("step", ""),
        "totals": sorted(upload.outcome.get("totals_minor", {}).items()),
        "changes": [
            (str(text), changes[name], sorted(amounts.get(acts.get(name, ""), {}).items()))
            for name, text in CHANGES.items()
            if changes.get(name)
        ],
        "open_before_after": [
            (currency, upload.outcome["open_before_minor"].get(currency, 0), after)
            for currency, after in sorted(upload.outcome.get("open_after_minor", {}).items())
        ],
    }
