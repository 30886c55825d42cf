"""An account of a report: what stood on it, and what was booked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from openbill.cash_application.reading.amounts import checked_currency
from openbill.cash_application.reading.bai2.records import Fields, Record
from openbill.cash_application.reading.bai2.values import read_amount, read_units, take_funds
from openbill.cash_application.reading.place import Place
from openbill.cash_application.types.statements import Balance, Remittance, Statement, StatementKind, StatementLine
from openbill.primitives.money import Money

_OPENING, _CLOSING, _CURRENT = "010", "015", "030"
_MESSAGE = "890"


@dataclass(frozen=True, slots=True)
class Group:
    """What holds for all accounts of a group."""

    bank: str
    day: date
    currency: str
    kind: StatementKind
    reference: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A statement, and the sum of all amounts in its records as they are written, in minor units."""

    statement: Statement
    units: int


def read_account(record: Record, bookings: Iterable[Record], group: Group, place: Place) -> Account:
    """The statement of record 03 and the records 16 behind it.

    Ledger balances open and close it, in a report of the running day the current one; available balances are left out.
    Refused without an account, with a currency that is none, or where an amount or a kind of booking is not known.
    """
    at = replace(place, line=record.line)
    fields = Fields(record.lines)
    number = "".join(fields.take().split())
    if not number:
        raise at.refusal(reason="no account is told")
    currency = checked_currency(fields.take() or group.currency, at)
    summaries, units = _summaries(fields, currency, at)
    lines: list[StatementLine] = []
    messages: list[str] = []
    for entry, each in enumerate(bookings, 1):
        line, written = _booking(each, group.day, currency, replace(place, line=each.line, entry=entry))
        units += written
        if line.code == _MESSAGE:
            messages.append(line.remittance.text)
        else:
            lines.append(line)
    closing = summaries.get(_CLOSING)
    if closing is None and group.kind is StatementKind.INTERIM:
        closing = summaries.get(_CURRENT)
    opening = summaries.get(_OPENING)
    statement = Statement(
        place=f"statement {place.statement}",
        account=number,
        currency=currency,
        kind=group.kind,
        reference=group.reference,
        bank=group.bank,
        opening=Balance(group.day, opening) if opening is not None else None,
        closing=Balance(group.day, closing) if closing is not None else None,
        lines=tuple(lines),
        warnings=group.warnings,
        note=" ".join(messages),
    )
    return Account(statement, units)


def _summaries(fields: Fields, currency: str, place: Place) -> tuple[Mapping[str, Money], int]:
    """Amounts by their codes, and the sum of all; a code without an amount says nothing."""
    told: dict[str, Money] = {}
    units = 0
    while not fields.are_over:
        code, amount = fields.take(), fields.take()
        fields.take()
        take_funds(fields, place)
        units += read_units(amount, place)
        if amount:
            told[code] = read_amount(amount, currency, place)
    return told, units


def _booking(record: Record, day: date, currency: str, place: Place) -> tuple[StatementLine, int]:
    """A booking, and its amount as it is written; a negative one takes another back."""
    fields = Fields(record.lines)
    code, written = fields.take(), fields.take()
    amount = Money.zero(currency) if code == _MESSAGE else read_amount(written, currency, place)
    value_date = take_funds(fields, place)
    bank_reference, customer_reference = fields.take(), fields.take()
    return StatementLine(
        place=f"line {record.line}",
        booked_date=day,
        amount=amount if _is_credit(code, place) else -amount,
        value_date=value_date,
        remittance=Remittance(" ".join(" ".join(fields.take_rest()).split())),
        end_to_end_id=customer_reference,
        bank_reference=bank_reference,
        code=code,
        is_reversal=amount.is_negative,
    ), read_units(written, place)


def _is_credit(code: str, place: Place) -> bool:
    """By the hundreds; codes from 920 on are those of each bank."""
    number = int(code) if len(code) == 3 and code.isascii() and code.isdigit() else 0
    if 100 <= number < 400 or 920 <= number < 960 or code == _MESSAGE:
        return True
    if 400 <= number < 700 or number >= 960:
        return False
    raise place.refusal(reason=f'"{code[:20]}" is neither a credit nor a debit')
