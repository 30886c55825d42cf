"""Which act takes back an allocation that is one half of another act."""

UNDOING_ACTS: dict[str, str] = {
    "write_off": "Recover the write-off: the debt is then owed again, as an item of its own.",
    "discount": "Return the payment that earned it: the whole debt is then owed again.",
    "bank_charge": "Take back the payment of which the bank kept it.",
    "small_difference": "Take back the payment that was short of it.",
    "withholding_tax": "Have what was withheld owed again, or take back the payment that was less by it.",
    "refund": "The money went back already; record what the customer sends as a payment.",
    "handed_over": "Undo the handing over: the credit is then the customer's again.",
    "cancellation": "Record the item again.",
    "external_clearing": "The next snapshot, or the real payment, takes a provisional clearing back.",
    "external_use": "The next snapshot, or the real payment, takes a provisional clearing back.",
}
"""By the kind of the item that exists for the sake of its one allocation.

Undone alone, the allocation would leave that item behind as an open credit, to be spent on debts that nobody
decided to give up.
"""
