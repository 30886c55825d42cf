"""How arguments and results of commands are written as JSON and digested."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from openbill.foundation.errors import TextNotStorable

_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


def as_json(value: Any) -> Any:
    """A value (dataclass, UUID, date, Decimal, bytes, list ...) as plain JSON types; decimals become strings."""
    return to_jsonable_python(value, bytes_mode="base64")


def canonical_bytes(value: Any) -> bytes:
    """The one byte string of a JSON value, whatever the order of its keys. Raises TextNotStorable."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        raise _not_storable(value) from None
    if r"\u0000" in text and any("\0" in each for each in _texts(value)):
        raise _not_storable(value)
    return encoded


def digest(value: Any) -> bytes:
    """SHA-256 over the canonical bytes of a JSON value."""
    return hashlib.sha256(canonical_bytes(value)).digest()


def summary(rows: Any) -> Mapping[str, Any]:
    """What the log keeps of a batch: how many rows, and a digest that proves which."""
    plain = as_json(list(rows))
    return {"count": len(plain), "digest": digest(plain).hex()}


def _not_storable(value: Any) -> TextNotStorable:
    for text in _texts(value):
        found = _NOT_STORABLE.search(text)
        if found:
            around = _NOT_STORABLE.sub("?", text[max(found.start() - 20, 0) : found.end() + 20])
            return TextNotStorable(character=f"U+{ord(found[0]):04X}", around=around)
    raise AssertionError("Some text holds what cannot be stored.")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (key, *_texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
