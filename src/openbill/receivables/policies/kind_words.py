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
    "fr": {
        "invoice": "Facture", "debit_note": "Note de débit", "credit_note": "Avoir", "payment": "Paiement",
        "fee": "Frais", "late_interest": "Intérêts de retard", "recovery": "Facture",
    },
    "es": {
        "invoice": "Factura", "debit_note": "Nota de cargo", "credit_note": "Factura rectificativa", "payment": "Pago",
        "fee": "Gastos", "late_interest": "Intereses de demora", "recovery": "Factura",
    },
}  # fmt: skip
_CORRECTION = {"en": "Correction", "de": "Korrektur", "fr": "Correction", "es": "Corrección"}


def kind_words(kind: str, language: str) -> str:
    """The word for a kind in a language, English where it has none; what has no word of its own is a correction."""
    spoken = language.split("-")[0]
    spoken = spoken if spoken in _WORDS else "en"
    return _WORDS[spoken].get(kind, _CORRECTION[spoken])
