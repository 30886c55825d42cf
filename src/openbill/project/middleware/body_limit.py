"""How much of a request is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve


class BodyLimit:
    """Refuse what says to be larger than its page takes, before anything of it is read.

    Django counts the fields of a form and not its files, which would fill the disk of a machine whoever sends them.
    Only a page that takes large files, and only of somebody who is signed in, is sent more. The API has limits of its
    own; a request that says no length has no body for us.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = _length_of(request)
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE or request.path_info.startswith("/api/"):
            return self._get_response(request)
        most = max(settings.DATA_UPLOAD_MAX_MEMORY_SIZE, _most_bytes_of_page(request))
        if length > most:
            return render(request, "console/too_large.html", {"most_mb": most // 2**20}, status=413)
        return self._get_response(request)


def _most_bytes_of_page(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return 0
    try:
        return getattr(resolve(request.path_info).func, "most_bytes", 0)
    except Resolver404:
        return 0


def _length_of(request: HttpRequest) -> int:
    # Read as Django's handler reads it, so that both mean the same bytes.
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
