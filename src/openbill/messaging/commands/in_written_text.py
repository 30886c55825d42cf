"""Refuse what no log and no table can hold in the arguments of a command, before it begins."""

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, ParamSpec, TypeVar

from openbill.messaging.errors import UnwritableCharacter

P = ParamSpec("P")
R = TypeVar("R")

_UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")


def in_written_text(*names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Have these arguments (texts, or lists and dataclasses of them) checked ahead of the command.

    The log is written before the act runs, and can hold neither NUL nor half a surrogate: whoever gave them
    would hear of the log, not of the text. Raises UnwritableCharacter.
    """

    def around(command: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(command)
        def run(*positional: P.args, **arguments: P.kwargs) -> R:
            for name in names:
                found = _unwritable(name.replace("_", " "), arguments.get(name))
                if found is not None:
                    field, character = found
                    raise UnwritableCharacter(field=field, character=f"U+{ord(character):04X}")
            return command(*positional, **arguments)

        return run

    return around


def _unwritable(field: str, value: Any) -> tuple[str, str] | None:
    """The field and the character of the first text that cannot be written."""
    if isinstance(value, str):
        found = _UNWRITABLE.search(value)
        return None if found is None else (field, found[0])
    if isinstance(value, list | tuple):
        return _first(_unwritable(field, each) for each in value)
    if is_dataclass(value):
        return _first(_unwritable(part.replace("_", " "), getattr(value, part)) for part in value.__dataclass_fields__)
    if isinstance(value, Mapping):
        return _first(_unwritable(f"{field} {name}", each) for name, each in value.items())
    return None


def _first(found: Iterator[tuple[str, str] | None]) -> tuple[str, str] | None:
    return next((each for each in found if each is not None), None)
