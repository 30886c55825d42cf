"""What a customer reads for the kind of an item."""

_WORDS = {
    "en": {
        "invoice": "Invoice", "debit_note": "Debit note", "credit_note": "Credit note", "payment": "Payment",
        "fee": "Fee", "late_interest": "Late interest", "recovery": "Invoice",
    },
    "de": {
        "invoice": "Rechnung", "debit_note": "Nachberechnung", "credit_note": "Gutschrift", "payment": "Zahlung",
        "fee": "Gebühr", "late_interest": "Verzugszinsen", "recovery": "Rechnung",
    },
}  # fmt: skip
_CORRECTION = {"en": "Correction", "de": "Korrektur"}


def kind_words(kind: str, language: str) -> str:
    """The word for a kind in a language, English where it has none; what has no word of its own is a correction."""
    spoken = language.split("-")[0]
    spoken = spoken if spoken in _WORDS else "en"
    return _WORDS[spoken].get(kind, _CORRECTION[spoken])
