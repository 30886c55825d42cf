"""Choices that come with an address."""

from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest

Choice = TypeVar("Choice", bound=StrEnum)


def choice(request: HttpRequest, name: str, kind: type[Choice], usual: Choice) -> Choice:
    """The choice that an address makes; the usual one where it makes none, or one that there is not."""
    try:
        return kind(request.GET.get(name, usual))
    except ValueError:
        return usual
