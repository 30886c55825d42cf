"""How arguments and results of commands are written as JSON and digested."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python


def as_json(value: Any) -> Any:
    """A value (dataclass, UUID, date, Decimal, bytes, list ...) as plain JSON types; decimals become strings."""
    return to_jsonable_python(value, bytes_mode="base64")


def canonical_bytes(value: Any) -> bytes:
    """The one byte string of a JSON value, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: Any) -> bytes:
    """SHA-256 over the canonical bytes of a JSON value."""
    return hashlib.sha256(canonical_bytes(value)).digest()


def summary(rows: Any) -> Mapping[str, Any]:
    """What the log keeps of a batch: how many rows, and a digest that proves which."""
    plain = as_json(list(rows))
    return {"count": len(plain), "digest": digest(plain).hex()}
