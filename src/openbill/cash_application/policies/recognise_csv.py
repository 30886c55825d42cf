"""What the columns of a bank's CSV file say, and how its days and amounts are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openbill.cash_application.policies.csv_cells import is_direction, is_without_year
from openbill.cash_application.policies.csv_headings import meaning_of
from openbill.cash_application.types.csv_files import CsvMapping, CsvSigns, ProposedCsv
from openbill.importing.policies.decide_decimal_style import DecimalEvidence, decide_decimal_style
from openbill.importing.policies.read_date import DateEvidence
from openbill.importing.types.files import DateOrder
from openbill.primitives.currency import exponent

AMBIGUOUS_DAYS = "The days could begin with the day or with the month: choose which."
DAYS_OF_BOTH_KINDS = "Some days can only begin with the day, and others only with the month: choose which are right."
DECIMALS = "Amounts such as 1.234 could have decimals or thousands: look at the amounts."
OTHER_DECIMALS = "Some amounts have a decimal point and some a decimal comma: look at the amounts."
MIXED_DEBITS = "The column of debits has amounts with and without minus: look at which went out."

_AMOUNTS = ("amount", "debit", "credit", "balance", "opening", "closing")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column by its name, with the cells below it that are not blank."""

    name: str
    cells: tuple[str, ...]


def recognise_csv(headings: Sequence[str], rows: Sequence[Sequence[str]], currency: str) -> ProposedCsv | None:
    """The mapping that names of columns and all rows of a file suggest; None where no day or no amount is headed.

    What is parted and encoded how is the caller's; amounts without a currency are in `currency`. A day that could be a
    month is not guessed: `day_order` is None then, and a note says so.
    """
    columns = _columns(headings, rows)
    if "booked_date" not in columns or columns.keys().isdisjoint(("amount", "debit", "credit")):
        return None
    columns = _agreeing(columns)
    texts = tuple(heading for heading in headings if (meaning := meaning_of(_bare(heading))) and meaning[0] == "text")
    notes: list[str] = []
    evidence = DecimalEvidence()
    for name in _AMOUNTS:
        for cell in columns[name].cells if name in columns else ():
            evidence.weigh_one(cell[:60])
    decimal_sign, assumed = decide_decimal_style(evidence, exponent(currency))
    if assumed:
        notes.append(OTHER_DECIMALS if evidence.point and evidence.comma else DECIMALS)
    told: dict[str, Any] = {name: column.name for name, column in columns.items()}
    mapping = CsvMapping(
        **told,
        text=texts,
        signs=_signs(columns, notes),
        decimal_sign=decimal_sign,
        day_order=_day_order(columns, notes),
    )
    return ProposedCsv(mapping, tuple(filter(None, headings)), tuple(notes))


def _columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, _Column]:
    """By what they say the columns with the most telling headings; texts are several, and not among them."""
    ranked: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        meaning = meaning_of(_bare(heading)) if heading else None
        if meaning is not None and meaning[0] != "text":
            name, rank = meaning
            ranked[name] = min(ranked.get(name, (rank, place)), (rank, place))
    found = {}
    for name, (_, place) in ranked.items():
        cells = tuple(row[place] for row in rows if place < len(row) and row[place])
        found[name] = _Column(headings[place], cells)
    return found


def _bare(heading: str) -> str:
    """The heading of a column whose name is counted: "Currency (2)" is none that is looked for."""
    return "" if heading.endswith(")") and heading.rpartition("(")[2][:-1].isdigit() else heading


def _agreeing(columns: Mapping[str, _Column]) -> dict[str, _Column]:
    """The columns that go together: one way of amounts, of balances and of directions, and whose account is told."""
    found = dict(columns)
    if "debit" in found and "credit" in found:
        found.pop("amount", None)
    elif "amount" in found:
        found.pop("debit", None)
        found.pop("credit", None)
    direction = found.get("direction")
    if direction and ("amount" not in found or not direction.cells or not all(map(is_direction, direction.cells))):
        del found["direction"]
    if "direction" in found and any("-" in cell for cell in found["amount"].cells):
        del found["direction"]
    if "balance" in found or "opening" not in found or "closing" not in found:
        found.pop("opening", None)
        found.pop("closing", None)
    if "value_date" in found and not found["value_date"].cells:
        del found["value_date"]
    account = found.pop("any_account", None)
    if account and account.cells:
        is_own = "own_account" not in found and len(set(account.cells)) == 1
        found.setdefault("own_account" if is_own else "payer_account", account)
    return found


def _signs(columns: Mapping[str, _Column], notes: list[str]) -> CsvSigns:
    if "amount" in columns:
        return CsvSigns.UNSIGNED if "direction" in columns else CsvSigns.SIGNED
    told = columns["debit"].cells if "debit" in columns else ()
    debits = [cell for cell in told if any(letter in "123456789" for letter in cell)]
    negative = sum("-" in cell or cell.startswith("(") for cell in debits)
    if 0 < negative < len(debits):
        notes.append(MIXED_DEBITS)
    return CsvSigns.SIGNED if negative > len(debits) - negative else CsvSigns.UNSIGNED


def _day_order(columns: Mapping[str, _Column], notes: list[str]) -> DateOrder | None:
    """What all days prove; those with dots begin with the day wherever they are written."""
    evidence = DateEvidence()
    for name in ("booked_date", "value_date"):
        if name in columns:
            evidence.weigh(cell for cell in columns[name].cells if not is_without_year(cell))
    if evidence.day_first and evidence.month_first:
        notes.append(DAYS_OF_BOTH_KINDS)
        return None
    if evidence.proven_order is not None:
        return evidence.proven_order
    if not evidence.either:
        return "YMD"
    if evidence.dotted == evidence.either:
        return "DMY"
    notes.append(AMBIGUOUS_DAYS)
    return None


def without_balance(proposed: ProposedCsv, note: str) -> ProposedCsv:
    """The same without the column of balances, and why."""
    return replace(proposed, mapping=replace(proposed.mapping, balance=""), notes=(*proposed.notes, note))
