"""One transaction set 820 as a remittance advice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from openbill.cash_application.reading.remittances.unreadable import unreadable
from openbill.cash_application.reading.remittances.x12.segments import Segment
from openbill.cash_application.reading.remittances.x12.values import amount_at, day_at
from openbill.cash_application.types.remittances import AdvisedLine, RemittanceAdvice
from openbill.primitives.currency import is_currency
from openbill.primitives.money import Money

_PAYER = "PR"
_NUMBERS_OF_PAYER = ("AP", "12", "14", "11", "IT", "AC")
"""Qualifiers of REF for the payer's account with us, the most telling first: accounts receivable number, billing
account, master account, account, internal customer number, and AC as many write an account."""
_ASSIGNED_BY_SELLER = "91"
_CHEQUE, _TRANSACTION = "CK", "TN"
_PURCHASE_ORDER = "PO"
_CREDIT_MEMO = "CM"
_PROCESSED = "009"


@dataclass(slots=True)
class _Document:
    """What is said of one document, or of none, until the next one begins."""

    qualifier: str
    number: str
    amount: Money | None
    discount: Money | None = None
    purchase_order: str = ""
    deduction: Money | None = None
    codes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def advised(self) -> AdvisedLine:
        return AdvisedLine(
            document_number=self.number,
            amount=self.amount,
            discount=self.discount,
            deduction=self.deduction,
            reason=" ".join(self.reasons),
            reason_code=" ".join(dict.fromkeys(self.codes)),
            purchase_order=self.purchase_order,
        )


def read_transaction_set(segments: Sequence[Segment], place: str, otherwise: str, file: str) -> RemittanceAdvice:
    """The advice of the segments between ST and SE.

    What is paid on a document is the fourth element of RMR; an adjustment (ADX) that takes off is a deduction of the
    document that it follows, and one before the first document of an entity is a part of its own. Items and their
    parts (IT1, SLN) are left out. Raises RemittanceCannotBeRead.
    """
    return _Reading(place, _currency(segments, otherwise, file), file).read(segments)


def _currency(segments: Sequence[Segment], otherwise: str, file: str) -> str:
    for segment in segments:
        if segment.name == "CUR" and (told := segment.at(2).upper()):
            if not is_currency(told):
                raise unreadable(file, segment.line, f'"{told[:20]}" is no currency')
            return told
    return otherwise


class _Reading:
    """What was read so far."""

    def __init__(self, place: str, currency: str, file: str) -> None:
        self._place, self._currency, self._file = place, currency, file
        self._amount: Money | None = None
        self._day: date | None = None
        self._account = self._name = self._reference = ""
        self._numbers: dict[str, str] = {}
        self._entities: list[str] = []
        self._documents: list[_Document] = []
        self._document: _Document | None = None
        self._is_head = True
        self._is_item = False

    def read(self, segments: Sequence[Segment]) -> RemittanceAdvice:
        if not any(segment.name == "BPR" for segment in segments):
            raise unreadable(self._file, segments[0].line, "it tells no payment (BPR)")
        for segment in segments:
            if read := _READ.get(segment.name):
                read(self, segment)
        return RemittanceAdvice(
            place=self._place,
            currency=self._currency,
            payer_name=self._name,
            payer_number=self._payer_number(),
            payer_account=self._account,
            reference=self._reference or self._numbers.get(_CHEQUE, "") or self._numbers.get(_TRANSACTION, ""),
            amount=self._amount,
            paid_date=self._day,
            lines=tuple(each.advised() for each in self._signed()),
        )

    def _payer_number(self) -> str:
        told = (self._numbers.get(qualifier, "") for qualifier in (_ASSIGNED_BY_SELLER, *_NUMBERS_OF_PAYER))
        entity = self._entities[0] if len(self._entities) == 1 else ""
        return next((each for each in told if each), entity)

    def _signed(self) -> list[_Document]:
        """Credit notes are taken off: some write them so, others without a sign. The sum of the payment tells."""
        told = [each.amount for each in self._documents if each.amount is not None]
        off = [
            each.amount
            for each in self._documents
            if each.qualifier == _CREDIT_MEMO and each.amount is not None and each.amount.is_positive
        ]
        doubled = Money.total((*off, *off), self._currency)
        if off and Money.total(told, self._currency) - doubled == self._amount:
            for each in self._documents:
                if each.qualifier == _CREDIT_MEMO and each.amount is not None:
                    each.amount = -abs(each.amount)
        return self._documents

    def _payment(self, segment: Segment) -> None:
        self._amount = amount_at(segment, 2, self._currency, self._file)
        if self._amount is None:
            raise unreadable(self._file, segment.line, "no amount is told")
        self._account = segment.at(9)
        # Many leave the eleventh element out, and the day stands in the place before its own.
        self._day = day_at(segment, 16 if segment.at(16) else 15, self._file)

    def _trace(self, segment: Segment) -> None:
        self._reference = self._reference or segment.at(2)

    def _date(self, segment: Segment) -> None:
        if self._is_head and segment.at(1) == _PROCESSED and self._day is None:
            self._day = day_at(segment, 2, self._file)

    def _party(self, segment: Segment) -> None:
        if self._is_head and segment.at(1) == _PAYER:
            self._name = segment.at(2)
            if segment.at(3) == _ASSIGNED_BY_SELLER:
                self._numbers[_ASSIGNED_BY_SELLER] = segment.at(4)

    def _entity(self, segment: Segment) -> None:
        self._is_head, self._is_item, self._document = False, False, None
        if told := segment.at(4):
            self._entities.append(told)

    def _number(self, segment: Segment) -> None:
        if self._is_head:
            self._numbers.setdefault(segment.at(1), segment.at(2) or segment.at(3))
        elif self._document is not None and not self._is_item and segment.at(1) == _PURCHASE_ORDER:
            self._document.purchase_order = self._document.purchase_order or segment.at(2)

    def _remitted(self, segment: Segment) -> None:
        self._is_head, self._is_item = False, False
        qualifier, number = segment.at(1), segment.at(2)
        paid, gross, discount = (amount_at(segment, each, self._currency, self._file) for each in (4, 5, 6))
        if paid is None and gross is not None:
            paid = gross if discount is None else gross - discount
        is_order = qualifier == _PURCHASE_ORDER
        self._document = _Document(
            qualifier,
            "" if is_order else number,
            paid,
            discount if discount is not None and not discount.is_zero else None,
            number if is_order else "",
        )
        self._documents.append(self._document)

    def _adjustment(self, segment: Segment) -> None:
        self._is_head, self._is_item = False, False
        amount = amount_at(segment, 1, self._currency, self._file)
        if amount is None:
            raise unreadable(self._file, segment.line, "no amount is told")
        code, qualifier, number = segment.at(2), segment.at(3), segment.at(4)
        if self._document is None:
            self._documents.append(_Document(qualifier, number, amount, codes=[code]))
        elif amount.is_negative:
            before = self._document.deduction
            self._document.deduction = -amount if before is None else before - amount
            self._document.codes.append(code)
            if " " in number:
                self._document.reasons.append(number)

    def _item(self, _: Segment) -> None:
        self._is_item = True

    def _note(self, segment: Segment) -> None:
        if self._document is not None and (text := segment.at(2)):
            self._document.reasons.append(text)


_READ = {
    "BPR": _Reading._payment,
    "TRN": _Reading._trace,
    "DTM": _Reading._date,
    "N1": _Reading._party,
    "ENT": _Reading._entity,
    "REF": _Reading._number,
    "RMR": _Reading._remitted,
    "ADX": _Reading._adjustment,
    "IT1": _Reading._item,
    "NTE": _Reading._note,
}
