"""Which kind of document a cell names."""

from openbill.importing.policies.match_headers import header_key
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.types.files import DocumentKind

_CODES: dict[str, DocumentKind] = {
    **dict.fromkeys(
        [
            "rv",
            "dr",
            "rn",
            "ri",
            "rf",
            "inv",
            "in",
            "si",
            "sin",
            "accrec",
            "outinvoice",
            "re",
            "rg",
            "fa",
            "fac",
            "380",
        ],
        "invoice",
    ),
    **dict.fromkeys(
        ["dg", "cn", "cr", "crn", "sc", "src", "outrefund", "accreccredit", "gs", "av", "avr", "na", "381"],
        "credit_note",
    ),
    **dict.fromkeys(["dn", "db", "383"], "debit_note"),
    **dict.fromkeys(["dz", "pmt", "pay", "sr", "za", "zp", "rcpt"], "payment"),
}
_WORDS: tuple[tuple[str, DocumentKind], ...] = (
    # A payment that went back is owed again; further down, "return" is that of goods.
    ("returnedpayment", "debit_note"),
    ("paymentreturn", "debit_note"),
    ("returnofpayment", "debit_note"),
    ("returnedcheck", "debit_note"),
    ("returnedcheque", "debit_note"),
    ("returneddirectdebit", "debit_note"),
    ("chargeback", "debit_note"),
    ("rucklastschrift", "debit_note"),
    ("ruecklastschrift", "debit_note"),
    ("creditnote", "credit_note"),
    ("creditmemo", "credit_note"),
    ("creditinvoice", "credit_note"),
    ("gutschrift", "credit_note"),
    ("rechnungskorrektur", "credit_note"),
    ("storno", "credit_note"),
    ("avoir", "credit_note"),
    ("notedecredit", "credit_note"),
    ("notadecredito", "credit_note"),
    ("abono", "credit_note"),
    ("rectificativa", "credit_note"),
    ("refund", "credit_note"),
    ("return", "credit_note"),
    ("debitnote", "debit_note"),
    ("debitmemo", "debit_note"),
    ("lastschriftbeleg", "debit_note"),
    ("belastung", "debit_note"),
    ("notededebit", "debit_note"),
    ("notadedebito", "debit_note"),
    ("notadecargo", "debit_note"),
    ("payment", "payment"),
    ("receipt", "payment"),
    ("zahlung", "payment"),
    ("paiement", "payment"),
    ("reglement", "payment"),
    ("pago", "payment"),
    ("cobro", "payment"),
    ("invoice", "invoice"),
    ("rechnung", "invoice"),
    ("facture", "invoice"),
    ("factura", "invoice"),
    ("bill", "invoice"),
    ("credit", "credit_note"),
)
_MEMORY = 1_000


class DocumentKindReader(dict[str, DocumentKind]):
    """Text to kind of document, remembered."""

    def __missing__(self, raw: str) -> DocumentKind:
        kind = document_kind(raw)
        if len(self) >= _MEMORY:
            self.clear()
        self[raw] = kind
        return kind


def document_kind(raw: str) -> DocumentKind:
    """The kind that a word in four languages or a code of SAP, Sage, Xero or Odoo names; blank is an invoice.

    Raises CellRefused.
    """
    key = header_key(raw)
    if not key:
        return "invoice"
    if key in _CODES:
        return _CODES[key]
    for word, kind in _WORDS:
        if word in key:
            return kind
    raise CellRefused(
        f"'{raw.strip()[:40]}' is not a known kind of document",
        "Write invoice, credit note, debit note or payment.",
    )
