"""A statement, put together of its fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from openbill.cash_application.errors import StatementIsTruncated
from openbill.cash_application.reading.mt940.amounts_beside import read_amounts_beside
from openbill.cash_application.reading.mt940.fields import Field, Message
from openbill.cash_application.reading.mt940.information import noted
from openbill.cash_application.reading.mt940.read_booking import Booking, read_booking
from openbill.cash_application.reading.mt940.read_head import read_account, read_balance, read_number
from openbill.cash_application.reading.mt940.read_information import read_information
from openbill.cash_application.reading.mt940.wrapped import LINE, one_spaced, unwrapped
from openbill.cash_application.reading.place import Place
from openbill.cash_application.types.statements import Balance, Statement, StatementKind, StatementLine
from openbill.primitives.currency import is_currency
from openbill.primitives.errors import Refusal

_ACCOUNT, _NUMBER, _OPENING, _CLOSING = ("25", "25P"), ("28", "28C"), ("60", "60F", "60M"), ("62", "62F", "62M")
_PART = ("60M", "62M")
_COUNT = re.compile(r"[0-9]+", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", re.ASCII)

OTHER_COUNT = "The bank counts {count} bookings, and lists {listed}."


@dataclass(slots=True)
class _Told:
    """A booking with what belongs to it."""

    booking: Field
    information: list[str] = field(default_factory=list)


def read_statement(message: Message, place: Place, *, is_last: bool) -> Statement:
    """The statement of a message. One page of several stays one statement.

    Field 34F is in reports of the running day alone; every other statement closes with a balance. Available balances
    are left out. Refused without an account, or where something that counts once is told twice; StatementIsTruncated
    where the last statement of a file does not close.
    """
    place = place.at(message.line)
    account = _only(message, _ACCOUNT, place)
    if account is None:
        raise place.refusal(reason="no account is told")
    number, bank, currency = read_account(account, place)
    opening, closing = (_balance(message, tags, place) for tags in (_OPENING, _CLOSING))
    limit = next((each.lines[0][:3] for each in message.fields if each.tag == "34F"), "")
    is_interim = message.kind == "942" or bool(limit)
    if closing is None and not is_interim:
        raise _without_end(message, place, is_last=is_last)
    stated = next((each.amount.currency for each in (opening, closing) if each), "") or currency
    currency = stated or (limit if is_currency(limit) else "")
    bookings, notes = _gather(message.fields)
    lines, expected = [], 0
    for entry, told in enumerate(bookings, 1):
        at = replace(place, line=told.booking.line, entry=entry)
        booking = read_booking(told.booking, currency, at)
        if booking.is_expected:
            expected += 1
        else:
            lines.append(_line(booking, told.information, at))
    return Statement(
        place=f"statement {place.statement}",
        account=number,
        currency=currency,
        kind=StatementKind.INTERIM if is_interim else StatementKind.FINAL,
        number=read_number(_only(message, _NUMBER, place), is_part=any(each.tag in _PART for each in message.fields)),
        reference=next((each.lines[0].strip() for each in message.fields if each.tag == "20"), ""),
        bank=bank,
        opening=opening,
        closing=closing,
        lines=tuple(lines),
        pending=expected,
        warnings=(*_other_balance(opening, closing), *_other_count(message, len(bookings))),
        note=one_spaced(unwrapped(notes, LINE)),
    )


def _without_end(message: Message, place: Place, *, is_last: bool) -> Refusal:
    if not is_last:
        return place.refusal(reason="no closing balance is told")
    last = message.fields[-1]
    return StatementIsTruncated(file=place.file, reason=f"it breaks off in line {last.line + len(last.lines) - 1}")


def _only(message: Message, tags: Sequence[str], place: Place) -> Field | None:
    found = [each for each in message.fields if each.tag in tags]
    if len(found) > 1:
        raise place.at(found[1].line).refusal(reason=f":{found[1].tag}: is told twice")
    return found[0] if found else None


def _balance(message: Message, tags: Sequence[str], place: Place) -> Balance | None:
    found = _only(message, tags, place)
    return read_balance(found, place) if found else None


def _gather(fields: Sequence[Field]) -> tuple[list[_Told], list[str]]:
    """The bookings, each with the lines of field 86 that follow it, and the lines that belong to the whole."""
    bookings: list[_Told] = []
    whole: list[str] = []
    lines = whole
    for each in fields:
        if each.tag == "61":
            bookings.append(_Told(each))
            lines = bookings[-1].information
        elif each.tag == "86":
            lines.extend(each.lines)
        elif each.tag != "NS":
            lines = whole
    return bookings, whole


def _line(booking: Booking, lines: Sequence[str], place: Place) -> StatementLine:
    told = read_information(lines)
    beside = read_amounts_beside(booking, told, place)
    party, supplement = told.party, beside.supplement
    if not party.account and _IBAN.fullmatch(supplement):
        party, supplement = replace(party, account=supplement), ""
    return StatementLine(
        place=f"line {place.line}",
        booked_date=booking.booked_date,
        amount=booking.amount,
        value_date=booking.value_date,
        party=party,
        remittance=told.remittance,
        end_to_end_id=told.end_to_end_id or booking.reference,
        mandate_id=told.mandate_id,
        bank_reference=booking.bank_reference,
        code=told.code or booking.code,
        note=noted(told.note, supplement, *beside.unread),
        return_reason=told.return_reason,
        charges=beside.charges,
        instructed=beside.instructed,
        batch_id=told.batch_id,
        is_reversal=booking.is_reversal,
    )


def _other_balance(opening: Balance | None, closing: Balance | None) -> tuple[str, ...]:
    if opening is None or closing is None or opening.amount.currency == closing.amount.currency:
        return ()
    return ("A balance is in another currency than the account.",)


def _other_count(message: Message, listed: int) -> tuple[str, ...]:
    """What fields 90C and 90D count, where it is not what is listed."""
    counts = [_COUNT.match(each.lines[0]) for each in message.fields if each.tag in ("90C", "90D")]
    count = sum(int(found[0][:9]) for found in counts if found)
    return (OTHER_COUNT.format(count=count, listed=listed),) if counts and count != listed else ()
