"""Which text a cell holds, once spreadsheets' leavings are gone."""

import re
import unicodedata
from zoneinfo import ZoneInfo

from openbill.importing.policies.refuse_cell import CellRefused
from openbill.primitives.unseen_characters import unseen_character

NAME_LENGTH = 200
NUMBER_LENGTH = 100
SHORT_LENGTH = 40

_MEMORY = 20_000
_FORMULA_TEXT = re.compile(r'="([^"]*)"')
_WHOLE_NUMBER = re.compile(r"(-?\d+)\.0")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
_DAYS = re.compile(
    r"(?:net|netto|n)?\s*(\d{1,4})\s*(?:\.0)?\s*(?:days?|tage?n?|jours?|d[ií]as?|t|d|j)?\.?(?:\s*net(?:to|s)?)?",
    re.I,
)
_INNER_SPACE = ("\t", "\n", "\r", "\u00a0", "\u202f")


class TextReader(dict[str, str | None]):
    """Cell to clean text, None for a blank one; each spelling is worked out once and remembered."""

    def __init__(self, limit: int = NUMBER_LENGTH, *, whole_numbers: bool = False) -> None:
        super().__init__()
        self._limit = limit
        self._whole_numbers = whole_numbers

    def __missing__(self, raw: str) -> str | None:
        text = clean_text(raw, self._limit, whole_numbers=self._whole_numbers)
        if len(self) >= _MEMORY:
            self.clear()
        self[raw] = text
        return text

    def read_once(self, raw: str) -> str | None:
        """The same for texts that hardly ever repeat, such as document numbers: nothing is remembered."""
        return clean_text(raw, self._limit, whole_numbers=self._whole_numbers)


def clean_text(raw: str, limit: int = NUMBER_LENGTH, *, whole_numbers: bool = False) -> str | None:
    """A cell's text in Unicode form NFC, None where it is blank; leading zeros stay.

    What a spreadsheet adds is taken off: a leading apostrophe, ="00123", and (where the whole column has it)
    the ".0" of a number kept as a float. Line breaks and tabs within become one space.

    Raises CellRefused for control characters and for text longer than the limit.
    """
    text = raw.strip() if raw.isascii() and raw.isprintable() else _composed(raw)
    if text[:1] in ("'", "="):
        match = _FORMULA_TEXT.fullmatch(text)
        text = (match[1] if match else text.removeprefix("'")).strip()
    if whole_numbers and text[-2:] == ".0":
        match = _WHOLE_NUMBER.fullmatch(text)
        text = match[1] if match else text
    unseen = unseen_character(text)
    if unseen is not None:
        raise CellRefused(f"it holds the character {unseen}, which is not seen", "Take the character out.")
    if len(text) > limit:
        raise CellRefused(
            f"'{text[:40]}...' has {len(text)} characters, at most {limit} are kept",
            f"Shorten it to {limit} characters.",
        )
    return text or None


def email_address(raw: str) -> str | None:
    """One address, None where the cell is blank. Raises CellRefused."""
    text = clean_text(raw, NAME_LENGTH)
    if text is None or _EMAIL.fullmatch(text):
        return text
    raise CellRefused(
        f"'{text[:80]}' is not one e-mail address", "Write one such as name@example.com, or leave it blank."
    )


def time_zone_name(raw: str) -> str | None:
    """A zone of the IANA database, None where the cell is blank. Raises CellRefused."""
    text = clean_text(raw)
    if text is None:
        return None
    try:
        return ZoneInfo(text).key
    except (OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        pass
    except KeyError:
        pass
    raise CellRefused(f"'{text}' is not a time zone", "Write a name such as Europe/Berlin.")


def whole_days(raw: str) -> int | None:
    """Days of "30", "Net 30" or "30 Tage netto"; None where the cell is blank. Raises CellRefused."""
    text = clean_text(raw)
    if text is None:
        return None
    match = _DAYS.fullmatch(text)
    if match is None:
        raise CellRefused(f"'{text[:40]}' is not a number of days", "Write a number such as 30.")
    return int(match[1])


def instalment(raw: str) -> int | None:
    """The number of an instalment, 1 to 999; None where the cell is blank. Raises CellRefused."""
    text = clean_text(raw, whole_numbers=True)
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 3 and int(text):
        return int(text)
    raise CellRefused(f"'{text[:40]}' is not the number of an instalment", "Write a number from 1 to 999.")


def _composed(raw: str) -> str:
    text = raw
    for space in _INNER_SPACE:
        text = text.replace(space, " ")
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff")).strip()
    for letter in text:
        if unicodedata.category(letter) in ("Cc", "Cs"):
            raise CellRefused(
                f"the text holds the control character U+{ord(letter):04X}",
                "Remove it: it cannot be seen or printed.",
            )
    return " ".join(text.split()) if text != raw else text
