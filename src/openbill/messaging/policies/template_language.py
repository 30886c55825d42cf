"""The language of templates: what of Jinja a text may use, and how far it may go.

A template is written by an organization and filled with what customers are called. It can print values, ask and
repeat, and nothing else: nothing is called, no attribute of an object is reached, nothing can be multiplied.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from openbill.messaging.policies.template_filters import FILTERS, INNER_FILTERS, NotPossible, kind_of, printed

TESTS = ("odd", "even", "none")

_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Const,
    nodes.Tuple,
    nodes.List,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
)


class NameUnknown(Exception):
    """A template names a value that was not given."""

    def __init__(self, name: str, known: list[str], line: int | None = None) -> None:
        super().__init__(name)
        self.name, self.known, self.line = name, sorted(known), line

    @property
    def nearest(self) -> str:
        return next(iter(get_close_matches(self.name, self.known, n=1, cutoff=0.0)), "none")


class TextEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without loader, globals and calls, in which only data can be looked into."""

    def __init__(self, *, is_html: bool) -> None:
        super().__init__(
            loader=None,
            autoescape=is_html,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=printed,
            cache_size=0,
        )
        self.globals.clear()
        self.filters = {**FILTERS, **INNER_FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping):
            if argument not in obj:
                raise NameUnknown(str(argument), [str(key) for key in obj])
            return obj[argument]
        if isinstance(obj, list | tuple) and isinstance(argument, int):
            if not -len(obj) <= argument < len(obj):
                raise NotPossible(f"the list has {len(obj)} entries, and none at {argument}")
            return obj[argument]
        raise NotPossible(f"{kind_of(obj)} has nothing in it that is called {argument}")

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - nothing is
        return False


@dataclass(frozen=True)
class NamesOfTemplate:
    """Which values a template needs, with the line that first says so, and how its lines say what they look into."""

    needed: Mapping[str, int]
    paths: Mapping[tuple[int, str], str]


def confine(template: nodes.Template) -> NamesOfTemplate:
    """Refuse what no template may do, bind each loop to the budget, and tell the names. Raises NotPossible.

    The tree is changed: what is gone through and what is put together passes INNER_FILTERS.
    """
    needed: dict[str, int] = {}
    paths: dict[tuple[int, str], str] = {}
    for node, bound in _walk(template, frozenset()):
        _refuse_forbidden(node)
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in bound:
            needed.setdefault(node.name, node.lineno)
        elif isinstance(node, nodes.Getattr):
            paths[node.lineno, node.attr] = _path(node)
    for loop in list(template.find_all(nodes.For)):
        loop.iter = _through("repeated", loop.iter)
    for joined in list(template.find_all(nodes.Concat)):
        joined.nodes = [_through("printed", part) for part in joined.nodes]
    return NamesOfTemplate(needed, paths)


def _through(name: str, value: nodes.Node) -> nodes.Filter:
    assert isinstance(value, nodes.Expr)
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


def _walk(node: nodes.Node, bound: frozenset[str]) -> Iterator[tuple[nodes.Node, frozenset[str]]]:
    """Every node, with the names that the loops around it give."""
    yield node, bound
    if not isinstance(node, nodes.For):
        for child in node.iter_child_nodes():
            yield from _walk(child, bound)
        return
    inside = bound | {"loop"} | ({node.target.name} if isinstance(node.target, nodes.Name) else set())
    yield from _walk(node.iter, bound)
    for child in (node.target, *node.body, *([node.test] if node.test else [])):
        yield from _walk(child, inside)
    for child in node.else_:
        yield from _walk(child, bound)


def _refuse_forbidden(node: nodes.Node) -> None:
    problem = None
    if isinstance(node, nodes.Call):
        problem = "nothing can be called"
    elif isinstance(node, nodes.BinExpr | nodes.UnaryExpr) and not isinstance(node, _ALLOWED):
        problem = "nothing can be calculated"
    elif not isinstance(node, _ALLOWED):
        problem = f"{type(node).__name__.lower()} is not possible"
    elif isinstance(node, nodes.For) and node.recursive:
        problem = "a loop cannot be recursive"
    elif isinstance(node, nodes.For) and not isinstance(node.target, nodes.Name):
        problem = "a loop gives each entry one name"
    elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
        problem = f"there is no filter {node.name}; there are {', '.join(FILTERS)}"
    elif isinstance(node, nodes.Test) and node.name not in TESTS:
        problem = f"there is no test {node.name}; there are {', '.join(TESTS)}"
    elif isinstance(node, nodes.Filter | nodes.Test) and (node.kwargs or node.dyn_args or node.dyn_kwargs):
        problem = f"{node.name} takes no named arguments"
    elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        problem = f"{node.attr} is not a placeholder"
    if problem is not None:
        raise NotPossible(problem, node.lineno)


def _path(node: nodes.Expr) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_path(node.node)}[]"
    return node.name if isinstance(node, nodes.Name) else "…"
