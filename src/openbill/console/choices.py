"""Choices that come with an address or a form."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest

Choice = TypeVar("Choice", bound=StrEnum)


def choice(request: HttpRequest, name: str, kind: type[Choice], usual: Choice) -> Choice:
    """The choice that an address makes; the usual one where it makes none, or one that there is not."""
    try:
        return kind(request.GET.get(name, usual))
    except ValueError:
        return usual


def named_identifier(request: HttpRequest, name: str) -> UUID | None:
    """The identifier that an address or a form names; None where it names none, or none that can be read."""
    return next(iter(identifiers([_named(request, name)])), None)


def named_day(request: HttpRequest, name: str) -> date | None:
    """The day that an address or a form names; None where it names none, or none that can be read."""
    try:
        return date.fromisoformat(_named(request, name))
    except ValueError:
        return None


def identifiers(texts: Iterable[str]) -> list[UUID]:
    """The identifiers among texts, each once, in their order; whatever is none is passed over."""
    found: dict[UUID, None] = {}
    for text in texts:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)


def _named(request: HttpRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name, "")
