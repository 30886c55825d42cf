"""The description of the API as OpenAPI 3.1, made from the table of endpoints."""

import re
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import to_json

from openbill.api.endpoint import JSON, SHAPES, Endpoint
from openbill.api.problems import PROBLEM
from openbill.api.table import ENDPOINTS, PREFIX

_REFERENCE = "#/components/schemas/{model}"
INTRODUCTION = """\
Everything that the console shows and does, for programs. Send the secret of an API key as a bearer token; the key
may do what its role may. Amounts are decimal strings beside their currency, days are ISO 8601, instants RFC 3339 in
UTC. Lists come in pages: follow `next`. A write that is repeated under the same `Idempotency-Key` is done once.
"""


@cache
def description() -> bytes:
    """The document as JSON."""
    return to_json(described())


def described() -> dict[str, Any]:
    """The document."""
    paths: dict[str, dict[str, Any]] = {}
    bodies: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(PREFIX + endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, bodies)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Openbill",
            "version": "1",
            "description": INTRODUCTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "The secret of an API key."}
            },
            "schemas": {**SHAPES.components, **bodies, "Problem": _PROBLEM},
            "responses": _RESPONSES,
        },
    }


def _operation(endpoint: Endpoint, bodies: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "tags": [endpoint.path.split("/")[1]],
        "summary": endpoint.title,
        "description": endpoint.description + (f"\n\nNeeds `{endpoint.permission}`." if endpoint.permission else ""),
        "parameters": [
            *_parameters(endpoint.path_model, "path", bodies),
            *_parameters(endpoint.query_model, "query", bodies),
        ],
        "responses": {str(endpoint.success): _success(endpoint), **_failures(endpoint)},
    }
    if not endpoint.is_read:
        operation["parameters"].append(_IDEMPOTENCY_KEY)
    if endpoint.takes != JSON:
        operation["requestBody"] = {"required": True, "content": {endpoint.takes: {"schema": {"type": "string"}}}}
    elif endpoint.body_model is not None:
        schema = _schema(endpoint.body_model, bodies)
        content: dict[str, Any] = {"schema": schema}
        if endpoint.example is not None:
            content["example"] = endpoint.example
        operation["requestBody"] = {"required": bool(schema.get("required")), "content": {JSON: content}}
    return operation


def _parameters(model: type[BaseModel], place: str, bodies: dict[str, Any]) -> list[dict[str, Any]]:
    schema = _schema(model, bodies)
    required = schema.get("required", [])
    return [
        {"name": name, "in": place, "required": place == "path" or name in required, "schema": _without_null(part)}
        for name, part in schema.get("properties", {}).items()
    ]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """In an address nothing is left out instead of being null."""
    kept = {name: part for name, part in schema.items() if name != "title" and not (name == "default" and part is None)}
    options = [option for option in kept.pop("anyOf", []) if option != {"type": "null"}]
    return {**kept, **options[0]} if len(options) == 1 else {**kept, **({"anyOf": options} if options else {})}


class _Readable(GenerateJsonSchema):
    """Schemas without the titles that say the name once more."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the library's
        return False


def _schema(model: type[BaseModel], bodies: dict[str, Any]) -> dict[str, Any]:
    """The schema of a model; what it is made of goes to the components, under names that say it is written."""
    schema = model.model_json_schema(ref_template=_REFERENCE, schema_generator=_Readable, mode="validation")
    parts = schema.pop("$defs", {})
    renamed = _renamed({"schema": schema, "parts": parts}, set(parts))
    bodies.update({f"{name}Written": part for name, part in renamed["parts"].items()})
    return dict(renamed["schema"], title=model.__name__) if model.__name__.startswith("BodyOf") else renamed["schema"]


def _renamed(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {
            key: _new_reference(part, names) if key == "$ref" else _renamed(part, names) for key, part in value.items()
        }
    return [_renamed(part, names) for part in value] if isinstance(value, list) else value


def _new_reference(reference: str, names: set[str]) -> str:
    name = re.sub(r".*/", "", reference)
    return _REFERENCE.format(model=f"{name}Written") if name in names else reference


def _success(endpoint: Endpoint) -> dict[str, Any]:
    headers = {name: {"schema": {"type": "string"}, "description": says} for name, says in _RATE_HEADERS.items()}
    if endpoint.media != JSON:
        schema = {"type": "string"} if endpoint.media.startswith("text/") else {"type": "string", "format": "binary"}
        return {"description": "The file.", "headers": headers, "content": {endpoint.media: {"schema": schema}}}
    if endpoint.shape is None:
        return {"description": "Done.", "headers": headers}
    return {"description": "The answer.", "headers": headers, "content": {JSON: {"schema": endpoint.shape.schema}}}


def _failures(endpoint: Endpoint) -> dict[str, Any]:
    statuses = [401, 403, 404, 422, 429, 503]
    if not endpoint.is_read:
        statuses += [400, 409, 411, 413, 415]
    elif endpoint.media != JSON:
        statuses.append(409)
    return {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(statuses)}


_RATE_HEADERS = {
    "RateLimit-Policy": "How many requests a key has in how many seconds.",
    "RateLimit": "How many are left, and in how many seconds they are counted anew.",
}

_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A word of your own for this request: repeated under it, it is done once and answered alike.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}

_PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457); the codes are listed in docs/reference/errors.md.",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "remedy": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["pointer", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code", "remedy"],
}

_SAID = {
    400: "The request cannot be read.",
    401: "The key is missing, wrong, expired or revoked.",
    403: "The key may not do this.",
    404: "There is nothing here.",
    409: "It does not go with how things stand.",
    411: "The length is not said.",
    413: "The body is too large.",
    415: "The body is of another type.",
    422: "Something in the request is wrong.",
    429: "The key has asked too often.",
    503: "The database does not answer right now.",
}
_RESPONSES = {
    f"Problem{status}": {
        "description": says,
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, says in _SAID.items()
}
