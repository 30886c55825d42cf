"""Pages that say why there is no page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's
    """The request cannot be read, or asks under a name that is not ours."""
    return HttpResponse("This request cannot be answered.", status=400, content_type="text/plain")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "console/not_allowed.html", status=403)


def page_missing(request: HttpRequest, exception: Exception | None = None, **_: Any) -> HttpResponse:  # noqa: ARG001
    return render(request, "console/page_missing.html", status=404)


def form_came_from_elsewhere(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form without the token of its page: kept too long, or sent from somewhere else."""
    return render(request, "console/form_expired.html", status=403)


def too_many_attempts(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Somebody tries passwords or codes more often than a person would."""
    return render(request, "console/too_many.html", status=429)


def fault_of_ours(request: HttpRequest) -> HttpResponse:
    return render(request, "console/fault.html", status=500)
