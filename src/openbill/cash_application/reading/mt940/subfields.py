"""Field 86 in numbered parts, as German and Polish banks and others write it: 166?00GUTSCHRIFT?20SVWZ+..."""

import re
from collections.abc import Mapping, Sequence

from openbill.cash_application.reading.mt940.information import Information, compact, noted
from openbill.cash_application.reading.mt940.marked_text import TEXT, read_marked
from openbill.cash_application.reading.mt940.values import identifier
from openbill.cash_application.reading.mt940.wrapped import PIECE, one_spaced, unwrapped, unwrapped_closely
from openbill.cash_application.types.statements import Party, Remittance

_BEGINNING = re.compile(r"\s*([0-9]{3})\s*([?<>^~|#@*!])(?=00|10|2[0-9]|3[0-9]|6[0-3])", re.ASCII)
"""The kind of booking, and the sign that separates the parts: a question mark, or what the bank took for it."""

_REMITTANCE = tuple(f"{number}" for number in (*range(20, 30), *range(60, 64)))
_NAME = ("32", "33")
_OTHER_NAMES = ("70", "71", "72", "73")
_KNOWN = frozenset({"00", "10", *_REMITTANCE, *(f"{number}" for number in range(30, 40)), *_OTHER_NAMES})

_RETURNS = ("059", "108", "109", "159")
"""Kinds of booking by which something came back."""

_REASON = re.compile(r"\b((?:AC|AG|AM|BE|DT|ED|FF|MD|MS|RC|RR|SL|TM)[0-9]{2})\b", re.ASCII)


def read_subfields(lines: Sequence[str]) -> Information | None:
    """What the parts tell, or None where the field has none.

    Each number comes once: what looks like another part belongs to the text. Left out are the number of the bank's
    own journal, and who is creditor by which identifier.
    """
    text = unwrapped_closely(lines)
    beginning = _BEGINNING.match(text)
    if beginning is None:
        return None
    parts = _parts(text[beginning.end(1) :].lstrip(), beginning[2])
    told = read_marked([parts[number] for number in _REMITTANCE if number in parts], PIECE)
    name = one_spaced(unwrapped([parts.get(number, "") for number in _NAME], PIECE))
    ultimate = [told.get("ABWA", ""), told.get("ABWE", "")]
    is_return = beginning[1] in _RETURNS
    return Information(
        remittance=Remittance(told[TEXT]),
        party=Party(
            name=name or noted(*ultimate),
            account=compact(parts, "38", "31") or compact(told, "IBAN"),
            bank=compact(parts, "30") or compact(told, "BIC"),
        ),
        code=beginning[1],
        end_to_end_id=identifier(told.get("EREF", "")),
        mandate_id=identifier(told.get("MREF", "")),
        batch_id=identifier(told.get("KREF", "")),
        return_reason=_reason(told, parts) if is_return else "",
        charges=told.get("COAM", ""),
        original=told.get("OAMT", ""),
        note=noted(
            one_spaced(parts.get("00", "")),
            told.get("MTLG", ""),
            *(ultimate if name else ()),
            one_spaced(unwrapped([parts.get(number, "") for number in _OTHER_NAMES], PIECE)),
        ),
    )


def _parts(text: str, separator: str) -> Mapping[str, str]:
    """The parts by their numbers; the text begins with a separator."""
    parts: dict[str, list[str]] = {}
    last: list[str] = []
    for piece in text.split(separator)[1:]:
        number = piece[:2]
        if number in _KNOWN and number not in parts:
            parts[number] = last = [piece[2:]]
        else:
            last.append(piece)
    return {number: separator.join(pieces) for number, pieces in parts.items()}


def _reason(told: Mapping[str, str], parts: Mapping[str, str]) -> str:
    """The code of ISO 20022 where it is told anywhere, else the bank's own number."""
    texts = [told.get("RTRN", ""), told[TEXT], told.get("MTLG", "")]
    found = next((found for text in texts if (found := _REASON.search(text))), None)
    return found[1] if found else parts.get("34", "").strip()
