"""How a value is written in a request: text that is read once, strictly, or refused in words."""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
LARGEST_WHOLE_NUMBER = 1_000_000
LONGEST_TEXT = 10_000
MOST_ROWS = 1_000
"""So many parts of a list are taken with one request."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_IDENTIFIER = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NUMBER = re.compile(r"-?[0-9]{1,19}(\.[0-9]{1,12})?")
_NOT_KEPT = re.compile("[\0\ud800-\udfff]")


def _text(text: str) -> str:
    if _NOT_KEPT.search(text):
        raise ValueError("it holds a character that no database keeps.")
    return text


def _day(text: str) -> date:
    day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"write a day as YYYY-MM-DD, from {FIRST_DAY} to {LAST_DAY}.")
    return day


def _instant(text: str) -> datetime:
    if not _INSTANT.fullmatch(text):
        raise ValueError("write an instant as RFC 3339 says, such as 2026-11-27T08:30:00Z.")
    instant = datetime.fromisoformat(text.upper())
    if not FIRST_DAY.year <= instant.year <= LAST_DAY.year:
        raise ValueError(f"it lies outside the years {FIRST_DAY.year} to {LAST_DAY.year}.")
    return instant.astimezone(UTC)


def _identifier(text: str) -> UUID:
    if not _IDENTIFIER.fullmatch(text):
        raise ValueError("it is not an identifier, such as 0198c0de-7d3e-7c11-9e4f-1c2d3e4f5a6b.")
    return UUID(text)


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError('write a number as text, with a point before the decimals: "19.5".')
    return Decimal(text)


def _content(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("it is not Base64.") from None


def _written(read: Callable[[str], Any], **schema: Any) -> Any:
    """Text in a request that becomes a value."""
    return Annotated[str, AfterValidator(read), WithJsonSchema({"type": "string", **schema})]


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_text)]
Day = _written(_day, format="date", examples=["2026-11-27"])
Instant = _written(_instant, format="date-time", examples=["2026-11-27T08:30:00Z"])
Identifier = _written(_identifier, format="uuid")
Number = _written(_number, pattern=r"^-?[0-9]{1,19}(\.[0-9]{1,12})?$", examples=["19.5"])
Content = _written(_content, contentEncoding="base64")
WholeNumber = Annotated[int, Field(ge=-LARGEST_WHOLE_NUMBER, le=LARGEST_WHOLE_NUMBER)]


class WrittenMoney(BaseModel):
    """An amount as text, and its currency."""

    model_config = ConfigDict(extra="forbid", title="Money")

    amount: Annotated[
        str, Field(pattern=r"^-?[0-9]{1,19}(\.[0-9]{1,12})?$", max_length=40, json_schema_extra={"example": "1204.50"})
    ]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", json_schema_extra={"example": "EUR"})]


def _money(written: WrittenMoney) -> Money:
    try:
        return Money.of(written.amount, written.currency)
    except Refusal as refusal:
        raise ValueError(str(refusal)) from None


Amount = Annotated[WrittenMoney, AfterValidator(_money)]

VALUES: dict[Any, Any] = {
    str: Text,
    int: WholeNumber,
    bool: bool,
    date: Day,
    datetime: Instant,
    UUID: Identifier,
    Decimal: Number,
    bytes: Content,
    Money: Amount,
}
"""How each of our types is written in a request."""
