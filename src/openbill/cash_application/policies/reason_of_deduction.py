"""What a payer means who kept something: their reason code or their words, as a dispute of ours or as withheld tax."""

import re
from collections.abc import Mapping

from openbill.disputes.types import DisputeReason
from openbill.payments.types import ShortfallKind

KeptFor = DisputeReason | ShortfallKind
"""What becomes of what a payer kept: it is disputed for a reason, or it is tax that is withheld."""

LONGEST_CODE = 40

_WORDS: tuple[tuple[DisputeReason, str], ...] = (
    (DisputeReason.NOT_RECEIVED, r"not received|never received|nicht erhalten|non reçu|pas reçu|no recibid|\bpod\b"),
    (DisputeReason.MISSING_PURCHASE_ORDER, r"purchase order|\bp\.?o\.? (number|missing)|bestellnummer|bon de commande|"
                                           r"orden de compra"),
    (DisputeReason.DUPLICATE, r"duplicate|paid twice|billed twice|doppel|doublon|deux fois|duplicad"),
    (DisputeReason.UNEARNED_DISCOUNT, r"cash discount|early payment|skonto|escompte|pronto pago"),
    (DisputeReason.QUANTITY, r"short ?ship|shortage|quantity|missing (item|good|unit|carton|piece)|\bshort\b|menge|"
                             r"fehlend|quantité|manquant|cantidad|faltante"),
    (DisputeReason.QUALITY, r"damage|broken|defect|quality|spoil|beschädig|defekt|mangel|mängel|qualität|endommag|"
                            r"défect|qualité|dañad|defectuos|calidad"),
    (DisputeReason.PRICE, r"pric|overcharg|preis|prix|precio"),
    (DisputeReason.DELIVERY, r"deliver|freight|transport|\blate\b|liefer|fracht|livraison|retard|entrega|flete"),
    (DisputeReason.CONTRACT, r"contract|rebate|bonus|promotion|advertis|allowance|volume discount|vertrag|rabatt|"
                             r"contrat|remise|rappel"),
)  # fmt: skip
_WITHHELD = re.compile(
    r"with-?h[eo]ld|\bw\.?h\.?t\b|\btds\b|quellensteuer|abzug(s)?steuer|retenue à la source|retención|retencion"
)
_PATTERNS = tuple((reason, re.compile(words)) for reason, words in _WORDS)

STANDARD_CODES: Mapping[str, DisputeReason] = {
    **dict.fromkeys(("01", "03", "08", "09", "22", "29", "30", "62"), DisputeReason.PRICE),
    **dict.fromkeys(("04", "05", "07", "11", "12"), DisputeReason.QUALITY),
    **dict.fromkeys(("06", "42"), DisputeReason.QUANTITY),
    **dict.fromkeys(("41", "46", "54"), DisputeReason.DELIVERY),
    **dict.fromkeys(("18", "19"), DisputeReason.DUPLICATE),
    **dict.fromkeys(("24", "43"), DisputeReason.UNEARNED_DISCOUNT),
    **dict.fromkeys(("56", "57", "71"), DisputeReason.CONTRACT),
    "59": DisputeReason.NOT_RECEIVED,
    "61": DisputeReason.MISSING_PURCHASE_ORDER,
}
"""The adjustment reasons of ASC X12 (data element 426) that say what a dispute is about."""


def normal_code(code: str) -> str:
    """A payer's code as it is compared."""
    return " ".join(code.upper().split())[:LONGEST_CODE]


def reason_of_deduction(code: str, words: str, agreed: Mapping[str, DisputeReason]) -> KeptFor:
    """Why a payer kept something: by their code as it was agreed on, then by X12, then by their words.

    `agreed` are reasons by normal code. Who says nothing that is known has some other reason.
    """
    codes, told = _readings(code), _readings(words)
    for each in (*codes, *told):
        if found := agreed.get(each):
            return found
    for each in codes:
        if found := STANDARD_CODES.get(each):
            return found
    said = f"{words} {code}".lower()
    if _WITHHELD.search(said):
        return ShortfallKind.WITHHOLDING_TAX
    return next((reason for reason, pattern in _PATTERNS if pattern.search(said)), DisputeReason.OTHER)


def _readings(text: str) -> tuple[str, ...]:
    """A text as one code, and each word of it as one: some write the code among their words."""
    whole = normal_code(text)
    return (whole, *whole.split())
