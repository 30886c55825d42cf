"""What a text says of one payment, put together from its labels, rows and sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from openbill.cash_application.reading.remittances.amounts_in_words import Amounts, WrittenAmount, amounts_in
from openbill.cash_application.reading.remittances.checked_size import MOST_LINES
from openbill.cash_application.reading.remittances.labelled_lines import (
    HeadReading,
    Label,
    currency_told,
    labels_of,
    order_of_days,
)
from openbill.cash_application.reading.remittances.numbers_in_words import is_of_an_order, numbers_in
from openbill.cash_application.reading.remittances.sentences import amount_said, documents_said, reference_said, said_of
from openbill.cash_application.reading.remittances.tables_in_words import (
    AMOUNTS,
    Columns,
    bare_row_of,
    columns_of,
    row_of,
)
from openbill.cash_application.reading.remittances.words_for_fields import FIELDS
from openbill.cash_application.types.remittances import AdvisedLine, RemittanceAdvice
from openbill.importing.policies.match_headers import header_key
from openbill.primitives.money import Money

_DISCOUNT = re.compile(r"discount|skonto|escompte|descuento|pronto pago|(?:early|prompt)[- ]pay", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_MOST_WORDS_BETWEEN = 2
_LEADING = re.compile(r"^[\s,;:–-]*(?:(?:for|because of|due to|wegen|für|pour|por)\b)?[\s,;:–-]*", re.IGNORECASE)
_WHOLE = ("total", "gesamt", "summe", "remit", "general", "check", "cheque", "scheck", "transfer", "virement", "wire")
_TOTALS = {header_key(name) for name in FIELDS["amount"].split("|") if header_key(name).startswith(_WHOLE)}


@dataclass(slots=True)
class _Kept:
    """A deduction or a discount that a label tells, and of which document it was said, if of one."""

    field: str
    amount: Money
    reason: str
    near: str
    text: str


def read_payment(lines: Sequence[str], first: int, otherwise: str, subject: str) -> RemittanceAdvice:
    """The advice of lines of which the first has this number; without lines and amount where they tell nothing."""
    return _Payment(lines, first, otherwise).read(subject)


class _Payment:
    """What was found so far."""

    def __init__(self, lines: Sequence[str], first: int, otherwise: str) -> None:
        self._lines, self._first = lines, first
        self._amounts = Amounts(lines, otherwise, currency=currency_told(lines))
        self._currency = self._amounts.currency
        self._head = HeadReading(self._amounts, order_of_days("\n".join(lines), self._currency))
        self._documents: dict[str, AdvisedLine] = {}
        self._orders: list[str] = []
        self._kept: list[_Kept] = []
        self._prose: list[str] = []
        self._columns: Columns | None = None
        self._is_list = False
        self._near = ""
        """The document whose label stood last, where each has a label of its own."""
        self._is_one_by_one = self._documents_are_labelled_one_by_one()

    def read(self, subject: str) -> RemittanceAdvice:
        for line in self._lines:
            self._take(line)
        prose = " ".join(self._prose)
        if not self._documents:
            for number in documents_said(f"{prose}\n\n{subject}"):
                self._add(AdvisedLine(number))
        self._take_sentences(prose)
        self._take_payment_said(prose)
        self._take_kept()
        self._give_orders()
        return self._advice()

    def _documents_are_labelled_one_by_one(self) -> bool:
        found = [label.field for line in self._lines for label in labels_of(line) if label.value]
        return found.count("document_number") > 1 and found.count("amount") > 1

    def _take(self, line: str) -> None:
        if not line.strip():
            self._prose.append("\n\n")
            return
        labels = labels_of(line)
        is_total = bool(labels) and labels[0].field == "amount"
        if self._columns is not None and not is_total and (row := row_of(line, self._columns, self._amounts)):
            self._add(row)
        elif columns := columns_of(line):
            self._columns = columns
        elif labels:
            self._is_list = False
            for label in labels:
                self._take_label(label)
        elif row := bare_row_of(line, self._amounts):
            self._add(row)
        elif not (self._is_list and self._take_list(line)):
            self._is_list = False
            self._prose.append(line.strip())

    def _take_label(self, label: Label) -> None:
        if label.field == "document_number":
            self._is_list = not label.value or not any(map(str.isdigit, label.value))
            self._take_list(label.value)
        elif label.field == "purchase_order":
            self._orders += [number for _, number in numbers_in(label.value)]
        elif label.field in ("deduction", "discount"):
            self._take_kept_label(label)
        elif label.field == "amount" and self._is_of_document(label):
            self._pay(self._near, label)
        else:
            self._head.take(self._of_columns(label))

    def _of_columns(self, label: Label) -> Label:
        """The total of a table with its amount under what is paid, where every column has one."""
        fields = [each for each in self._columns or () if each in AMOUNTS]
        written = [each for each in amounts_in(label.value) if each.is_certain]
        if label.field != "amount" or "paid" not in fields or not 1 < len(fields) == len(written):
            return label
        under = written[fields.index("paid")]
        return replace(label, value=label.value[under.begin : under.end])

    def _is_of_document(self, label: Label) -> bool:
        line = self._documents.get(self._near)
        return self._is_one_by_one and line is not None and line.amount is None and label.key not in _TOTALS

    def _pay(self, number: str, label: Label) -> None:
        found = amounts_in(label.value)
        money = self._amounts.money(found[0]) if found else None
        self._documents[number] = replace(self._documents[number], amount=money)

    def _take_kept_label(self, label: Label) -> None:
        found = amounts_in(label.value)
        chosen = next((each for each in found if each.is_certain), found[0] if found else None)
        money = self._amounts.money(chosen) if chosen else None
        if chosen is None or money is None or money.is_zero:
            return
        words = f"{label.value[: chosen.begin]} {label.value[chosen.end :]}"
        reason = _LEADING.sub("", words).strip()
        field = "discount" if _DISCOUNT.search(reason) else label.field
        near = self._near if self._is_one_by_one else ""
        self._kept.append(_Kept(field, abs(money), reason, near, label.value))

    def _take_list(self, text: str) -> bool:
        """Documents one after another, each with its amount behind it or none; whether there were any."""
        written = [each for each in amounts_in(text) if each.is_certain]
        numbers: list[tuple[int, str]] = []
        end = 0
        for place, number in numbers_in(text, written):
            if is_of_an_order(text, place):
                self._orders.append(number)
            elif len(_WORD.findall(text[end:place])) > _MOST_WORDS_BETWEEN:
                break
            else:
                numbers.append((place, number))
            end = place + len(number)
        limits = [place for place, _ in numbers[1:]] + [len(text)]
        for (place, number), limit in zip(numbers, limits, strict=False):
            behind = [each for each in written if place < each.begin < limit]
            self._add(AdvisedLine(number, self._beside(behind[0], text) if behind else None))
            self._near = number
        return bool(numbers)

    def _beside(self, written: WrittenAmount, text: str) -> Money | None:
        """In brackets behind its document an amount is a remark, and not taken off."""
        money = self._amounts.money(written)
        return abs(money) if money is not None and text[written.begin] == "(" else money

    def _add(self, line: AdvisedLine) -> None:
        """A document that is told twice is one: in a list with the amounts behind, in a sentence too."""
        before = self._documents.get(line.document_number)
        if before is None:
            if len(self._documents) <= MOST_LINES:
                self._documents[line.document_number] = line
        elif before.amount is None:
            self._documents[line.document_number] = replace(
                line, purchase_order=line.purchase_order or before.purchase_order
            )

    def _take_sentences(self, prose: str) -> None:
        for said in said_of(prose, self._documents, self._amounts):
            line = self._documents[said.number]
            if said.is_kept and line.deduction is None and not self._kept:
                self._documents[said.number] = replace(line, deduction=said.amount)
            elif not said.is_kept and line.amount is None:
                self._documents[said.number] = replace(line, amount=said.amount)

    def _take_payment_said(self, prose: str) -> None:
        """What sentences say of the payment as a whole, where no label does."""
        head = self._head.head
        head.reference = head.reference or reference_said(prose)
        if head.amount is None and all(line.amount is None for line in self._documents.values()):
            head.amount = amount_said(prose, self._amounts)

    def _take_kept(self) -> None:
        """What was kept belongs to the document that is named with it, or to the only one; else to the payment."""
        for place, kept in enumerate(self._kept):
            named = [number for _, number in numbers_in(kept.text) if number in self._documents]
            only = list(self._documents) if len(self._documents) == 1 else []
            number = next(iter([*named, *([kept.near] if kept.near else []), *only]), None)
            line = self._documents[number] if number is not None else AdvisedLine()
            if kept.field == "discount":
                line = replace(line, discount=kept.amount)
            else:
                before = Money.zero(self._currency) if line.deduction is None else line.deduction
                reason = "; ".join(each for each in (line.reason, kept.reason) if each)
                line = replace(line, deduction=before + kept.amount, reason=reason)
            self._documents[number if number is not None else f" {place}"] = line

    def _give_orders(self) -> None:
        """As many orders as documents are theirs, one by one; orders without documents stand for themselves."""
        orders = list(dict.fromkeys(self._orders))
        numbers = [number for number, line in self._documents.items() if line.document_number]
        if len(orders) == len(numbers):
            for number, order in zip(numbers, orders, strict=True):
                line = self._documents[number]
                self._documents[number] = replace(line, purchase_order=line.purchase_order or order)
        elif not numbers:
            self._documents |= {f"order {order}": AdvisedLine(purchase_order=order) for order in orders}

    def _advice(self) -> RemittanceAdvice:
        head = self._head.head
        lines = list(self._documents.values())
        reference = head.reference if head.reference not in self._documents else ""
        unpaid = [place for place, line in enumerate(lines) if line.amount is None and line.document_number]
        paid = [line.amount for line in lines if line.amount is not None]
        amount = head.amount
        warnings: tuple[str, ...] = ()
        if amount is None and paid and not unpaid:
            amount = Money.total(paid, self._currency)
        elif amount is not None and amount.currency == self._currency:
            rest = amount - Money.total(paid, self._currency)
            if len(unpaid) == 1 and rest.is_positive:
                lines[unpaid[0]] = replace(lines[unpaid[0]], amount=rest)
            elif paid and not unpaid and not rest.is_zero and -rest != self._kept_of_all(lines):
                warnings = (f"The payment is over {amount}, and its documents come to {amount - rest}.",)
        return RemittanceAdvice(
            place=f"line {self._first}",
            currency=self._currency,
            payer_name=head.payer_name,
            payer_number=head.payer_number,
            payer_account=head.payer_account,
            reference=reference,
            amount=amount,
            paid_date=head.paid_date,
            lines=tuple(lines),
            warnings=warnings,
        )

    def _kept_of_all(self, lines: Sequence[AdvisedLine]) -> Money:
        """What was kept of no document of its own: of these the amounts are told before it."""
        told = [kept for line in lines if not line.document_number for kept in (line.discount, line.deduction)]
        return Money.total((kept for kept in told if kept is not None), self._currency)
