"""A program that calls the API with a key."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from openbill.organizations.commands.create_api_key import create_api_key
from openbill.primitives.identifiers import new_identifier

from .organizations import AnOrganization

PREFIX = "/api/v1"


@dataclass
class Answer:
    """What came back: the status, the JSON where it is JSON, headers and bytes."""

    status: int
    said: Any
    headers: Any
    content: bytes

    @property
    def code(self) -> str:
        return self.said["code"]


@dataclass
class Program:
    """A caller with a secret; paths are below /api/v1."""

    secret: str = ""
    client: Client = field(default_factory=lambda: Client(headers={"host": "localhost"}, raise_request_exception=False))

    def call(self, method: str, path: str, body: Any = None, *, key: str = "", **headers: str) -> Answer:
        if self.secret:
            headers.setdefault("authorization", f"Bearer {self.secret}")
        if key:
            headers["idempotency-key"] = key
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        content_type = headers.pop("content_type", "application/json")
        address = path if path.startswith("/api/") else PREFIX + path
        answer = self.client.generic(method, address, content, content_type=content_type, headers=headers)
        is_json = answer.headers.get("Content-Type", "").endswith("json")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Answer(answer.status_code, json.loads(content) if is_json else None, answer.headers, content)

    def get(self, path: str, **headers: str) -> Answer:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **more: str) -> Answer:
        return self.call("POST", path, body, **more)


def a_secret(firm: AnOrganization, role: str = "owner", **more: Any) -> str:
    """The secret of a new key."""
    created = create_api_key(name=f"key {new_identifier()}", role=role, context=firm.context(), **more)
    assert created.secret is not None
    return created.secret.get_secret_value()


def a_program(firm: AnOrganization, role: str = "owner") -> Program:
    """A program with a new key of a role."""
    return Program(a_secret(firm, role))
