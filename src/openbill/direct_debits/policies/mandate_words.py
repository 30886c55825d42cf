"""What stands on a mandate, in each language that there are words for."""

from collections.abc import Mapping
from dataclasses import dataclass

from openbill.direct_debits.types import MandateUse, Scheme


@dataclass(frozen=True, slots=True)
class MandateWords:
    """The words of a mandate: what the payer agrees to ({creditor} is a name), and which right it keeps."""

    headings: Mapping[Scheme, str]
    consents: Mapping[Scheme, str]
    rights: Mapping[Scheme, str]
    uses: Mapping[MandateUse, str]
    creditor: str
    creditor_identifier: str
    reference: str
    use: str
    debtor: str
    address: str
    place_and_day: str
    signature: str
    agreement: str
    signed_by_link: str


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """What stands in a mandate; blank where the payer has not entered it yet."""

    scheme: Scheme
    use: MandateUse
    reference: str
    creditor: str
    creditor_identifier: str
    debtor: str = ""
    address: str = ""
    iban: str = ""
    bic: str = ""


def lines_of_mandate(facts: MandateFacts, words: MandateWords) -> list[tuple[str, str]]:
    """The label and the text of each line, in the order of the sheet; the IBAN in groups of four."""
    iban = " ".join(facts.iban[start : start + 4] for start in range(0, len(facts.iban), 4))
    return [
        (words.creditor, facts.creditor),
        (words.creditor_identifier, facts.creditor_identifier),
        (words.reference, facts.reference),
        (words.use, words.uses[facts.use]),
        (words.debtor, facts.debtor),
        (words.address, facts.address),
        ("IBAN", iban),
        ("BIC", facts.bic),
    ]


def agreed_words(facts: MandateFacts, words: MandateWords) -> str:
    """All that a payer agrees to who signs by a link, as it is kept for evidence."""
    lines = [f"{label}: {text}" for label, text in lines_of_mandate(facts, words) if text]
    parts = [
        words.headings[facts.scheme],
        words.consents[facts.scheme].format(creditor=facts.creditor),
        "\n".join(lines),
        words.rights[facts.scheme],
        words.agreement,
    ]
    return "\n\n".join(parts)


_ENGLISH = MandateWords(
    headings={
        Scheme.CORE: "SEPA direct debit mandate",
        Scheme.B2B: "SEPA business-to-business direct debit mandate",
    },
    consents=dict.fromkeys(
        Scheme,
        "With my signature I allow {creditor} to collect payments from the account below by SEPA direct debit, and I"
        " ask my bank to pay these debits from it.",
    ),
    rights={
        Scheme.CORE: "Within eight weeks from the day on which an amount was debited I can ask my bank for it back; the"
        " terms of my contract with the bank hold.",
        Scheme.B2B: "This mandate is for payments between businesses only. Once an amount was debited I cannot ask my"
        " bank for it back; until the day on which it is due I can ask the bank not to debit it. I tell my"
        " bank of this mandate.",
    },
    uses={MandateUse.RECURRENT: "Recurrent payments", MandateUse.ONE_OFF: "One payment"},
    creditor="Creditor",
    creditor_identifier="Creditor identifier",
    reference="Mandate reference",
    use="Kind of payment",
    debtor="Account holder",
    address="Address",
    place_and_day="Place and date",
    signature="Signature",
    agreement="I have read this, and sign this mandate electronically.",
    signed_by_link="Signed electronically by {name} on {day}, by a link that was sent for it",
)

_GERMAN = MandateWords(
    headings={
        Scheme.CORE: "SEPA-Lastschriftmandat",
        Scheme.B2B: "SEPA-Firmenlastschrift-Mandat",
    },
    consents=dict.fromkeys(
        Scheme,
        "Mit meiner Unterschrift erlaube ich {creditor}, Zahlungen vom unten genannten Konto durch SEPA-Lastschrift"
        " einzuziehen, und weise meine Bank an, diese Lastschriften von dort einzulösen.",
    ),
    rights={
        Scheme.CORE: "Innerhalb von acht Wochen ab dem Tag der Belastung kann ich von meiner Bank die Erstattung des"
        " Betrags verlangen; es gelten die Bedingungen meines Vertrags mit der Bank.",
        Scheme.B2B: "Dieses Mandat gilt nur für Zahlungen zwischen Unternehmen. Nach der Belastung kann ich von meiner"
        " Bank keine Erstattung verlangen; bis zum Fälligkeitstag kann ich sie anweisen, nicht"
        " einzulösen. Ich zeige meiner Bank dieses Mandat an.",
    },
    uses={MandateUse.RECURRENT: "Wiederkehrende Zahlungen", MandateUse.ONE_OFF: "Einmalige Zahlung"},
    creditor="Gläubiger",
    creditor_identifier="Gläubiger-Identifikationsnummer",
    reference="Mandatsreferenz",
    use="Zahlungsart",
    debtor="Kontoinhaber",
    address="Anschrift",
    place_and_day="Ort und Datum",
    signature="Unterschrift",
    agreement="Ich habe das gelesen und unterschreibe dieses Mandat elektronisch.",
    signed_by_link="Elektronisch unterschrieben von {name} am {day}, über einen dafür gesandten Link",
)

_WORDS = {"en": _ENGLISH, "de": _GERMAN}


def mandate_words(language: str) -> MandateWords:
    """The words of a language that there are words for (see `notice_language`)."""
    return _WORDS[language]
