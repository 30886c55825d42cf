"""How answers are written: the JSON of our values, and the schema that says the same to a reader.

Both are made once, from the types. An amount in minor units (`open_minor`) is written as a decimal string without the
ending (`open`), in the currency that stands beside it or above it.
"""

import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import SecretStr

from openbill.api.pages import Page
from openbill.primitives.money import Money, decimal_string
from openbill.webhooks.policies.readable_facts import readable_facts

Schema = dict[str, Any]
Currencies = Mapping[str, str]
"""The currencies in force at a place of an answer, by the name of their field."""

Write = Callable[[Any, Currencies], Any]

MINOR = "_minor"
AMOUNT: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "examples": ["1204.50"]}


@dataclass(frozen=True)
class Shape:
    """The schema of a type, and what writes a value of it."""

    schema: Schema
    write: Write


@dataclass
class Shapes:
    """The shapes of all types that answers are made of; objects are components, each under one name."""

    components: dict[str, Schema] = field(default_factory=dict)
    _names: dict[Any, str] = field(default_factory=dict)
    _writers: dict[Any, Write] = field(default_factory=dict)

    def of(self, annotation: Any) -> Shape:
        """The shape of a type. Raises TypeError where nobody has said how it is written."""
        if annotation in _PLAIN:
            return _PLAIN[annotation]
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin in (Union, types.UnionType):
            return self._union(inner)
        if origin in (tuple, list, Sequence, frozenset):
            return self._list(self.of(inner[0]), is_sorted=origin is frozenset)
        if origin is dict and inner[1] is Any:
            return Shape({"type": "object", "additionalProperties": True}, lambda value, _: readable_facts(value))
        if origin in (dict, Mapping):
            part = self.of(inner[1])
            return Shape(
                {"type": "object", "additionalProperties": part.schema},
                lambda value, above: {_key(key): part.write(each, above) for key, each in value.items()},
            )
        if origin is Literal:
            return Shape({"type": "string", "enum": list(inner)}, _as_it_is)
        if origin is Page:
            return self._page(inner[0])
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return Shape({"type": "string", "enum": [each.value for each in annotation]}, lambda value, _: value.value)
        if is_dataclass(annotation) or hasattr(annotation, "_fields"):
            return self._object(annotation)
        raise TypeError(f"Nobody has said how {annotation} is written in an answer.")

    def _union(self, inner: Sequence[Any]) -> Shape:
        kept = [each for each in inner if each is not type(None)]
        assert len(kept) == 1, f"An answer is one thing or nothing, not {inner}."
        shape = self.of(kept[0])
        return Shape(
            {"anyOf": [shape.schema, {"type": "null"}]},
            lambda value, above: None if value is None else shape.write(value, above),
        )

    @staticmethod
    def _list(part: Shape, *, is_sorted: bool = False) -> Shape:
        schema = {"type": "array", "items": part.schema}
        if is_sorted:
            return Shape(schema, lambda value, above: [part.write(each, above) for each in sorted(value)])
        return Shape(schema, lambda value, above: [part.write(each, above) for each in value])

    def _page(self, row: Any) -> Shape:
        rows = self._list(self.of(row))
        name = f"PageOf{row.__name__}"
        self.components[name] = {
            "type": "object",
            "description": "Some rows of a list; `next` is the address of the following page, null on the last.",
            "properties": {
                "data": rows.schema,
                "next": {"anyOf": [{"type": "string", "format": "uri-reference"}, {"type": "null"}]},
            },
            "required": ["data", "next"],
        }
        return Shape(_reference(name), lambda value, above: {"data": rows.write(value.data, above), "next": value.next})

    def _object(self, values: Any) -> Shape:
        """An object; its writer looks fields up when it runs, so that a type may hold itself."""
        if values not in self._names:
            name = values.__name__ if values.__name__ not in self.components else _name_with_domain(values)
            self._names[values] = name
            self.components[name] = {}
            hints = get_type_hints(values)
            names = [each.name for each in fields(values)] if is_dataclass(values) else list(values._fields)
            parts = {each: self._part(each, hints[each]) for each in names}
            self.components[name] = {
                "type": "object",
                "description": " ".join((inspect.getdoc(values) or "").split()),
                "properties": {_shown_name(each): part.schema for each, part in parts.items()},
                "required": [_shown_name(each) for each in names],
            }
            self._writers[values] = _writer_of(parts)
        return Shape(_reference(self._names[values]), lambda value, above: self._writers[values](value, above))

    def _part(self, name: str, annotation: Any) -> Shape:
        if not name.endswith(MINOR):
            return self.of(annotation)
        currency = "functional_currency" if name.startswith("functional") else "currency"
        amount = Shape(AMOUNT, lambda value, above: decimal_string(value, above[currency]))
        if annotation is int:
            return amount
        if get_args(annotation) == (int, type(None)):
            return Shape(
                {"anyOf": [AMOUNT, {"type": "null"}]},
                lambda value, above: None if value is None else amount.write(value, above),
            )
        assert annotation == tuple[int, ...], f"{name} is no amount: {annotation}."
        return self._list(amount)


def _writer_of(parts: Mapping[str, Shape]) -> Write:
    named = [(name, _shown_name(name), part.write) for name, part in parts.items()]
    currencies = [name for name in parts if name in ("currency", "functional_currency")]

    def write(value: Any, above: Currencies) -> Any:
        if currencies:
            above = {**above, **{name: getattr(value, name) for name in currencies}}
        return {shown: put(getattr(value, name), above) for name, shown, put in named}

    return write


def _shown_name(name: str) -> str:
    return name.removesuffix(MINOR)


def _key(key: Any) -> str:
    return key.value if isinstance(key, Enum) else str(key)


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _name_with_domain(values: Any) -> str:
    return f"{values.__module__.split('.')[1].capitalize()}{values.__name__}"


def _as_it_is(value: Any, _: Currencies) -> Any:
    return value


MONEY: Schema = {
    "type": "object",
    "description": "An amount as a decimal string, and its currency (ISO 4217).",
    "properties": {"amount": AMOUNT, "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]}},
    "required": ["amount", "currency"],
}

_PLAIN: dict[Any, Shape] = {
    str: Shape({"type": "string"}, _as_it_is),
    int: Shape({"type": "integer"}, _as_it_is),
    # Never an amount: shares and probabilities only.
    float: Shape({"type": "number"}, _as_it_is),
    bool: Shape({"type": "boolean"}, _as_it_is),
    UUID: Shape({"type": "string", "format": "uuid"}, _as_it_is),
    date: Shape({"type": "string", "format": "date"}, _as_it_is),
    datetime: Shape({"type": "string", "format": "date-time"}, _as_it_is),
    Decimal: Shape(AMOUNT, lambda value, _: format(value, "f")),
    Any: Shape({}, _as_it_is),
    SecretStr: Shape({"type": "string"}, lambda value, _: value.get_secret_value()),
    Money: Shape(
        MONEY,
        lambda value, _: {
            "amount": decimal_string(value.minor_units, value.currency),
            "currency": value.currency,
        },
    ),
}
