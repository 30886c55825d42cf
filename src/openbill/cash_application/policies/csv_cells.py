"""What the cells of a bank's CSV file say: days, amounts, directions and states."""

import re
from datetime import date

from openbill.importing.policies.read_amount import decorated_amount
from openbill.importing.policies.read_date import date_in_order
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.types.files import DateOrder, DecimalStyle
from openbill.primitives.currency import exponent
from openbill.primitives.money import Money

_SIDE = re.compile(r"(.*[\d.)])\s*(CR|DR|C|D|H|S)\.?", re.ASCII | re.IGNORECASE)
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})\.?", re.ASCII)

_OUT = ("d", "dr", "db", "dbit", "debit", "débit", "s", "soll", "lastschrift", "belastung", "ausgang", "debe", "cargo",
        "adeudo", "out", "withdrawal", "-")  # fmt: skip
_IN = ("c", "cr", "crdt", "credit", "crédit", "h", "haben", "gutschrift", "eingang", "haber", "abono", "in", "deposit",
       "+")  # fmt: skip

_PENDING = ("pending", "vorgemerkt", "vormerkung", "en attente", "à venir", "pendiente", "retenido", "not booked",
            "nicht gebucht", "unbooked", "reverted", "declined", "failed", "canceled", "cancelled")  # fmt: skip


def amount_in_cell(raw: str, style: DecimalStyle, currency: str) -> Money:
    """An amount with its sign, a minus or the side behind it: "12.00 DR" and "12,00 S" went out.

    Raises CellRefused.
    """
    value = raw.strip().removeprefix("+").strip()
    side = ""
    if len(value) <= 60 and (found := _SIDE.fullmatch(value)):
        value, side = found[1], found[2].upper()
    named, minor = decorated_amount(value, exponent(currency), style, currency)
    if named not in (None, currency):
        raise CellRefused(f"'{raw[:40]}' is in {named}, and its row in {currency}", "Make the two agree.")
    if side and minor < 0:
        raise CellRefused(f"'{raw[:40]}' has two signs", "Write one of them.")
    return Money(-minor if side[:1] in ("D", "S") else minor, currency)


def day_in_cell(raw: str, order: DateOrder) -> date:
    """The day that a cell says; raises CellRefused."""
    return date_in_order(raw, order)


def is_without_year(raw: str) -> bool:
    """Whether a cell says a day and a month only."""
    return _WITHOUT_YEAR.fullmatch(raw.strip()) is not None


def day_near(raw: str, order: DateOrder, other: date) -> date:
    """A day that is written without its year: the one nearest to another day of its row.

    Raises CellRefused.
    """
    found = _WITHOUT_YEAR.fullmatch(raw.strip())
    if found is None:
        raise CellRefused(f"'{raw[:40]}' is not a date", "Write it with its year.")
    day, month = (int(found[1]), int(found[2])) if order == "DMY" else (int(found[2]), int(found[1]))
    near = []
    for year in (other.year - 1, other.year, other.year + 1):
        try:
            near.append(date(year, month, day))
        except ValueError:
            continue
    if not near:
        raise CellRefused(f"'{raw[:40]}' is not a date on the calendar", "Correct it.")
    return min(near, key=lambda each: abs(each - other))


def went_out(raw: str) -> bool:
    """Whether a word says that money went out.

    Raises CellRefused where it says neither.
    """
    word = raw.strip().rstrip(".").casefold()
    if word in _OUT:
        return True
    if word in _IN:
        return False
    raise CellRefused(f"'{raw[:40]}' says neither that money came in nor that it went out", "Choose another column.")


def is_direction(raw: str) -> bool:
    """Whether a word says which way money went."""
    return raw.strip().rstrip(".").casefold() in (*_OUT, *_IN)


def is_pending(raw: str) -> bool:
    """Whether a word says that a booking is yet to come, or came to nothing."""
    word = raw.casefold()
    return any(each in word for each in _PENDING)
