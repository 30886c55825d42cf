"""A booking, as field 61 tells it."""

import re
from dataclasses import dataclass
from datetime import date

from openbill.cash_application.reading.days import day_of_six
from openbill.cash_application.reading.mt940.fields import Field
from openbill.cash_application.reading.mt940.values import identifier, read_amount, read_day_near
from openbill.cash_application.reading.mt940.wrapped import one_spaced
from openbill.cash_application.reading.place import Place
from openbill.primitives.money import Money

_BOOKING = re.compile(
    r"(?P<value>[0-9]{6})(?P<entry>[0-9]{4})?(?P<mark>[RE]?[CD])[A-Z]?[\n ]?"
    r"(?P<amount>[0-9.,]+)(?P<code>[A-Z][A-Z0-9]{3})?(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
"""Behind the mark may stand the third letter of the currency; some banks break the line there."""

_REFERENCE = 16
"""Characters of our reference; some banks fill them up and go on with a name."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What field 61 says: `amount` is negative where money went out, `code` the kind of booking (NTRF).

    `supplement` is what stands in further lines, or behind a reference that is full. What is expected may never come.
    """

    value_date: date
    booked_date: date
    amount: Money
    is_reversal: bool
    is_expected: bool
    code: str
    reference: str
    bank_reference: str
    supplement: str


def read_booking(field: Field, currency: str, place: Place) -> Booking:
    """The booking; refused where a day, the mark or the amount cannot be read.

    The mark RC takes a credit back, so that money goes out; RD is the other way round.
    """
    text = "\n".join(field.lines).strip()
    found = _BOOKING.fullmatch(text)
    if found is None:
        raise place.refusal(reason=f'"{text[:40]}" is no booking')
    value_date = day_of_six(found["value"], place)
    mark = found["mark"]
    amount = read_amount(found["amount"], currency, place)
    own, bank, supplement = _references(found["rest"])
    return Booking(
        value_date=value_date,
        booked_date=read_day_near(found["entry"], value_date, place) if found["entry"] else value_date,
        amount=amount if mark in ("C", "EC", "RD") else -amount,
        is_reversal=mark.startswith("R"),
        is_expected=mark.startswith("E"),
        code=found["code"] or "",
        reference=own,
        bank_reference=bank,
        supplement=supplement,
    )


def _references(text: str) -> tuple[str, str, str]:
    """Our reference, that of the bank behind two strokes, and the rest."""
    line, _, supplement = text.partition("\n")
    own, _, bank = line.partition("//")
    if len(own) > _REFERENCE:
        own, bank, supplement = line[:_REFERENCE], "", f"{line[_REFERENCE:]} {supplement}"
    return identifier(own), identifier(bank), one_spaced(supplement)
