"""What sentences say of documents: which are named, and what is paid or kept of each."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from openbill.cash_application.reading.remittances.amounts_in_words import Amounts, WrittenAmount, amounts_in
from openbill.cash_application.reading.remittances.numbers_in_words import numbers_in
from openbill.primitives.money import Money

_END = re.compile(r"(?<=[.!?;])\s+(?=[^\W\d_])|\n[^\S\n]*\n")
_KEPT = re.compile(
    r"\b(?:open|remain\w*|disput\w*|withh[eo]ld\w*|withhold\w*|short\w*|deduct\w*|unpaid|hold\w*|kept|damag\w*|"
    r"offen\w*|rest|restlich\w*|restbetrag|einbehalt\w*|gekürzt\w*|kürz\w*|bestritt\w*|strittig\w*|abzug\w*|abzüg\w*|"
    r"retenu\w*|retien\w*|litige|reste\w*|déduit\w*|déduction|impayé\w*|"
    r"pendiente\w*|reten\w*|deduc\w*|disputa\w*)\b",
    re.IGNORECASE,
)
_DOCUMENT_WORD = re.compile(
    r"\b(?:invoices?|inv|bills?|credit notes?|rechnung(?:en|snummern?)?|rechnungs-?nr|beleg(?:e|nummern?)?|"
    r"gutschrift(?:en)?|factures?|avoirs?|facturas?)\b(?![-/_])\.?\s*(?:(?:numbers?|nos?|nrn?|nummern?|n°s?|nº|num|#)\b\.?)?[\s:#°º]*",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:,|;|&|\+|/|and|und|sowie|et|y|e|bis)?\s*", re.IGNORECASE)
_PREFIXED = re.compile(r"(?:INV|RE|RG|RN|FA|FAC|FACT|FT|CN|CM|GS)[-/_.#]?\d", re.IGNORECASE)
_REFERENCE_WORD = re.compile(
    r"\b(?:trace|check|cheque|scheck|wire|ach|eft|fedwire|reference|ref|referenz|zahlungsreferenz|référence|referencia)\b"
    r"(?:[\s.:#]+(?:number|no|nr|id|ref|reference|trace)\b)*[\s.:#]*",
    re.IGNORECASE,
)
_PAYMENT_WORD = re.compile(
    r"\b(?:pay(?:ment|ing)?|paid|remit\w*|wire\w*|transfer\w*|ach|sent|zahl\w*|gezahlt|bezahlt|überw[ie]\w*|anweis\w*|"
    r"angewiesen|virement|viré|règlement|réglé|réglons|payé|pago|pagado|transferencia|transferido)\b",
    re.IGNORECASE,
)
_TAKEN_OFF = re.compile(
    r"\s*(?:less|minus|[-\u2212\u2013]|abzgl\.?|abzüglich|moins|menos)\b[^=]*$|\s*[-\u2212\u2013]\s*$"
)
_CLOSE = 45
"""Letters between an amount and the document that it is said of."""
_SHORTEST_REFERENCE = 4


@dataclass(frozen=True, slots=True)
class Said:
    """An amount that a sentence says of a document: paid on it, or kept."""

    number: str
    amount: Money
    is_kept: bool


def documents_said(text: str) -> list[str]:
    """Numbers behind words for a document, in lists too; else those that begin as numbers of invoices do."""
    found: dict[str, None] = {}
    for word in _DOCUMENT_WORD.finditer(text):
        found.update(dict.fromkeys(_listed(text[word.end() : word.end() + 1_000])))
    if not found:
        found = dict.fromkeys(number for _, number in numbers_in(text) if _PREFIXED.match(number))
    return list(found)


def _listed(text: str) -> Iterator[str]:
    """The numbers with which a text begins, until something else stands there."""
    place = 0
    numbers = dict(numbers_in(text))
    while place in numbers:
        yield numbers[place]
        place += len(numbers[place])
        between = _LISTED.match(text, place)
        assert between is not None, "It matches nothing too."
        place = between.end()


def said_of(text: str, numbers: Collection[str], amounts: Amounts) -> Iterator[Said]:
    """What sentences say of known documents: "apply $1,100.00 to INV-1", "INV-1 mit 1.100,00 EUR".

    What stands behind a word such as "remaining" or "offen" is kept.
    """
    known = set(numbers)
    for sentence in _END.split(text):
        written = [each for each in amounts_in(sentence) if each.is_certain]
        places = [(place, number) for place, number in numbers_in(sentence, written) if number in known]
        if not written or not places:
            continue
        kept = _KEPT.search(sentence)
        is_amount_first = written[0].begin < places[0][0]
        beside = [
            (place, number, each)
            for place, number in places
            if (each := _beside(sentence, place, len(number), written, is_amount_first=is_amount_first)) is not None
        ]
        # An amount that stands beside several documents is of all of them together.
        uses = Counter(each.begin for _, _, each in beside)
        for place, number, each in beside:
            money = amounts.money(each)
            if uses[each.begin] == 1 and money is not None and money.is_positive:
                yield Said(number, money, is_kept=kept is not None and kept.start() < max(each.begin, place))


def _beside(
    sentence: str, place: int, length: int, written: list[WrittenAmount], *, is_amount_first: bool
) -> WrittenAmount | None:
    if is_amount_first:
        before = [each for each in written if each.end <= place]
        return before[-1] if before and place - before[-1].end <= _CLOSE else None
    behind = [each for each in written if each.begin >= place + length]
    if not behind or behind[0].begin - place - length > _CLOSE:
        return None
    return _reckoned(sentence, behind)


def _reckoned(sentence: str, written: list[WrittenAmount]) -> WrittenAmount:
    """The first amount, or what is left of it where the sentence reckons: "$100.00 less $2.00 = $98.00"."""
    if len(written) > 2:
        first, second, third = written[:3]
        if _TAKEN_OFF.match(sentence[first.end : second.begin]) and sentence[second.end : third.begin].strip() == "=":
            return third
    return written[0]


def reference_said(text: str) -> str:
    """The number behind a word for a payment's reference: "(trace 0210000212)"; blank where there is none."""
    for word in _REFERENCE_WORD.finditer(text):
        behind = text[word.end() : word.end() + 60]
        for place, number in numbers_in(behind):
            if place == 0 and len(number) >= _SHORTEST_REFERENCE:
                return number
    return ""


def amount_said(text: str, amounts: Amounts) -> Money | None:
    """The first amount of a sentence about a payment; None where there is none, or what it says is kept."""
    for sentence in _END.split(text):
        written = [each for each in amounts_in(sentence) if each.is_certain]
        if written and _PAYMENT_WORD.search(sentence) and not _KEPT.search(sentence[: written[0].end]):
            return amounts.money(written[0])
    return None
