"""What a request may say: the arguments of what answers it, as a model that reads them strictly."""

import inspect
import types
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from openbill.api.values import MOST_ROWS, VALUES
from openbill.customers.types import Unchanged

_STRICT = ConfigDict(extra="forbid")


def model_of_arguments(name: str, function: Callable[..., Any], wanted: Collection[str]) -> type[BaseModel]:
    """A model of some of a function's arguments; those with a default may be left out."""
    hints = get_type_hints(function)
    parameters = inspect.signature(function).parameters
    declared = {argument: (readable(hints[argument]), _default(parameters[argument].default)) for argument in wanted}
    return create_model(name, __config__=_STRICT, **declared)  # type: ignore[call-overload, no-any-return]


def stated(model: BaseModel) -> dict[str, Any]:
    """The arguments that the request states; for the others the function's own defaults count."""
    return {name: getattr(model, name) for name in type(model).model_fields if name in model.model_fields_set}


def readable(annotation: Any) -> Any:
    """The type by which pydantic reads one of ours."""
    if annotation in VALUES:
        return VALUES[annotation]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        kept = tuple(readable(each) for each in inner if each is not Unchanged)
        return Union[kept]  # noqa: UP007 - made while it runs
    if origin in (tuple, list, Sequence):
        part = readable(inner[0])
        return Annotated[list[part], Field(max_length=MOST_ROWS), AfterValidator(tuple)]  # type: ignore[valid-type]
    if origin in (dict, Mapping):
        return Annotated[dict[readable(inner[0]), readable(inner[1])], Field(max_length=MOST_ROWS)]  # type: ignore[misc]
    if is_dataclass(annotation):
        return _model_of_values(annotation)  # type: ignore[arg-type]
    if annotation in (Any, type(None)) or origin is Literal or issubclass(annotation, Enum):
        return annotation
    raise TypeError(f"Nobody has said how {annotation} is written in a request.")


@cache
def _model_of_values(values: Any) -> Any:
    """A frozen dataclass as a part of a body."""
    hints = get_type_hints(values)
    declared = {
        field.name: (
            readable(hints[field.name]),
            _default(field.default if field.default_factory is MISSING else inspect.Parameter.empty)
            if field.default is not MISSING or field.default_factory is MISSING
            else Field(default_factory=field.default_factory),
        )
        for field in fields(values)
    }
    model = create_model(values.__name__, __config__=_STRICT, __doc__=inspect.getdoc(values), **declared)  # type: ignore[call-overload]
    return Annotated[model, AfterValidator(lambda written: values(**stated(written)))]


def _default(default: Any) -> Any:
    if default in (inspect.Parameter.empty, MISSING):
        return ...
    if default is None or isinstance(default, str | int | Enum):
        # What is not JSON (a sentinel) stands for "not stated" and is never seen.
        return None if isinstance(default, Unchanged) else default
    return Field(default=default, json_schema_extra=_without_default)


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)
