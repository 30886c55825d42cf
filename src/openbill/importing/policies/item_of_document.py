"""Which kind of open item a document of a file becomes."""

import json

DEBIT_KINDS = json.dumps({"invoice": "invoice", "debit_note": "debit_note", "payment": "debit_note",
                          "credit_note": "debit_note"})  # fmt: skip
CREDIT_KINDS = json.dumps({"invoice": "credit_note", "credit_note": "credit_note", "debit_note": "credit_note",
                           "payment": "payment"})  # fmt: skip
