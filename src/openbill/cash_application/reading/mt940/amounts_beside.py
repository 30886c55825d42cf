"""Amounts that are told beside what was booked: charges, and what was ordered in another currency."""

import re
from dataclasses import dataclass

from openbill.cash_application.errors import StatementCannotBeRead
from openbill.cash_application.reading.mt940.information import Information
from openbill.cash_application.reading.mt940.read_booking import Booking
from openbill.cash_application.reading.mt940.values import read_amount
from openbill.cash_application.reading.place import Place
from openbill.primitives.money import Money

_WITH_CURRENCY = re.compile(r"([A-Z]{3})? *([0-9.,]+) *([A-Z]{3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class AmountsBeside:
    """What a bank kept, and what was ordered in another currency; both positive, None where not told.

    `supplement` is what else field 61 says, and `unread` the amounts that cannot be read, as they are written.
    """

    charges: Money | None
    instructed: Money | None
    supplement: str
    unread: tuple[str, ...]


def read_amounts_beside(booking: Booking, information: Information, place: Place) -> AmountsBeside:
    """The amounts of fields 61 (/OCMT/, /CHGS/) and 86 (COAM, OAMT).

    What was collected and came back costs more than it was: without word of the charges they are what is more.
    """
    currency = booking.amount.currency
    ordered, supplement = _taken("OCMT", booking.supplement, place)
    charges, supplement = _taken("CHGS", supplement, place)
    kept = _amount(information.charges, currency, place)
    original = _amount(information.original, currency, place)
    if charges is None:
        charges = kept
    if charges is None and original is not None and original.currency == currency:
        charges = -booking.amount - original
    told = (("COAM", information.charges, kept), ("OAMT", information.original, original))
    return AmountsBeside(
        charges=charges if charges is not None and charges.is_positive else None,
        instructed=next((each for each in (ordered, original) if each is not None and each.currency != currency), None),
        supplement=supplement,
        unread=tuple(f"{mark}+{text}" for mark, text, amount in told if text and amount is None),
    )


def _taken(word: str, supplement: str, place: Place) -> tuple[Money | None, str]:
    """The amount behind a word between strokes, and the text without both; the whole text where it cannot be read."""
    found = re.search(rf"/{word}/([A-Z]{{3}}[0-9.,]+)/?", supplement, re.ASCII)
    amount = _amount(found[1], "", place) if found else None
    if found is None or amount is None:
        return None, supplement
    return amount, supplement.replace(found[0], "").strip()


def _amount(text: str, currency: str, place: Place) -> Money | None:
    found = _WITH_CURRENCY.fullmatch(text)
    if found is None:
        return None
    try:
        return read_amount(found[2], found[1] or found[3] or currency, place)
    except StatementCannotBeRead:
        return None
