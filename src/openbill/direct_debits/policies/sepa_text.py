"""What may be written in a SEPA message."""

import re
import unicodedata

from openbill.direct_debits.errors import ReferenceWrong

LONGEST_NAME = 70
LONGEST_TEXT = 140
LONGEST_REFERENCE = 35

_ALLOWED = re.compile(r"[A-Za-z0-9/?:().,'+ -]")
_REFERENCE = re.compile(r"[A-Za-z0-9?:().,'+-]+(?:/[A-Za-z0-9?:().,'+-]+)*")

_SPELLED: dict[str, str] = {
    "Ä": "AE", "Ö": "OE", "Ü": "UE", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ẞ": "SS", "Æ": "AE", "æ": "ae",
    "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Å": "A", "å": "a", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ð": "D",
    "ð": "d", "Þ": "TH", "þ": "th", "ı": "i", "&": "+", "_": "-", "€": "EUR", "’": "'", "‘": "'", "–": "-", "—": "-",
    "\u00a0": " ",
}  # fmt: skip
"""Letters and signs that do not lose a mark to become one of the set, and how they are spelled instead."""

_GREEK = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)) | {"θ": "th", "χ": "ch", "ψ": "ps"}
_BULGARIAN = dict(zip("абвгдезийклмнопрстуфъь", "abvgdeziyklmnoprstufay", strict=True)) | {
    "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya",
}  # fmt: skip
_SMALL = _GREEK | _BULGARIAN


def sepa_text(text: str, longest: int) -> str:
    """A text in the letters that every bank takes (EPC217-08), cut to a length; what has no letter there is a point.

    Umlauts and joined letters are spelled in full, others lose their marks, and Greek and Bulgarian letters become
    Latin ones as in passports. Runs of space become one blank.
    """
    spelled = "".join(_spelled(letter) for letter in unicodedata.normalize("NFC", text))
    return " ".join(spelled.split())[:longest].strip()


def sepa_reference(field: str, text: str) -> str:
    """A reference that comes back unchanged from every bank, 1 to 35 letters. Raises ReferenceWrong, naming the field.

    No blank, and no slash at an end or twice in a row (EPC217-08).
    """
    reference = text.strip()
    if len(reference) > LONGEST_REFERENCE or not _REFERENCE.fullmatch(reference):
        raise ReferenceWrong(field=field, longest=LONGEST_REFERENCE)
    return reference


def _spelled(letter: str) -> str:
    if letter.isspace():
        return " "
    if letter in _SPELLED:
        return _SPELLED[letter]
    if letter.lower() in _BULGARIAN:
        return _latin(letter)
    bare = "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    return "".join(_latin(each) for each in bare)


def _latin(letter: str) -> str:
    if _ALLOWED.fullmatch(letter):
        return letter
    small = _SMALL.get(letter.lower())
    if small is None:
        return "."
    return small if letter.islower() else small.capitalize()
