"""Pages of a list: where the next one begins, said in a cursor that only we read."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from openbill.primitives.errors import Refusal

Row = TypeVar("Row")

ROWS, MOST_ROWS = 50, 200
LONGEST_CURSOR = 1_000


class CursorWrong(Refusal):
    """The cursor under `after` is none that this list has given."""

    remedy = "Take it from the `next` of the page before, or leave it out to begin."


class LimitWrong(Refusal):
    """A page has from 1 to {most} rows, not {limit}."""

    remedy = "Write a smaller limit, and follow `next`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """What comes in pages: `next` is the cursor of what is behind it, and is answered as an address."""

    next: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Paged, Generic[Row]):
    """Some rows of a list; `next` is the cursor of the rows behind them, None where there are none."""

    data: Sequence[Row]


def whole(rows: Sequence[Row]) -> Page[Row]:
    """A list that is short by its nature, on one page."""
    return Page(rows)


def page(rows: Sequence[Row], limit: int, place: Callable[[Row], Sequence[Any]]) -> Page[Row]:
    """The first `limit` rows of a list that was asked for one more; `place` names the keys by which it is sorted."""
    if len(rows) <= limit:
        return Page(rows)
    shown = rows[:limit]
    return Page(shown, next=cursor_of(place(shown[-1])))


def checked_limit(limit: int) -> int:
    """Raises LimitWrong."""
    if not 1 <= limit <= MOST_ROWS:
        raise LimitWrong(most=MOST_ROWS, limit=limit)
    return limit


def cursor_of(keys: Sequence[Any]) -> str:
    """The place behind a row, as text that goes into an address."""
    written = json.dumps([None if key is None else str(key) for key in keys], separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def place_of(cursor: str | None, *readers: Callable[[str], Any]) -> tuple[Any, ...] | None:
    """The keys of a cursor, each read as what it is; None without one. Raises CursorWrong."""
    if cursor is None:
        return None
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise CursorWrong
        keys = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        if not isinstance(keys, list) or len(keys) != len(readers) or not all(isinstance(key, str) for key in keys):
            raise CursorWrong
        if any("\0" in key for key in keys):
            raise CursorWrong
        return tuple(read(key) for read, key in zip(readers, keys, strict=True))
    except (ValueError, ArithmeticError, binascii.Error, RecursionError):
        raise CursorWrong from None
