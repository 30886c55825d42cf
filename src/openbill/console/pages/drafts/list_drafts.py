"""The drafts: the last one first, ticked to be issued."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.invoicing.queries.find_drafts import find_drafts


def list_drafts(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Drafts, the last one first; they are ticked to be issued."""
    number = page_number(request)
    text = request.GET.get("q", "")[:200]
    page = find_drafts(text=text, offset=(number - 1) * ROWS, limit=ROWS)
    shown = {
        "page": page,
        "paging": Paging(number, page.count),
        "text": text,
        "draft_count": find_drafts(limit=0).count if text else page.count,
    }
    return render(request, "console/drafts/list.html", shown)
