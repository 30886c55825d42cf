"""Whose statement it is, its number, and what stood on the account."""

import re

from openbill.cash_application.reading.days import day_of_six
from openbill.cash_application.reading.mt940.fields import Field
from openbill.cash_application.reading.mt940.values import read_amount
from openbill.cash_application.reading.place import Place
from openbill.cash_application.types.statements import Balance
from openbill.primitives.currency import is_currency

_CURRENCY_BEHIND = re.compile(r"(.*[0-9])[ ]*([A-Z]{3})")
_BALANCE = re.compile(r"(.?)([0-9]{6})([A-Z]{3})(.*)", re.ASCII)
_NUMBER = re.compile(r"([0-9]*)(?:/([0-9]*))?", re.ASCII)


def read_account(field: Field, place: Place) -> tuple[str, str, str]:
    """The account, its bank and its currency, the last two blank where not told.

    Banks write the account alone, or their code or BIC before it and the currency behind. Refused where it is blank.
    """
    parts = [part for each in field.lines[0].split("/") if (part := each.strip())]
    currency = parts.pop() if len(parts) > 1 and is_currency(parts[-1]) else ""
    account = parts.pop() if parts else ""
    if not currency and (found := _CURRENCY_BEHIND.fullmatch(account)) and is_currency(found[2]):
        account, currency = found[1], found[2]
    account = "".join(account.split())
    if not account:
        raise place.at(field.line).refusal(reason="no account is told")
    bank = "/".join(parts) or " ".join(each.strip() for each in field.lines[1:])
    return account, bank, currency


def read_number(field: Field | None, *, is_part: bool) -> str:
    """The bank's count of its statements, with the page behind it where there are several; blank where it has none."""
    found = _NUMBER.fullmatch(field.lines[0].strip()) if field else None
    if found is None:
        return field.lines[0].strip() if field else ""
    number, page = ((each or "").lstrip("0") for each in found.groups())
    return f"{number}/{page}" if number and page and (page != "1" or is_part) else number


def read_balance(field: Field, place: Place) -> Balance:
    """What stood on the account; refused where sign, day, currency or amount cannot be read."""
    place = place.at(field.line)
    text = field.lines[0].strip()
    found = _BALANCE.fullmatch(text)
    if found is None:
        raise place.refusal(reason=f'"{text[:40]}" is no balance')
    sign, day, currency, number = found.groups()
    if sign not in ("C", "D"):
        raise place.refusal(reason=f'"{sign}" is neither C nor D')
    amount = read_amount(number, currency, place)
    return Balance(on=day_of_six(day, place), amount=amount if sign == "C" else -amount)
