"""Which kind of open item a document of a file becomes."""

import json

from openbill.importing.types.files import DocumentKind

CREDITS_BY_KIND: frozenset[DocumentKind] = frozenset({"credit_note", "payment"})
"""The documents that are credits where a list does not say otherwise by its signs."""

# A payment or credit note on the side of debits was taken back: what it had settled is owed again.
DEBIT_KINDS = json.dumps({"invoice": "invoice", "debit_note": "debit_note", "payment": "debit_note",
                          "credit_note": "debit_note"})  # fmt: skip
CREDIT_KINDS = json.dumps({"invoice": "credit_note", "credit_note": "credit_note", "debit_note": "credit_note",
                           "payment": "payment"})  # fmt: skip
