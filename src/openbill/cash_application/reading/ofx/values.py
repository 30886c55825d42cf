"""Days and amounts as OFX writes them; what cannot be read is refused with its place."""

import re
from datetime import date

from openbill.cash_application.reading.amounts import money_of
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node
from openbill.primitives.money import Money

_AMOUNT = re.compile(r"([+-]?)(?=[.,]?[0-9])([0-9]{0,30})(?:[.,]([0-9]{0,30}))?", re.ASCII)
_DAY = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{4}|[0-9]{6}(?:\.[0-9]*)?)? ?(?:\[[^\]]{0,20}\])?",
    re.ASCII,
)
"""Behind the day may stand the time, and the zone in brackets."""


def read_amount(node: Node | None, currency: str, place: Place) -> Money:
    """An amount with its sign, and a point or a comma before its decimals."""
    if node is None:
        raise place.refusal(reason="no amount is told")
    place = place.at(node.line)
    if not currency:
        raise place.refusal(reason="the amount has no currency")
    found = _AMOUNT.fullmatch(node.value)
    if found is None:
        raise place.refusal(reason=f'"{node.value[:40]}" is no amount')
    return money_of(f"{found[1]}{found[2] or 0}.{found[3] or 0}", currency, place)


def read_day(node: Node | None, place: Place) -> date | None:
    """The day as the bank writes it, by its own clock; None where there is none."""
    if node is None:
        return None
    written = _DAY.fullmatch(node.value)
    try:
        return date.fromisoformat("-".join(written.groups()[:3]) if written else "")
    except ValueError:
        raise place.at(node.line).refusal(reason=f'"{node.value[:40]}" is no date') from None
