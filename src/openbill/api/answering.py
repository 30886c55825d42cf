"""What every request goes through: key, rate, permission, reading, the act or question, writing."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from openbill.api.endpoint import JSON, Endpoint, FileAnswer
from openbill.api.inputs import stated
from openbill.api.keys import Admitted, admit
from openbill.api.pages import Paged
from openbill.api.problems import Fault, Problem, problem, problem_of
from openbill.foundation.command import was_answered_before
from openbill.foundation.errors import FigureTooLarge, PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.foundation.too_large import is_too_large
from openbill.primitives.errors import Refusal

MOST_BYTES, MOST_BYTES_OF_A_FILE = 2 * 2**20, 64 * 2**20
LONGEST_KEY = 200

logger = logging.getLogger(__name__)


def answer_request(endpoints: Mapping[str, Endpoint], request: HttpRequest, places: dict[str, str]) -> HttpResponseBase:
    """The answer of the endpoint at an address, by method; a problem for every way to fail."""
    admitted: Admitted | None = None
    named: dict[str, Any] = {}
    try:
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in endpoints:
            allowed = ", ".join(sorted(endpoints))
            raise problem("method_wrong", method=request.method, allowed=allowed, headers={"Allow": allowed})
        endpoint = endpoints[method]
        admitted = admit(request.headers.get("Authorization", ""))
        if endpoint.permission and not admitted.context.may(endpoint.permission):
            raise PermissionMissing(actor=str(admitted.context.actor), permission=endpoint.permission)
        named = _read_places(endpoint, places)
        response = _answered(endpoint, request, named, admitted)
    except Problem as found:
        response = found.answer()
    except Refusal as refusal:
        response = problem_of(refusal, places=named).answer()
    except (OperationalError, InterfaceError):
        logger.exception("The database did not answer a request.")
        response = problem("busy", headers={"Retry-After": "2"}).answer()
    except DataError as error:
        response = _too_large_or_fault(error)
    except Exception:
        logger.exception("A request of the API failed.")
        response = problem("fault_of_ours").answer()
    if admitted is not None:
        for name, value in admitted.rate_headers.items():
            response.headers[name] = value
    return response


def _too_large_or_fault(error: DataError) -> HttpResponse:
    if is_too_large(error):
        return problem_of(FigureTooLarge()).answer()
    logger.exception("A request of the API failed.")
    return problem("fault_of_ours").answer()


def _answered(endpoint: Endpoint, request: HttpRequest, named: dict[str, Any], admitted: Admitted) -> HttpResponseBase:
    arguments = named | _read_query(endpoint, request) | _read_body(endpoint, request)
    context = admitted.context
    if endpoint.is_read:
        if endpoint.wants_context:
            arguments["context"] = context
        with scope(context.organization_id, salesperson_id=context.salesperson_id):
            with transaction.atomic():
                result = endpoint.answer(**arguments)
            return _written(endpoint, request, result)
    key = _idempotency_key(request)
    arguments["context"] = context.with_key(f"api/{key}") if key else context
    result = endpoint.answer(**arguments)
    response = _written(endpoint, request, result)
    if key:
        response.headers["Idempotency-Replayed"] = "true" if was_answered_before() else "false"
    return response


def _idempotency_key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return ""
    if not key.strip() or len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise problem("idempotency_key_wrong")
    return key


def _read_places(endpoint: Endpoint, places: dict[str, str]) -> dict[str, Any]:
    try:
        return stated(endpoint.path_model.model_validate_strings(places))
    except ValidationError:
        raise problem("endpoint_unknown") from None


def _read_query(endpoint: Endpoint, request: HttpRequest) -> dict[str, Any]:
    if any(len(values) > 1 for _, values in request.GET.lists()):
        twice = next(name for name, values in request.GET.lists() if len(values) > 1)
        raise problem("request_wrong", errors=[Fault(twice[:100], "It is said more than once.")])
    try:
        return stated(endpoint.query_model.model_validate_strings(request.GET.dict()))
    except ValidationError as error:
        raise problem("request_wrong", errors=_faults(error, "")) from None


def _read_body(endpoint: Endpoint, request: HttpRequest) -> dict[str, Any]:
    if endpoint.is_read:
        return {}
    if endpoint.takes != JSON:
        return {"content": _file(endpoint, request)}
    content = _bytes(request, MOST_BYTES)
    if endpoint.body_model is None:
        if content.strip() not in (b"", b"{}"):
            raise problem("request_wrong", errors=[Fault("/", "This address takes no body.")])
        return {}
    if content:
        _check_type(request, JSON)
    return stated(_read_json(endpoint.body_model, content or b"{}"))


def _read_json(model: type[BaseModel], content: bytes) -> BaseModel:
    try:
        return model.model_validate_json(content, strict=True)
    except ValidationError as error:
        if error.errors(include_url=False, include_context=False, include_input=False)[0]["type"] == "json_invalid":
            raise problem("request_unreadable") from None
        raise problem("request_wrong", errors=_faults(error, "/")) from None


def _file(endpoint: Endpoint, request: HttpRequest) -> bytes:
    _check_type(request, endpoint.takes)
    return _bytes(request, MOST_BYTES_OF_A_FILE)


def _bytes(request: HttpRequest, most: int) -> bytes:
    if request.headers.get("Transfer-Encoding"):
        raise problem("length_missing")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and (len(length) > 12 or int(length) > most):
        raise problem("request_too_large", most=most)
    try:
        return request.read(most + 1)
    except RequestDataTooBig:
        raise problem("request_too_large", most=most) from None


def _check_type(request: HttpRequest, expected: str) -> None:
    said, _, parameters = request.headers.get("Content-Type", "").partition(";")
    charset = parameters.strip().lower().replace('"', "")
    if said.strip().lower() != expected or charset not in ("", "charset=utf-8"):
        raise problem("content_type_wrong", expected=expected)


def _faults(error: ValidationError, root: str) -> list[Fault]:
    return [
        Fault(
            root + "/".join(str(part).replace("~", "~0").replace("/", "~1")[:100] for part in each["loc"]),
            str(each["msg"]).removeprefix("Value error, "),
        )
        for each in error.errors(include_url=False, include_context=False, include_input=False)[:20]
    ]


def _written(endpoint: Endpoint, request: HttpRequest, result: Any) -> HttpResponse:
    if isinstance(result, FileAnswer):
        disposition = f'attachment; filename="{result.name}"'
        return HttpResponse(result.content, content_type=result.media, headers={"Content-Disposition": disposition})
    if endpoint.shape is None:
        return HttpResponse(status=endpoint.success)
    if isinstance(result, Paged) and result.next is not None:
        following = urlencode({**request.GET.dict(), "after": result.next})
        result = replace(result, next=f"{request.path}?{following}")
    return HttpResponse(to_json(endpoint.shape.write(result, {})), status=endpoint.success, content_type=JSON)
