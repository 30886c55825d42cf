"""How a failure is told: a problem as RFC 9457 has it, with a code of ours and what would be right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from pydantic_core import to_json

from openbill.primitives.errors import Refusal

PROBLEM = "application/problem+json"
TYPES = "https://github.com/openbill/openbill/blob/main/docs/reference/errors.md"


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place of the request: a JSON pointer into the body, or the name of a parameter."""

    pointer: str
    detail: str


@dataclass(eq=False)
class Problem(Exception):
    """A request that was not answered."""

    status: int
    code: str
    detail: str
    remedy: str = ""
    errors: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self) -> HttpResponse:
        status = HTTPStatus(self.status)
        said: dict[str, Any] = {
            "type": f"{TYPES}#{self.code}",
            "title": status.phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "remedy": self.remedy,
        }
        if self.errors:
            said["errors"] = [{"pointer": fault.pointer, "detail": fault.detail} for fault in self.errors]
        return HttpResponse(to_json(said), status=self.status, content_type=PROBLEM, headers=dict(self.headers))


OF_THE_API: dict[str, tuple[int, str, str]] = {
    "endpoint_unknown": (404, "There is nothing at this address.", "The addresses are listed at /api/v1/openapi.json."),
    "method_wrong": (405, "This address does not take {method}.", "It takes {allowed}."),
    "key_missing": (401, "The request names no key that is accepted.", "Send it as: Authorization: Bearer <secret>."),
    "request_unreadable": (400, "The body is no JSON.", "Send one JSON object, in UTF-8."),
    "request_wrong": (422, "The request is not what this address takes.", "`errors` names each place."),
    "request_too_large": (413, "The body has more than {most} bytes.", "Send it in parts."),
    "length_missing": (411, "The length of the body is not said.", "Send Content-Length."),
    "content_type_wrong": (415, "The body is not of the type {expected}.", "Send it with Content-Type: {expected}."),
    "idempotency_key_wrong": (
        400,
        "The Idempotency-Key is blank, too long or not plain text.",
        "Use up to 200 letters, digits and signs.",
    ),
    "too_many_requests": (429, "This key has asked too often.", "Wait as long as Retry-After says."),
    "notice_wrong": (400, "This notice is not taken.", "Check its address, and the secret by which it is signed."),
    "host_wrong": (400, "The request asks under a name that is not ours.", "Use the configured address."),
    "busy": (503, "The database does not answer right now.", "Try again in a moment."),
    "fault_of_ours": (
        500,
        "Something went wrong here; nothing was changed.",
        "Try again; the log of the server tells more.",
    ),
}
"""What the API itself answers with: status, detail and remedy by code."""


def problem(
    code: str, *, errors: Sequence[Fault] = (), headers: Mapping[str, str] | None = None, **facts: object
) -> Problem:
    """A problem of the API itself."""
    status, detail, remedy = OF_THE_API[code]
    return Problem(status, code, detail.format(**facts), remedy.format(**facts), errors, headers or {})


_STATUS_BY_CODE = {
    "api_key_not_accepted": 401,
    "permission_missing": 403,
    "permission_not_held": 403,
    "person_holds_more": 403,
    "key_holds_more": 403,
    "role_is_held_by_more": 403,
    "approver_is_requester": 403,
    "refund_approver_is_requester": 403,
    "other_organization": 403,
    "key_used_for_other_input": 409,
    "cursor_wrong": 422,
}
_CONFLICTS = re.compile(
    r"already|taken$|_known$|_exists?$|is_closed|is_open$|is_merged|not_possible|unchanged|last_owner|is_fixed|waits"
    r"|is_issued|is_draft|nothing_|has_allocations|used_|more_than_is_open|overtaken|is_on$|not_uncertain"
)
"""Codes that speak of how things stand, and not of what was asked."""


def status_of_refusal(code: str, *, is_of_the_address: bool = False) -> int:
    """The status of a refusal by its code; what is unknown is 404 where the address names it, and 422 elsewhere."""
    if code in _STATUS_BY_CODE:
        return _STATUS_BY_CODE[code]
    if code.endswith("_unknown"):
        return 404 if is_of_the_address else 422
    return 409 if _CONFLICTS.search(code) else 422


def problem_of(refusal: Refusal, *, places: Mapping[str, Any] | None = None) -> Problem:
    """A refusal as a problem; `places` is what the address named, as it was read."""
    status = status_of_refusal(refusal.code, is_of_the_address=_speaks_of(refusal, places or {}))
    return Problem(status, refusal.code, refusal.message, refusal.remedy)


def _speaks_of(refusal: Refusal, places: Mapping[str, Any]) -> bool:
    """Whether the message of a refusal names a value of the address; what its remedy lists as known does not count."""
    message, _remedy = refusal.templates()
    named = {str(value).casefold() for value in places.values()}
    return any(
        str(value).casefold() in named for name, value in refusal.facts.items() if re.search(rf"{{{name}\b", message)
    )
