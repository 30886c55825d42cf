"""Reading what a gateway sent, whose signature was checked: fields that are what they should be, or blank."""

import json
from typing import Any

from openbill.gateways.errors import NoticeNotGenuine
from openbill.primitives.currency import is_currency
from openbill.primitives.money import Money


def object_of(body: bytes) -> dict[str, Any]:
    """The JSON object of a message. Raises NoticeNotGenuine."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise NoticeNotGenuine(reason="it is no JSON.") from None
    if not isinstance(said, dict):
        raise NoticeNotGenuine(reason="it is no JSON object.")
    return said


def text(values: Any, *path: str) -> str:
    """The text at a path of names; blank where there is none."""
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return values if isinstance(values, str) else ""


def number(values: Any, *path: str) -> int | None:
    """The whole number at a path of names; None where there is none."""
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return values if isinstance(values, int) and not isinstance(values, bool) else None


def identifier(values: Any, name: str) -> str:
    """What a field refers to, whether it holds the name of an object or the object itself."""
    value = values.get(name) if isinstance(values, dict) else None
    return text(value, "id") if isinstance(value, dict) else value if isinstance(value, str) else ""


def money(minor: int | None, currency: str) -> Money | None:
    """An amount in minor units; None where one of both is missing or no currency."""
    code = currency.upper()
    return Money(minor, code) if minor is not None and is_currency(code) else None
