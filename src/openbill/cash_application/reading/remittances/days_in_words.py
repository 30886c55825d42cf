"""A day that stands among words."""

import re
from datetime import date

from openbill.importing.policies.read_date import date_in_order
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.types.files import DateOrder

_DAY = re.compile(
    r"\b\d{4}([-/.])\d{1,2}\1\d{1,2}\b|\b\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2})\b"
    r"|\b\d{1,2}(?:st|nd|rd|th|er|\.)?[ -](?:de )?[^\W\d_]{3,10}\.?[ ,-]+(?:de )?\d{4}\b"
    r"|\b[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b"
)


def day_in(text: str, order: DateOrder) -> date | None:
    """The first day of a text; None where there is none."""
    for found in _DAY.finditer(text[:200]):
        try:
            return date_in_order(found[0], order)
        except CellRefused:
            continue
    return None


def without_days(text: str) -> str:
    """The text with its days blank, each letter in its place: they are no numbers of documents."""
    return _DAY.sub(lambda found: " " * len(found[0]), text)
