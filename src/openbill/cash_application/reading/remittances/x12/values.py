"""Amounts and days as X12 writes them; what cannot be read is refused with its line."""

import re
from datetime import date
from decimal import Decimal

from openbill.cash_application.reading.remittances.unreadable import unreadable
from openbill.cash_application.reading.remittances.x12.segments import Segment
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,6})?|\.[0-9]{1,6})", re.ASCII)


def amount_at(segment: Segment, position: int, currency: str, file: str) -> Money | None:
    """An amount in major units with a point before its decimals; None where none is told."""
    text = segment.at(position)
    if not text:
        return None
    if not _AMOUNT.fullmatch(text):
        raise unreadable(file, segment.line, f'"{text[:40]}" is no amount')
    try:
        return Money.of(Decimal(text), currency)
    except Refusal as refusal:
        raise unreadable(file, segment.line, refusal.message.rstrip(".")) from None


def day_at(segment: Segment, position: int, file: str) -> date | None:
    """A day as YYYYMMDD; None where none is told."""
    text = segment.at(position)
    if not text:
        return None
    try:
        if len(text) != 8 or not text.isdigit():
            raise ValueError(text)
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise unreadable(file, segment.line, f'"{text[:40]}" is no date') from None
