"""The addresses of the API, made from its table; everything else below /api/ is a problem of its own."""

import re
from collections.abc import Mapping

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from openbill.api.answering import answer_request
from openbill.api.endpoint import Endpoint
from openbill.api.gateway_notices import take_gateway_notices
from openbill.api.openapi import description
from openbill.api.problems import problem
from openbill.api.table import by_path


def _pattern(address: str, endpoints: Mapping[str, Endpoint]) -> URLPattern:
    # No session and no form token: whoever asks is known by the key alone.
    @csrf_exempt
    @transaction.non_atomic_requests(using="sign_in")
    def answer(request: HttpRequest, **places: str) -> HttpResponseBase:
        return answer_request(endpoints, request, places)

    return path("v1" + re.sub(r"\{([a-z_]+)\}", r"<str:\1>", address), answer)


@csrf_exempt
def describe(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; it is the same for everybody, and open to everybody."""
    if request.method not in ("GET", "HEAD"):
        return problem("method_wrong", method=request.method, allowed="GET", headers={"Allow": "GET"}).answer()
    return HttpResponse(description(), content_type="application/json")


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's
    """Whatever is not in the table."""
    return problem("endpoint_unknown").answer()


urlpatterns = [
    path("v1/openapi.json", describe),
    path("gateway-notices/<uuid:organization_id>/<uuid:account_id>", take_gateway_notices),
    *(_pattern(address, endpoints) for address, endpoints in by_path().items()),
    re_path("", nothing_here),
]
