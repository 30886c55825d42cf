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
                for field, text in _texts(name.replace("_", " "), arguments.get(name)):
                    found = _UNWRITABLE.search(text)
                    if found is not None:
                        raise UnwritableCharacter(field=field, character=f"U+{ord(found[0]):04X}")
            return command(*positional, **arguments)

        return run

    return around


def _texts(field: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(f"{field} {name}", each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(field, each)
    elif is_dataclass(value):
        for part in value.__dataclass_fields__:
            yield from _texts(part.replace("_", " "), getattr(value, part))
