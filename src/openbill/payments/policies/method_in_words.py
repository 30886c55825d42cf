"""By which method a payment came, as another program's words say it."""

from openbill.payments.types import PaymentMethod

_WORDS = {
    PaymentMethod.CHEQUE: "cheque|check|chèque|scheck",
    PaymentMethod.DIRECT_DEBIT: "direct.?debit|lastschrift|einzug|prélèvement|domiciliación",
    PaymentMethod.CARD: "card|karte|carte|tarjeta",
    PaymentMethod.CASH: "cash|bar|bargeld|espèces|efectivo",
}
_CASES = " ".join(
    f"WHEN lower(method_in_words) ~ '\\m({words})' THEN '{method.value}'" for method, words in _WORDS.items()
)

METHOD_IN_WORDS = f"CASE {_CASES} ELSE '{PaymentMethod.BANK_TRANSFER.value}' END"
"""A method of the column `method_in_words`: by the beginning of a word in it, else a bank transfer."""
