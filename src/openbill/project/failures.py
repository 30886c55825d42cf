"""What fails outside of any page or endpoint is told in the way of the place that was asked for."""

from django.http import HttpRequest, HttpResponse

from openbill.api.problems import problem
from openbill.console.pages import failures


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request cannot be read, or asks under a name that is not ours."""
    return problem("host_wrong").answer() if _is_of_the_api(request) else failures.bad_request(request, exception)


def fault_of_ours(request: HttpRequest) -> HttpResponse:
    """Something failed before a page or an endpoint was reached."""
    return problem("fault_of_ours").answer() if _is_of_the_api(request) else failures.fault_of_ours(request)


def _is_of_the_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
