"""One endpoint: how it is asked, what it needs, and what answers."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_type_hints

from django.http import HttpResponse
from pydantic import BaseModel

from openbill.api.inputs import model_of_arguments
from openbill.api.outputs import Shape, Shapes
from openbill.foundation.command import commands

JSON, PDF, CSV = "application/json", "application/pdf", "text/csv"
BYTES = "application/octet-stream"
PAGED = "after"
ANYONE = ""
"""The permission of what every key may ask."""

SHAPES = Shapes()


@dataclass(frozen=True)
class FileAnswer:
    """A file instead of JSON."""

    content: bytes
    media: str
    name: str


@dataclass(frozen=True)
class Endpoint:
    """A row of the table.

    `answer` takes what the path and the request say as its arguments, and `context` where it wants it. What is read
    (GET) runs inside the organization's scope; what is done runs in commands, which open their own.
    """

    method: str
    path: str
    permission: str
    answer: Callable[..., Any]
    summary: str = ""
    status: int = 0
    media: str = JSON
    takes: str = JSON
    example: dict[str, Any] | None = None

    @cached_property
    def name(self) -> str:
        return self.answer.__name__

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The arguments that the path names."""
        return tuple(re.findall(r"\{([a-z_]+)\}", self.path))

    @cached_property
    def is_read(self) -> bool:
        return self.method == "GET"

    @cached_property
    def wants_context(self) -> bool:
        return "context" in inspect.signature(self.answer).parameters

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        named = (*self.places, "context", "content")
        return tuple(each for each in inspect.signature(self.answer).parameters if each not in named)

    @cached_property
    def path_model(self) -> type[BaseModel]:
        return model_of_arguments(f"PlaceOf_{self.name}", self.answer, self.places)

    @cached_property
    def query_model(self) -> type[BaseModel]:
        """What may stand behind the question mark: everything of a question; of an act only where it takes a file."""
        asked = self._asked if self.is_read or self.takes != JSON else ()
        return model_of_arguments(f"QueryOf_{self.name}", self.answer, asked)

    @cached_property
    def body_model(self) -> type[BaseModel] | None:
        """The JSON that an act takes; None where it takes nothing, or a file."""
        if self.is_read or self.takes != JSON or not self._asked:
            return None
        return model_of_arguments(f"BodyOf_{self.name}", self.answer, self._asked)

    @cached_property
    def shape(self) -> Shape | None:
        """How its answer is written; None where it has none, or is a file."""
        returned = get_type_hints(self.answer)["return"]
        return None if returned in (type(None), FileAnswer, HttpResponse) else SHAPES.of(returned)

    @cached_property
    def success(self) -> int:
        if self.status:
            return self.status
        return 204 if self.shape is None and self.media == JSON else 200

    @cached_property
    def title(self) -> str:
        return self.summary or (inspect.getdoc(self.answer) or "").split("\n")[0].rstrip(".")

    @cached_property
    def description(self) -> str:
        return inspect.getdoc(self.answer) or ""


def ask(path: str, permission: str, answer: Callable[..., Any], summary: str = "", *, media: str = JSON) -> Endpoint:
    """A question: what it answers with changes nothing."""
    return Endpoint("GET", path, permission, answer, summary, media=media)


def act(
    method: str,
    path: str,
    command: Callable[..., Any],
    summary: str = "",
    *,
    status: int = 0,
    example: dict[str, Any] | None = None,
    by: Callable[..., Any] | None = None,
) -> Endpoint:
    """A command as it is: its arguments are the body, its permission is the endpoint's.

    `by` answers in its place where its arguments are written in another way.
    """
    permission = commands[command.__name__].permission
    return Endpoint(method, path, permission, by or command, summary, status, example=example)
