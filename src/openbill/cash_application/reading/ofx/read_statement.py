"""A statement of a bank account or a card, or the money of an investment account."""

from dataclasses import replace

from openbill.cash_application.reading.amounts import checked_currency
from openbill.cash_application.reading.ofx.values import read_amount, read_day
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node, only
from openbill.cash_application.types.statements import (
    Balance,
    Party,
    Remittance,
    Statement,
    StatementKind,
    StatementLine,
)

_ACCOUNTS = ("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM")
_OF_THE_OTHER_SIDE = ("BANKACCTTO", "CCACCTTO")

SECURITIES = "Movements of securities were left out."
OTHER_CURRENCY = "Amounts in another currency than the account's: {count}, the first in entry {entry}."


def read_statement(node: Node, bookings: list[Node], place: Place) -> Statement:
    """The statement; it has no opening balance, and closes with the ledger's. A cheque's number is noted.

    Refused without an account, where a booking tells no day or no amount, or where it corrects an earlier one.
    """
    account = next((found for name in _ACCOUNTS if (found := only(node, name, place))), None)
    number = "".join(account.text("ACCTID").split()) if account else ""
    if account is None or not number:
        raise place.refusal(reason="no account is told")
    currency = node.text("CURDEF")
    if currency:
        checked_currency(currency, place)
    lines = [
        _line(each, currency, replace(place, line=each.line, entry=entry)) for entry, each in enumerate(bookings, 1)
    ]
    return Statement(
        place=f"statement {place.statement}",
        account=number,
        currency=currency,
        kind=StatementKind.FINAL,
        bank=account.text("BANKID") or account.text("BROKERID"),
        closing=_closing(node, currency, place),
        lines=tuple(lines),
        pending=len(node.all("BANKTRANLISTP", "STMTTRNP")),
        warnings=(*_other_currency(lines, currency), *([SECURITIES] if "INVTRANLIST" in node.children else ())),
    )


def _closing(node: Node, currency: str, place: Place) -> Balance | None:
    told = only(node, "LEDGERBAL", place)
    if told is None:
        return None
    place = place.at(told.line)
    amount = read_amount(only(told, "BALAMT", place), currency, place)
    on = read_day(only(told, "DTASOF", place), place)
    if on is None:
        raise place.refusal(reason="no date is told")
    return Balance(on=on, amount=amount)


def _line(node: Node, currency: str, place: Place) -> StatementLine:
    if correction := node.text("CORRECTFITID"):
        raise place.refusal(reason=f'it corrects the earlier booking "{correction[:40]}"')
    currency = node.text("CURRENCY", "CURSYM") or currency
    if currency:
        checked_currency(currency, place)
    booked_date = read_day(only(node, "DTPOSTED", place), place)
    if booked_date is None:
        raise place.refusal(reason="no date is told")
    name = node.one_of((("NAME",), ("EXTDNAME",), ("PAYEE", "NAME")))
    other = next((found for each in _OF_THE_OTHER_SIDE if (found := node.first(each))), None)
    identifier, reference = node.text("FITID"), node.text("REFNUM")
    return StatementLine(
        place=f"entry {place.entry}",
        booked_date=booked_date,
        amount=read_amount(only(node, "TRNAMT", place), currency, place),
        value_date=read_day(node.first("DTAVAIL"), place),
        party=Party(
            name=name,
            account="".join(other.text("ACCTID").split()) if other else "",
            bank=other.text("BANKID") if other else "",
        ),
        remittance=Remittance(node.text("MEMO")),
        end_to_end_id=reference if reference != identifier else "",
        bank_reference=identifier,
        code=node.text("TRNTYPE"),
        note=node.text("CHECKNUM") if node.text("CHECKNUM").strip("0") else "",
    )


def _other_currency(lines: list[StatementLine], currency: str) -> tuple[str, ...]:
    others = [entry for entry, line in enumerate(lines, 1) if line.amount.currency != currency]
    return (OTHER_CURRENCY.format(count=len(others), entry=others[0]),) if others else ()
