"""The one kind of error that a user is meant to read: a refusal."""

import inspect
import re
from string import Formatter
from typing import Any, ClassVar

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Refusal(Exception):
    """The act was refused.

    Base of everything that Openbill refuses on purpose. A subclass says in the first line of
    its docstring what is wrong, as a template over its facts, and in `remedy` what would be
    right:

        class InvoiceIsNotOpen(Refusal):
            \"\"\"Invoice {number} is not open.\"\"\"

            remedy = "Reopen it or choose another."

        raise InvoiceIsNotOpen(number="2026-0012")

    Everything that is not a Refusal is a fault of ours.
    """

    code: ClassVar[str] = "refusal"
    remedy: str = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "code" not in cls.__dict__:
            cls.code = _WORD_START.sub("_", cls.__name__).lower()

    def __init__(self, /, **facts: object) -> None:
        self.facts = facts
        self.message = self._told(_first_line(type(self)))
        self.remedy = self._told(type(self).remedy)
        super().__init__(self.message)

    @classmethod
    def templates(cls) -> tuple[str, str]:
        """What is wrong, and what would be right, with the names of facts in braces; for translators."""
        return _first_line(cls), cls.remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.facts)

    def _told(self, template: str) -> str:
        missing = sorted(_facts_named_in(template) - self.facts.keys())
        assert not missing, f"{type(self).__name__} is raised without the fact: {', '.join(missing)}."
        return template.format(**self.facts)


def _first_line(refusal: type[Refusal]) -> str:
    docstring = inspect.cleandoc(refusal.__doc__ or "")
    assert docstring, f"{refusal.__name__} needs a docstring: its first line is the message."
    return docstring.splitlines()[0]


def _facts_named_in(template: str) -> set[str]:
    names = (name for _, name, _, _ in Formatter().parse(template) if name is not None)
    return {re.split(r"[.\[]", name)[0] for name in names}


def _again(refusal: type[Refusal], facts: dict[str, object]) -> Refusal:
    return refusal(**facts)
