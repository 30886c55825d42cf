"""Refuse control characters in the arguments of a command before it begins."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from openbill.organizations.policies.plain_text import plain_text

P = ParamSpec("P")
R = TypeVar("R")


def in_plain_text(*fields: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Have these arguments checked ahead of the command, where they are given.

    The log is written before the act runs, and cannot hold some of these characters (NUL, half a surrogate):
    whoever gave them would hear of the log, not of the name. Raises UnseenCharacter.
    """

    def around(command: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(command)
        def run(*positional: P.args, **arguments: P.kwargs) -> R:
            for field in fields:
                text = arguments.get(field)
                if isinstance(text, str):
                    plain_text(field.replace("_", " "), text)
            return command(*positional, **arguments)

        return run

    return around
