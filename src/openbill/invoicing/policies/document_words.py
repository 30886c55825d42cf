"""What documents say of themselves, in the customer's language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """`rest` names on a credit note what is left of a document with a number."""

    rounding: str
    rest: str


_WORDS = {
    "en": DocumentWords(
        rounding="Each line is rounded once, and the tax once per rate.",
        rest="What is left of {number}",
    ),
    "de": DocumentWords(
        rounding="Jede Position ist einmal gerundet, die Steuer einmal je Steuersatz.",
        rest="Rest von {number}",
    ),
    "fr": DocumentWords(
        rounding="Chaque ligne est arrondie une fois, et la taxe une fois par taux.",
        rest="Reste de {number}",
    ),
    "es": DocumentWords(
        rounding="Cada línea se redondea una vez, y el impuesto una vez por tipo.",
        rest="Resto de {number}",
    ),
}


def document_words(language: str) -> DocumentWords:
    """The words of a language; English where it has none of its own."""
    return _WORDS.get(language.split("-")[0], _WORDS["en"])
