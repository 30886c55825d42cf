"""Refuse what no log and no table can hold in the arguments of a command, before it begins."""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from openbill.foundation.command import inside_a_command
from openbill.messaging.errors import UnwritableCharacter

P = ParamSpec("P")
R = TypeVar("R")

_UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")


def in_written_text(*names: str, is_checked_inside: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Have these arguments (texts, or lists and dataclasses of them) checked ahead of the command.

    The log is written before the act runs, and can hold neither NUL nor half a surrogate: whoever gave them
    would hear of the log, not of the text. A command that checks each of its texts itself says `is_checked_inside`:
    within another command, where nothing is logged of it, they are not checked twice. Raises UnwritableCharacter.
    """

    def around(command: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(command)
        def run(*positional: P.args, **arguments: P.kwargs) -> R:
            for name in () if is_checked_inside and inside_a_command() else names:
                found = _unwritable(name, arguments.get(name))
                if found is not None:
                    field, character = found
                    raise UnwritableCharacter(field=field.replace("_", " "), character=f"U+{ord(character):04X}")
            return command(*positional, **arguments)

        return run

    return around


def _unwritable(field: str, value: Any) -> tuple[str, str] | None:
    """The field and the character of the first text that cannot be written."""
    for name, part in _parts(field, value):
        if isinstance(part, str):
            found = _UNWRITABLE.search(part)
            if found:
                return name, found[0]
        elif part and not isinstance(part, UUID):
            found_inside = _unwritable(name, part)
            if found_inside is not None:
                return found_inside
    return None


def _parts(field: str, value: Any) -> Iterable[tuple[str, Any]]:
    """What a value is made of, each part with the name of its field; nothing for a number, a day or an identifier."""
    if isinstance(value, str):
        return [(field, value)]
    if isinstance(value, list | tuple):
        return [(field, each) for each in value]
    if isinstance(value, Mapping):
        return [(f"{field} {name}", each) for name, each in value.items()]
    if is_dataclass(value):
        return [(name, getattr(value, name)) for name in value.__dataclass_fields__]
    return ()
