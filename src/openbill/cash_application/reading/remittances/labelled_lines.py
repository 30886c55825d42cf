"""What labels of a text say: "Payer: Northwind", "Scheck-Nr. 4711", several in one line too."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from openbill.cash_application.reading.remittances.amounts_in_words import Amounts, amounts_in
from openbill.cash_application.reading.remittances.days_in_words import day_in
from openbill.cash_application.reading.remittances.numbers_in_words import numbers_in
from openbill.cash_application.reading.remittances.words_for_fields import labels
from openbill.importing.policies.match_headers import header_key
from openbill.importing.types.files import DateOrder
from openbill.primitives.currency import is_currency
from openbill.primitives.money import Money

MOST_WORDS = 5
"""Words of a label."""

_MOST_LABELS = 12
_BETWEEN = re.compile(r"\s*[:=]\s*")
_WORD = re.compile(r"\S+")
_EDGE = re.compile(r"(?:^[\s>*•|·–-]*|[|;,\t(]\s*|\s{2,}|[*•·]\s*)$")
_COLUMNS = re.compile(r"\t+|\s{2,}|\s*\|\s*|\.{3,}")
_BEGINS_WITH_A_NUMBER = re.compile(r"(?:[A-Z]{1,4}\s?)?[#€£$(-]*[^\W_]*[-/.]?\d")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_EDGES = " \t|;,()*"

_WITHOUT_COLON = ("payer_number", "reference", "amount", "document_number", "paid_date", "purchase_order", "discount",
                  "deduction")  # fmt: skip
"""Fields whose label may stand before a number without anything between."""


@dataclass(frozen=True, slots=True)
class Label:
    """A field, how telling the label is (0 is most), what stands behind it, and the label as it is compared."""

    field: str
    rank: int
    value: str
    key: str


def labels_of(line: str) -> list[Label]:
    """The labels of a line, from left to right; none where it has no known one."""
    return _before_colons(line) or _in_columns(line) or _before_numbers(line)


def _before_colons(line: str) -> list[Label]:
    known = labels()
    spots: list[tuple[int, int, str]] = []
    end = 0
    for found in list(_BETWEEN.finditer(line))[:_MOST_LABELS]:
        before = line[end : found.start()]
        for word in list(_WORD.finditer(before))[-MOST_WORDS:]:
            begin = word.start() + len(word[0]) - len(word[0].lstrip("|;,(*•>-"))
            key = header_key(before[begin:])
            if key in known and _EDGE.search(before[:begin]):
                spots.append((end + begin, found.end(), key))
                end = found.end()
                break
    limits = [begin for begin, *_ in spots[1:]] + [len(line)]
    return [
        Label(*known[key], line[end:limit].strip(_EDGES), key)
        for (_, end, key), limit in zip(spots, limits, strict=False)
    ]


def _in_columns(line: str) -> list[Label]:
    cells = [cell.strip(_EDGES) for cell in _COLUMNS.split(line.strip(_EDGES), maxsplit=1)]
    if len(cells) != 2 or not any(map(str.isalnum, cells[1])):
        return []
    key = header_key(cells[0])
    # The heading of a table is no label: what stands beside it is one too.
    if key not in labels() or header_key(_COLUMNS.split(cells[1], maxsplit=1)[0]) in labels():
        return []
    return [Label(*labels()[key], cells[1], key)]


def _before_numbers(line: str) -> list[Label]:
    known = labels()
    text = line.lstrip(" \t>*•-")
    words = list(_WORD.finditer(text[:200]))[: MOST_WORDS + 1]
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        value = text[words[count].start() :]
        key = header_key(text[: words[count - 1].end()])
        if key in known and known[key][0] in _WITHOUT_COLON and _BEGINS_WITH_A_NUMBER.match(value):
            return [Label(*known[key], value.strip(_EDGES), key)]
    return []


@dataclass(slots=True)
class Head:
    """What labels say of a payment as a whole."""

    payer_name: str = ""
    payer_number: str = ""
    payer_account: str = ""
    reference: str = ""
    amount: Money | None = None
    paid_date: date | None = None
    currency: str = ""


class HeadReading:
    """Takes labels, and keeps of each field what the most telling one said."""

    def __init__(self, amounts: Amounts, order: DateOrder) -> None:
        self.head = Head()
        self._amounts, self._order = amounts, order
        self._ranks: dict[str, int] = {}

    def take(self, label: Label) -> None:
        """A label of the payment; others are left to whoever knows them."""
        if not label.value or label.rank >= self._ranks.get(label.field, 1_000):
            return
        told = self._told(label.field, label.value)
        if told is None:
            return
        field, value = told
        setattr(self.head, field, value)
        self._ranks[label.field] = label.rank

    def _told(self, field: str, value: str) -> tuple[str, object] | None:
        if field in ("payer_number", "payer_name", "payer_account"):
            return self._of_payer(field, value)
        if field == "reference":
            number = _one_number(value)
            return ("reference", number) if number else None
        if field == "amount":
            found = amounts_in(value)
            certain = [each for each in found if each.is_certain] or found
            money = self._amounts.money(certain[0]) if certain else None
            # Programs write what leaves the payer's account with a minus: it comes in here.
            return None if money is None else ("amount", abs(money))
        if field == "paid_date":
            day = day_in(value, self._order)
            return None if day is None else ("paid_date", day)
        code = value[:3].upper()
        return ("currency", code) if field == "currency" and is_currency(code) else None

    def _of_payer(self, field: str, value: str) -> tuple[str, object] | None:
        joined = "".join(value.split()).upper()
        if _IBAN.fullmatch(joined):
            return "payer_account", joined
        is_number = " " not in value and any(map(str.isdigit, value))
        if field == "payer_name" and is_number:
            return None if self.head.payer_number else ("payer_number", value)
        if field == "payer_number":
            number = _one_number(value)
            return ("payer_number", number) if number else None
        return field, value


def _one_number(value: str) -> str:
    """The number that a value is, or that stands in it first; blank where it has none."""
    if " " not in value and any(map(str.isdigit, value)):
        return value
    return next((number for _, number in numbers_in(value)), "")


def order_of_days(text: str, currency: str) -> DateOrder:
    """In which order days of a text are written where both are possible: Americans begin with the month."""
    return "MDY" if currency == "USD" and "/" in text else "DMY"


def currency_told(lines: Iterable[str]) -> str:
    """The currency that a label names; blank where none does."""
    for line in lines:
        for label in labels_of(line):
            if label.field == "currency" and is_currency(label.value[:3].upper()):
                return label.value[:3].upper()
    return ""


def read_head(lines: Sequence[str], otherwise: str) -> Head:
    """What the labels of some lines say of a payment."""
    currency = currency_told(lines)
    amounts = Amounts(lines, otherwise, currency=currency)
    reading = HeadReading(amounts, order_of_days("\n".join(lines), amounts.currency))
    for line in lines:
        for label in labels_of(line):
            reading.take(label)
    if amounts.currency != otherwise:
        reading.head.currency = amounts.currency
    return reading.head
