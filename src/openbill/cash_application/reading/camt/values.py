"""Amounts, days and indicators as ISO 20022 writes them; what cannot be read is refused with its place."""

import re
from datetime import date

from openbill.cash_application.errors import StatementCannotBeRead
from openbill.cash_application.reading.amounts import checked_currency, money_of
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node, only
from openbill.primitives.money import Money

# Longer ones are no amounts of anybody, and would cost time.
_AMOUNT = re.compile(r"\+?(?=\.?[0-9])[0-9]{0,30}(\.[0-9]{0,30})?", re.ASCII)
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9:.]+)?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def read_amount(node: Node | None, place: Place) -> Money:
    """An amount with its currency, which is never negative here."""
    if node is None:
        raise place.refusal(reason="no amount is told")
    place = place.at(node.line)
    text, currency = node.value, node.currency
    if not currency:
        raise place.refusal(reason="the amount has no currency")
    checked_currency(currency, place)
    if not _AMOUNT.fullmatch(text):
        raise place.refusal(reason=f'"{text[:40]}" is no amount')
    return money_of(text, currency, place)


def amount_beside(node: Node | None, place: Place) -> Money | None:
    """An amount that moves nothing: None where it is not told or cannot be read."""
    if node is None:
        return None
    try:
        return read_amount(node, place)
    except StatementCannotBeRead:
        return None


def read_is_credit(node: Node, place: Place) -> bool:
    """Whether CdtDbtInd says that money came in."""
    found = only(node, "CdtDbtInd", place)
    if found is None:
        raise place.at(node.line).refusal(reason="it is not told whether money came in or went out")
    if found.value not in ("CRDT", "DBIT"):
        raise place.at(found.line).refusal(reason=f'"{found.value[:20]}" is neither CRDT nor DBIT')
    return found.value == "CRDT"


def read_day(node: Node | None, place: Place) -> date | None:
    """The day of a Dt or DtTm below the node, as the bank writes it; None where there is none.

    An instant with an offset stays on the day of the bank's own clock.
    """
    found = node and (node.first("Dt") or node.first("DtTm"))
    return day_of(found, place) if found else None


def day_of(node: Node, place: Place) -> date:
    """A date, or the date of an instant."""
    written = _DAY.fullmatch(node.value)
    try:
        return date.fromisoformat(written[1] if written else "")
    except ValueError:
        raise place.at(node.line).refusal(reason=f'"{node.value[:40]}" is no date') from None


def read_truth(node: Node | None, place: Place) -> bool:
    """Whether an indicator says yes; one that is not told says no."""
    if node is None:
        return False
    if node.value not in _TRUTHS:
        raise place.at(node.line).refusal(reason=f'"{node.value[:20]}" is neither true nor false')
    return _TRUTHS[node.value]


def identifier(text: str) -> str:
    """A reference as the bank tells it; blank where it says that there is none."""
    return "" if text.replace(" ", "").upper() in ("NOTPROVIDED", "NONREF") else text
