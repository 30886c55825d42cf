"""Which act takes back what a journal entry of some kind booked."""

MANUAL = "manual"
"""The kind of entries that a person posted without an act of Openbill behind them."""

_UNDOING_ACTS = {
    "allocation": "Undo the allocation: its entry is then taken back with it.",
    "write_off": "Recover the write-off.",
    "valuation": "Cancel the open item behind it, or undo the allocation that it values.",
    "bank_statement": "What a bank told stays; say what its lines are.",
    "bank_opening": "Bring in the statements before the first one.",
    "line_clearing": "Undo what was decided about the bank line.",
    "line_aside": "Undo what was decided about the bank line.",
    "revaluation": "A revaluation takes itself back on the next day.",
    "hand_over": "Undo the handing over.",
    "hand_over_paid": "Undo the handing over.",
    "payout": "Post the difference by hand: a payout stays as the gateway told it.",
}
_OF_AN_ITEM = "Cancel the open item behind it, or correct it with a credit note or a debit note."


def act_that_undoes(kind: str) -> str:
    """What to do, in words, instead of reversing an entry of this kind by hand."""
    return _UNDOING_ACTS.get(kind, _OF_AN_ITEM)
