"""What acts have in common: a word about what was done, and the way back to the page."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from openbill.console.reader import Reader
from openbill.console.words.sentences import told
from openbill.primitives.errors import Refusal


def say(request: HttpRequest, text: str, *, undo: Sequence[UUID] = ()) -> None:
    """Tell on the next page that something was done, and offer to take these allocations back."""
    messages.success(request, text, extra_tags=" ".join(map(str, undo)))


def say_undoable(request: HttpRequest, text: str, undo: str) -> None:
    """Tell on the next page that something was done; what is posted to the address `undo` takes it back."""
    messages.success(request, text, extra_tags=undo)


def say_refused(request: HttpRequest, reader: Reader, refusal: Refusal) -> None:
    """Tell on the next page why nothing was done, and what would be right."""
    messages.error(request, str(told(refusal, reader.formats)))


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the page that a form came from, where that is one of ours; else to the named one."""
    place = request.POST.get("back", "")
    is_ours = place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return HttpResponseRedirect(place if is_ours else reverse(otherwise))
