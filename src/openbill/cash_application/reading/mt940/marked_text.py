"""The marks that German banks put into the remittance of SEPA payments (EREF+, SVWZ+)."""

import re
from collections.abc import Mapping, Sequence

from openbill.cash_application.reading.mt940.wrapped import one_spaced

TEXT = ""
"""Under this stands what is under no mark."""

_MARKS = "EREF|KREF|MREF|CRED|DEBT|SVWZ|COAM|OAMT|ABWA|ABWE|IBAN|BIC|PURP|MDAT|SQTP|DDAT|ORCR|ORMR|MTLG|RTRN"
_AT_BEGINNING = re.compile(rf"\s*(?:{_MARKS})[+:]")
_WITHIN = re.compile(rf"(?:^|(?<=\s))({_MARKS})([+:])")
_WORDS_OF_PEOPLE = ("IBAN:", "BIC:")
"""People write these too; they are marks only behind another one."""


def read_marked(pieces: Sequence[str], width: int) -> Mapping[str, str]:
    """What stands under each mark, and under TEXT before the first and under SVWZ.

    A mark stands at the beginning of a piece or behind a space, and may itself be cut by the width. A mark that comes
    again goes on.
    """
    whole = ""
    for piece in pieces:
        gap = "\n" if _AT_BEGINNING.match(piece) else ""
        whole += gap + (piece if len(piece) >= width else f"{piece} ")
    told: dict[str, list[str]] = {TEXT: []}
    mark = TEXT
    parts = _WITHIN.split(whole)
    told[mark].append(parts[0])
    for name, sign, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if name + sign in _WORDS_OF_PEOPLE and mark == TEXT and len(told) == 1:
            told[TEXT].append(f"{name}{sign}{text}")
            continue
        mark = TEXT if name == "SVWZ" else name
        told.setdefault(mark, []).append(text)
    return {name: one_spaced(" ".join(texts)) for name, texts in told.items()}
