"""Field 86 in words between strokes, as Dutch banks write it: /TRTP/SEPA/IBAN/NL.../NAME/.../REMI/..."""

import re
from collections.abc import Mapping, Sequence

from openbill.cash_application.reading.mt940.information import Information, compact, noted
from openbill.cash_application.reading.mt940.values import identifier
from openbill.cash_application.reading.mt940.wrapped import LINE, one_spaced, unwrapped
from openbill.cash_application.types.statements import Party, Remittance

_WORDS = (
    "TRTP|IBAN|BIC|NAME|REMI|EREF|PREF|MARF|CSID|CNTP|ORDP|BENM|ULTD|ULTB|ULTC|ISDT|RTRN|PURP|TRCD|SVCL|ADDR|ID|KREF|"
    "IREF|NRTX|OAMT|COAM|CHGS|EXCH|OCMT"
)
_WORD = re.compile(rf"/({_WORDS})/")
_STRUCTURED = re.compile(r"STRD/(?:[A-Z]+/)?(.+)")
_PARTIES = ("ORDP", "BENM")
_ULTIMATE = ("ULTD", "ULTB", "ULTC")


def read_slashed(lines: Sequence[str]) -> Information | None:
    """What the words tell, or None where the field does not begin with one.

    A name belongs to the other side, but behind the word for who stands behind it. Left out are codes, addresses, and
    who is creditor by which identifier.
    """
    text = unwrapped(lines, _width(lines)).strip()
    if not _WORD.match(text):
        return None
    told = _told(text)
    name, account, bank = told.get("NAME", ""), compact(told, "IBAN"), compact(told, "BIC")
    if other := told.get("CNTP", ""):
        account, bank, name, *_ = [*(each.strip() for each in other.split("/")), "", "", ""]
    return Information(
        remittance=_remittance(told.get("REMI") or told.get("NRTX", "")),
        party=Party(name=name, account="".join(account.split()), bank=bank),
        end_to_end_id=identifier(told.get("EREF", "")),
        mandate_id=identifier(told.get("MARF", "")),
        batch_id=identifier(told.get("PREF") or told.get("KREF", "")),
        return_reason=told.get("RTRN", ""),
        charges=told.get("COAM", ""),
        original=told.get("OAMT", ""),
        note=noted(told.get("TRTP", ""), *(told.get(word, "") for word in _ULTIMATE)),
    )


def _width(lines: Sequence[str]) -> int:
    """Some banks break after one character less than they may."""
    return LINE if any(len(line) >= LINE for line in lines) else LINE - 1


def _remittance(text: str) -> Remittance:
    if found := _STRUCTURED.fullmatch(text):
        return Remittance(structured=("".join(found[1].split()),))
    return Remittance(text.removeprefix("USTD//"))


def _told(text: str) -> Mapping[str, str]:
    """What stands behind each word; one that comes again belongs to the text before it.

    A name goes to whoever was announced last before it.
    """
    told: dict[str, list[str]] = {}
    last: list[str] = []
    whose = ""
    position = 0
    while found := _WORD.match(text, position):
        following = _WORD.search(text, found.end() - 1)
        value = one_spaced(text[found.end() : following.start() if following else len(text)]).strip("/")
        word = found[1]
        if word in (*_PARTIES, *_ULTIMATE):
            whose = word
        if word == "NAME" and whose in _ULTIMATE:
            word = whose
        if any(told.get(word, ())):
            last.append(f"/{found[1]}/{value}")
        else:
            told[word] = last = [value]
        position = following.start() if following else len(text)
    return {word: "".join(values) for word, values in told.items()}
