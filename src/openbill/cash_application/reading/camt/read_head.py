"""Whose statement it is, and what stood on the account."""

from dataclasses import dataclass
from datetime import date

from openbill.cash_application.reading.camt.oddities import Oddities, Oddity
from openbill.cash_application.reading.camt.parties import read_account, read_bank
from openbill.cash_application.reading.camt.values import day_of, read_amount, read_day, read_is_credit
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node, only
from openbill.cash_application.types.statements import Balance, StatementKind
from openbill.primitives.currency import is_currency

OPENING = ("OPBD", "PRCD")
"""What was there before: the opening itself, else what the day before closed with."""

CLOSING = "CLBD"
INTERIM = "ITBD"


@dataclass(frozen=True, slots=True)
class Head:
    """What a statement tells before its bookings. `day` is for bookings that tell none; None where nothing is told."""

    account: str
    currency: str
    bank: str
    number: str
    reference: str
    opening: Balance | None
    closing: Balance | None
    day: date | None


def read_head(node: Node, kind: StatementKind, place: Place, oddities: Oddities) -> Head:
    """The head of a statement; refused without an account, or where a balance cannot be read."""
    account = only(node, "Acct", place)
    number = read_account(account)
    if account is None or not number:
        raise place.refusal(reason="no account is told")
    if node.text("CpyDplctInd") in ("DUPL", "CODU"):
        oddities.note(Oddity.DUPLICATE, place)
    opening, closing = read_balances(node, kind, place)
    currency = account.text("Ccy") or next((each.amount.currency for each in (opening, closing) if each), "")
    if currency and not is_currency(currency):
        raise place.at(account.line).refusal(reason=f'"{currency[:20]}" is no currency')
    if any(each.amount.currency != currency for each in (opening, closing) if each):
        oddities.note(Oddity.BALANCE_IN_OTHER_CURRENCY, place)
    return Head(
        account=number,
        currency=currency,
        bank=read_bank(account.first("Svcr")),
        number=_number(node),
        reference=node.text("Id"),
        opening=opening,
        closing=closing,
        day=closing.on if closing else _day(node, place),
    )


def _number(node: Node) -> str:
    """The bank's count of its statements, with the page where there are several."""
    number = node.one_of((("ElctrncSeqNb",), ("LglSeqNb",), ("Id",)))
    for name in ("StmtPgntn", "RptPgntn", "NtfctnPgntn"):
        page, is_last = node.text(name, "PgNb"), node.text(name, "LastPgInd")
        if page and (page != "1" or is_last in ("false", "0")):
            return f"{number}/{page}"
    return number


def _day(node: Node, place: Place) -> date | None:
    told = node.first("FrToDt", "ToDtTm") or node.first("FrToDt", "ToDt") or node.first("CreDtTm")
    return day_of(told, place) if told else None


def read_balances(node: Node, kind: StatementKind, place: Place) -> tuple[Balance | None, Balance | None]:
    """Opening and closing; a report of the running day has an interim balance instead, or two.

    Where a statement over several days tells several, the first opens it and the last closes it.
    """
    told: dict[str, list[Balance]] = {}
    for each in node.all("Bal"):
        code = each.one_of((("Tp", "CdOrPrtry", "Cd"), ("Tp", "Cd")))
        if code in (*OPENING, CLOSING, INTERIM):
            told.setdefault(code, []).append(_balance(each, place))
    interim = told.get(INTERIM, []) if kind is StatementKind.INTERIM else []
    opening = next((told[code] for code in OPENING if code in told), interim[:-1])
    closing = told.get(CLOSING, interim)
    return (
        min(opening, key=lambda each: each.on, default=None),
        max(reversed(closing), key=lambda each: each.on, default=None),
    )


def _balance(node: Node, place: Place) -> Balance:
    place = place.at(node.line)
    amount = read_amount(only(node, "Amt", place), place)
    on = read_day(node.first("Dt"), place)
    if on is None:
        raise place.refusal(reason="no date is told")
    return Balance(on=on, amount=amount if read_is_credit(node, place) else -amount)
