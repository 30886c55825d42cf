"""Rows of documents and amounts in a text: under headings, or by themselves."""

import re
from collections.abc import Sequence

from openbill.cash_application.reading.remittances.amounts_in_words import Amounts, WrittenAmount, amounts_in
from openbill.cash_application.reading.remittances.numbers_in_words import is_of_an_order, numbers_in
from openbill.cash_application.reading.remittances.words_for_fields import field_of_heading
from openbill.cash_application.types.remittances import AdvisedLine
from openbill.primitives.money import Money

AMOUNTS = ("paid", "gross", "discount", "deduction")
_CELLS = re.compile(r"\t+|\s*\|\s*|\s{2,}|\s*;\s*")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS_OF_A_ROW = 4
_WORDS_OF_A_HEADING = 4

_Heading = tuple[str, int] | None
"""The field of a column, and how telling its heading is."""

Columns = Sequence[str]
"""The field of each column; blank where it is not known."""


def columns_of(line: str) -> Columns | None:
    """The columns that a line heads; None where it heads none."""
    cells = _cells(line)
    found = [field_of_heading(cell) for cell in cells] if len(cells) > 1 else []
    if not _is_table(found):
        found = _by_words(line)
    return _told_apart(found) if _is_table(found) else None


def _told_apart(found: Sequence[_Heading]) -> Columns:
    """Of two columns of what is paid the more telling one is: "Amount" beside "Paid" is the document's own."""
    ranks = [each[1] for each in found if each is not None and each[0] == "paid"]
    fields = [each[0] if each is not None else "" for each in found]
    return [
        "gross" if each is not None and each[0] == "paid" and each[1] > min(ranks) else field
        for each, field in zip(found, fields, strict=True)
    ]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip().strip("|").strip())]


def _by_words(line: str) -> list[_Heading]:
    """Headings with a single space between, as text comes out of a PDF; none where other words stand among them."""
    words = line.split()
    if not 2 <= len(words) <= 20:
        return []
    found: list[_Heading] = []
    unknown = place = 0
    while place < len(words):
        for count in range(min(_WORDS_OF_A_HEADING, len(words) - place), 0, -1):
            if heading := field_of_heading(" ".join(words[place : place + count])):
                found.append(heading)
                place += count
                break
        else:
            unknown += 1
            place += 1
    return found if unknown <= 2 else []


def _is_table(found: Sequence[_Heading]) -> bool:
    fields = {each[0] for each in found if each is not None}
    return "document_number" in fields and not fields.isdisjoint(AMOUNTS[:2])


def row_of(line: str, columns: Columns, amounts: Amounts) -> AdvisedLine | None:
    """A row under headings; None where the line is none."""
    cells = _cells(line)
    if len(cells) == len(columns) and len(cells) > 1:
        told = {field: cell for field, cell in zip(columns, cells, strict=True) if field}
        return _by_cells(told, amounts)
    return _by_order(line, columns, amounts)


def _by_cells(told: dict[str, str], amounts: Amounts) -> AdvisedLine | None:
    number = told.get("document_number", "")
    if not any(letter.isdigit() for letter in number) or len(number) > 60:
        return None
    money = {name: _money(told.get(name, ""), amounts) for name in AMOUNTS}
    if money["paid"] is None and money["gross"] is None:
        return None
    return _advised(number, money, told.get("reason", ""), told.get("reason_code", ""), told.get("purchase_order", ""))


def _by_order(line: str, columns: Columns, amounts: Amounts) -> AdvisedLine | None:
    """By the order of what can only be an amount; a row with fewer of them tells what was paid last."""
    written = [each for each in amounts_in(line) if each.is_certain]
    numbers = numbers_in(line, written)
    if not numbers or not written or (written[0].begin < numbers[0][0]):
        return None
    fields = [field for field in columns if field in AMOUNTS]
    if len(written) == len(fields):
        money = {field: amounts.money(each) for field, each in zip(fields, written, strict=True)}
    else:
        money = {"paid" if "paid" in fields else "gross": amounts.money(written[-1])}
    is_order_before = "purchase_order" in columns and columns.index("purchase_order") < columns.index("document_number")
    place = 1 if is_order_before and len(numbers) > 1 else 0
    order = ""
    if "purchase_order" in columns and len(numbers) > 1:
        order = numbers[0][1] if place else numbers[1][1]
    return _advised(numbers[place][1], {**dict.fromkeys(AMOUNTS), **money}, "", "", order)


def bare_row_of(line: str, amounts: Amounts) -> AdvisedLine | None:
    """A line that is a document number with an amount behind it, and hardly a word else; None for any other."""
    written = [each for each in amounts_in(line) if each.is_certain]
    if not written:
        return None
    numbers = numbers_in(line, written)
    if not numbers or numbers[0][0] > written[0].begin:
        return None
    words = [word for word in _WORDS.findall(_without(line, numbers, written)) if len(word) > 2]
    paid = amounts.money(written[-1])
    if len(words) > _MOST_WORDS_OF_A_ROW or paid is None:
        return None
    orders = [number for place, number in numbers[1:] if is_of_an_order(line, place)]
    return AdvisedLine(numbers[0][1], paid, purchase_order=next(iter(orders), ""))


def _without(line: str, numbers: Sequence[tuple[int, str]], written: Sequence[WrittenAmount]) -> str:
    text = list(line)
    spans = [(place, place + len(number)) for place, number in numbers] + [(each.begin, each.end) for each in written]
    for begin, end in spans:
        text[begin:end] = " " * (end - begin)
    return "".join(text)


def _money(cell: str, amounts: Amounts) -> Money | None:
    found = amounts_in(cell)
    return amounts.money(found[0]) if found else None


def _advised(
    number: str, money: dict[str, Money | None], reason: str, reason_code: str, purchase_order: str
) -> AdvisedLine:
    discount, deduction = (
        None if kept is None or kept.is_zero else abs(kept) for kept in (money["discount"], money["deduction"])
    )
    paid, gross = money["paid"], money["gross"]
    if paid is None and gross is not None:
        paid = gross
        for kept in (discount, deduction):
            paid = paid if kept is None else paid - kept
    return AdvisedLine(number, paid, discount, deduction, reason, reason_code, purchase_order)
