"""What each kind of open item is: its side, the control account it stands on, and the other side of its entry."""

from dataclasses import dataclass

from openbill.receivables.types import Side


@dataclass(frozen=True, slots=True)
class ItemKind:
    """`control` and `counter` are roles of the chart of accounts; `series` numbers documents of our own."""

    side: Side
    control: str
    counter: str
    series: str


ITEM_KINDS: dict[str, ItemKind] = {
    "invoice": ItemKind(Side.DEBIT, "receivable", "revenue", "INV"),
    "debit_note": ItemKind(Side.DEBIT, "receivable", "revenue", "DN"),
    "credit_note": ItemKind(Side.CREDIT, "receivable", "revenue", "CN"),
    "payment": ItemKind(Side.CREDIT, "unapplied", "cash_clearing", "PAY"),
    "deposit": ItemKind(Side.CREDIT, "deposits", "cash_clearing", "DEP"),
    "late_interest": ItemKind(Side.DEBIT, "receivable", "late_interest_income", "INT"),
    "fee": ItemKind(Side.DEBIT, "receivable", "fee_income", "FEE"),
    "write_off": ItemKind(Side.CREDIT, "receivable", "bad_debt", "WO"),
    "recovery": ItemKind(Side.DEBIT, "receivable", "recoveries", "REC"),
    "discount": ItemKind(Side.CREDIT, "receivable", "early_discount", "DIS"),
    "bank_charge": ItemKind(Side.CREDIT, "receivable", "bank_fees", "BC"),
    "small_difference": ItemKind(Side.CREDIT, "receivable", "rounding", "DIF"),
    "withholding_tax": ItemKind(Side.CREDIT, "receivable", "withholding_tax", "WHT"),
    "refund": ItemKind(Side.DEBIT, "receivable", "cash_clearing", "REF"),
    "handed_over": ItemKind(Side.DEBIT, "receivable", "unclaimed_property", "UNC"),
    "external_clearing": ItemKind(Side.CREDIT, "receivable", "external_clearing", "EXT"),
    "external_use": ItemKind(Side.DEBIT, "unapplied", "external_clearing", "EXU"),
    "debit_correction": ItemKind(Side.DEBIT, "receivable", "corrections", "COR"),
    "credit_correction": ItemKind(Side.CREDIT, "receivable", "corrections", "COR"),
}
"""Every kind. `external_*` are provisional: what a snapshot of another system says was settled there."""
