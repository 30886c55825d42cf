"""What a template may do to a value that it prints or goes through."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jinja2 import Environment, StrictUndefined, filters, pass_context, pass_environment
from jinja2.runtime import Context

MOST_REPETITIONS = 10_000
"""How often the loops of one text may go round, all together."""

LONGEST_SEPARATOR = 20
"""Characters between the entries of a list that is joined."""

BUDGET = "repetitions left"
"""The budget of a rendering among its values: no template can say a name with spaces."""


class NotPossible(Exception):
    """A template does what none may; `line` is known where the template was only read."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.line = problem, line


@dataclass
class Budget:
    repetitions: int = MOST_REPETITIONS


def kind_of(value: Any) -> str:
    """What a value is, in words."""
    kinds = ((bool, "yes or no"), (str, "a text"), (int | Decimal, "a number"), (list | tuple, "a list"))
    if value is None:
        return "nothing"
    return next((told for kind, told in kinds if isinstance(value, kind)), "a group of values")


def printed(value: Any) -> Any:
    """Text and numbers as they are, nothing for None; amounts and days are formatted by who gives them."""
    if value is None:
        return ""
    if isinstance(value, str | StrictUndefined) or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        return value
    raise NotPossible(f"{kind_of(value)} cannot be printed")


@pass_context
def repeated(context: Context, value: Any) -> Any:
    """What a loop goes over: a list of ours, as long as the budget lasts."""
    if not isinstance(value, list | tuple):
        raise NotPossible(f"only a list is gone through, and this is {kind_of(value)}")
    budget = context[BUDGET]
    budget.repetitions -= len(value)
    if budget.repetitions < 0:
        raise NotPossible(f"its loops go round more than {MOST_REPETITIONS:,} times")
    return value


@pass_environment
def joined(environment: Environment, value: Any, separator: str = "", attribute: str | None = None) -> str:
    """The entries of a list in a row, or what they have under a name: items | join(", ", "number")."""
    if not isinstance(value, list | tuple):
        raise NotPossible(f"only a list is joined, and this is {kind_of(value)}")
    if len(separator) > LONGEST_SEPARATOR:
        raise NotPossible(f"what stands between the entries has more than {LONGEST_SEPARATOR} characters")
    entries = [printed(entry if attribute is None else environment.getitem(entry, attribute)) for entry in value]
    return separator.join(map(str, entries))


def _of_text(act: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: act(printed(value))


@pass_environment
def _first(environment: Environment, value: Any) -> Any:
    return environment.getitem(value, 0)


@pass_environment
def _last(environment: Environment, value: Any) -> Any:
    return environment.getitem(value, -1)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "upper": _of_text(filters.do_upper),
    "lower": _of_text(filters.do_lower),
    "capitalize": _of_text(filters.do_capitalize),
    "title": _of_text(filters.do_title),
    "trim": _of_text(filters.do_trim),
    "length": len,
    "join": joined,
    "first": _first,
    "last": _last,
}
"""By the names that templates say."""

INNER_FILTERS: Mapping[str, Callable[..., Any]] = {"repeated": repeated, "printed": printed}
"""Put into templates by `confine`, and not to be said by them."""
