"""A booking of a statement, as Ntry tells it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from openbill.cash_application.reading.camt.charges import read_charges
from openbill.cash_application.reading.camt.oddities import Oddities, Oddity
from openbill.cash_application.reading.camt.parties import Side
from openbill.cash_application.reading.camt.read_details import Details, bank_code, ordered_amount
from openbill.cash_application.reading.camt.read_head import Head
from openbill.cash_application.reading.camt.read_parts import comes_to, joined, read_parts
from openbill.cash_application.reading.camt.values import (
    identifier,
    read_amount,
    read_day,
    read_is_credit,
    read_truth,
)
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node, only
from openbill.cash_application.types.statements import Remittance, StatementLine
from openbill.primitives.money import Money

_PENDING = ("PDNG", "FUTR", "INFO")


def is_booked(status: Node | None, place: Place) -> bool:
    """Whether the booking is final; pending, future and merely informing ones are not.

    Refused where the status is not told or not known.
    """
    code = (status.text("Cd") or status.value or status.text("Prtry")) if status else ""
    if not code:
        raise place.refusal(reason="it is not told whether this is booked")
    if code != "BOOK" and code not in _PENDING:
        raise place.refusal(reason=f'"{code[:20]}" is not known as the status of a booking')
    return code == "BOOK"


def read_entry(node: Node, details: Sequence[Details], head: Head, place: Place, oddities: Oddities) -> StatementLine:
    """The line of a booking; its one payment is told by the line itself, several as its parts.

    Refused where amount, currency, direction, date or reversal cannot be read.
    """
    is_credit = read_is_credit(node, place)
    amount = read_amount(only(node, "Amt", place), place)
    amount = amount if is_credit else -amount
    if head.currency and amount.currency != head.currency:
        oddities.note(Oddity.OTHER_CURRENCY, place)
    is_reversal = read_truth(only(node, "RvslInd", place), place)
    line = StatementLine(
        place=f"entry {place.entry}",
        booked_date=_booked_date(node, head, place, oddities),
        amount=amount,
        value_date=read_day(only(node, "ValDt", place), place),
        bank_reference=identifier(node.text("AcctSvcrRef")),
        code=bank_code(node),
        note=node.text("AddtlNtryInf"),
        charges=read_charges(node, place, oddities),
        instructed=_in_other_currency(ordered_amount(node, place, oddities), amount.currency),
        batch_id=_batch_id(node),
        is_reversal=is_reversal,
    )
    us = Side(is_credit, is_reversal, head.account)
    if len(details) == 1:
        return _told_by_one(line, details[0], us, place, oddities)
    if any(not each.amounts for each in details):
        oddities.note(Oddity.PAYMENTS_WITHOUT_AMOUNTS, place)
        return replace(line, remittance=_together(each.remittance for each in details))
    return replace(line, parts=read_parts(line.amount, details, us, place, oddities))


def _booked_date(node: Node, head: Head, place: Place, oddities: Oddities) -> date:
    if on := read_day(only(node, "BookgDt", place), place):
        return on
    oddities.note(Oddity.WITHOUT_DATE, place)
    if on := read_day(only(node, "ValDt", place), place) or head.day:
        return on
    raise place.refusal(reason="no date is told")


def _batch_id(node: Node) -> str:
    paths = (("NtryDtls", "Btch"), ("Btch",))
    return identifier(node.one_of((*path, name) for name in ("PmtInfId", "MsgId") for path in paths))


def _told_by_one(line: StatementLine, details: Details, us: Side, place: Place, oddities: Oddities) -> StatementLine:
    amount = details.amount_in(line.amount.currency)
    if amount is not None and not comes_to(abs(line.amount), amount, details):
        oddities.note(Oddity.PAYMENTS_DO_NOT_ADD_UP, place)
    instructed = details.instructed(line.amount.currency)
    party = details.parties.other_than(us)
    return replace(
        line,
        party=party,
        remittance=details.remittance,
        end_to_end_id=details.end_to_end_id,
        mandate_id=details.mandate_id,
        bank_reference=line.bank_reference or details.bank_reference,
        code=line.code or details.code,
        note=joined([line.note, *details.notes, *details.parties.behind(party)]),
        return_reason=details.return_reason,
        charges=line.charges if line.charges is not None else details.charges,
        instructed=instructed if instructed is not None else line.instructed,
    )


def _in_other_currency(amount: Money | None, currency: str) -> Money | None:
    return amount if amount is not None and amount.currency != currency else None


def _together(remittances: Iterable[Remittance]) -> Remittance:
    """What several payments say, as one: the bank does not tell how much is of which."""
    told = list(remittances)
    return Remittance(
        text=joined(each.text for each in told),
        structured=tuple(reference for each in told for reference in each.structured),
        documents=tuple(document for each in told for document in each.documents),
    )
