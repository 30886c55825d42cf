"""The words, tones and icons of states, kinds and reasons."""

from django.utils.translation import gettext_lazy as _

from openbill.console.words import acts
from openbill.console.words.word import Word

PROMISES = {
    "open": Word(_("Open"), "info", icon="clock"),
    "kept": Word(_("Kept"), "good", icon="check"),
    "part_kept": Word(_("Part kept"), "warn", icon="circle-slash-2"),
    "broken": Word(_("Broken"), "bad", icon="x"),
    "withdrawn": Word(_("Withdrawn"), "quiet", icon="undo-2"),
    "lapsed": Word(_("Nothing left to pay"), "quiet", icon="check-check"),
}

DISPUTES = {
    "open": Word(_("Open"), "warn", icon="message-circle-warning"),
    "credited": Word(_("Credited"), "good", icon="check"),
    "rejected": Word(_("Rejected"), "quiet", icon="x"),
    "withdrawn": Word(_("Withdrawn"), "quiet", icon="undo-2"),
}

DISPUTE_REASONS = {
    "quality": Word(_("Quality")),
    "price": Word(_("Price")),
    "quantity": Word(_("Quantity")),
    "delivery": Word(_("Delivery")),
    "duplicate": Word(_("Billed twice")),
    "missing_purchase_order": Word(_("Purchase order missing")),
    "not_received": Word(_("Not received")),
    "contract": Word(_("Contract")),
    "unearned_discount": Word(_("Discount not earned")),
    "other": Word(_("Another reason")),
}

ADVICES = {
    "waiting": Word(_("Waits for its money")),
    "linked": Word(_("Linked"), "good", icon="check"),
    "withdrawn": Word(_("Withdrawn")),
}

MESSAGES = {
    "composed": Word(_("To be carried"), "info", icon="mail"),
    "held": Word(_("Waits for release"), "warn", icon="shield"),
    "queued": Word(_("On its way"), "info", icon="send"),
    "sending": Word(_("Being sent"), "info", icon="send"),
    "deferred": Word(_("Tried again soon"), "info", icon="clock"),
    "sent": Word(_("Sent"), "good", icon="mail-check"),
    "bounced": Word(_("Came back"), "bad", icon="mail-x"),
    "failed": Word(_("Not sent"), "bad", icon="circle-alert"),
    "uncertain": Word(_("Nobody knows whether it was sent"), "warn", icon="circle-help"),
    "suppressed": Word(_("Not written to any more"), "quiet", icon="ban"),
    "cancelled": Word(_("Thrown away"), "quiet", icon="trash-2"),
}

CARRIERS = {
    "email": Word(_("E-mail")),
    "letter": Word(_("Letter")),
    "portal": Word(_("Notice in the portal")),
}

PERIODS = {
    "open": Word(_("Open"), "info", icon="lock-open"),
    "closed": Word(_("Closed"), "quiet", icon="lock"),
}

UPLOADS = {
    "uploaded": Word(_("To be read"), "info", icon="circle-help"),
    "checking": Word(_("Being tried out"), "info", icon="clock"),
    "checked": Word(_("Tried out"), "warn", icon="list-checks"),
    "running": Word(_("Being brought in"), "info", icon="clock"),
    "waiting": Word(_("Waits for a person"), "warn", icon="shield"),
    "finished": Word(_("Brought in"), "good", icon="check"),
    "failed": Word(_("Not possible"), "bad", icon="circle-alert"),
}

IMPORTS = {
    "running": Word(_("Not finished"), "warn", icon="clock"),
    "waiting": Word(_("Waits for a person"), "warn", icon="shield"),
    "approved": Word(_("Approved"), "info", icon="check"),
    "finished": Word(_("Brought in"), "good", icon="check"),
    "declined": Word(_("Declined"), "quiet", icon="x"),
}

TASKS = {
    "stale_figures": Word(_("Figures are old")),
    "missing_address": Word(_("An address is missing")),
    "failed_reminder": Word(_("A reminder could not be made")),
    "broken_promise": Word(_("A promise was broken")),
    "returned_payment": Word(_("A payment came back")),
    "bounced_message": Word(_("A message came back")),
    "decide": Word(_("Decide what becomes of the debt")),
    "disabled_webhook": Word(_("A program is not told any more")),
    "failed_debit": Word(_("A direct debit was not paid")),
    "failed_transfer": Word(_("A refund was not sent")),
    "failed_refund": Word(_("A refund did not reach the customer")),
    "refused_notice": Word(_("What a gateway told is not understood")),
    "missing_certificate": Word(_("A tax certificate has not come")),
    "expiring_method": Word(_("A card that pays by itself expires")),
}

ITEM_KINDS = {
    "invoice": Word(_("Invoice")),
    "debit_note": Word(_("Debit note")),
    "credit_note": Word(_("Credit note")),
    "payment": Word(_("Payment on account")),
    "deposit": Word(_("Deposit")),
    "late_interest": Word(_("Late interest")),
    "fee": Word(_("Fee")),
    "write_off": Word(_("Write-off")),
    "recovery": Word(_("Recovered write-off")),
    "discount": Word(_("Discount")),
    "bank_charge": Word(_("Bank charge")),
    "small_difference": Word(_("Small difference")),
    "withholding_tax": Word(_("Withholding tax")),
    "refund": Word(_("Refund")),
    "handed_over": Word(_("Handed over to a state")),
    "external_clearing": Word(_("Settled in the other system")),
    "external_use": Word(_("Used in the other system")),
    "debit_correction": Word(_("Correction")),
    "credit_correction": Word(_("Correction in favour")),
}

ENTRIES = {
    **ITEM_KINDS,
    "allocation": Word(_("Allocation")),
    "valuation": Word(_("Valuation")),
    "bank_statement": Word(_("Bank statement")),
    "bank_opening": Word(_("Opening balance of a bank account")),
    "line_clearing": Word(_("Cleared with a bank line")),
    "line_aside": Word(_("Set aside")),
    "revaluation": Word(_("Revaluation at month-end")),
    "cancellation": Word(_("Cancellation")),
    "manual": Word(_("Posted by hand")),
    "payout": Word(_("Payout of a gateway")),
    "hand_over": Word(_("Handed over to a state")),
    "hand_over_paid": Word(_("Paid to a state")),
}

DOCUMENT_STATES = {
    "open": Word(_("Open"), "info", icon="clock"),
    "overdue": Word(_("Overdue"), "bad", icon="circle-alert"),
    "part-paid": Word(_("Part settled"), "info", icon="circle-slash-2"),
    "settled": Word(_("Settled"), "good", icon="check"),
    "disputed": Word(_("Disputed"), "warn", icon="message-circle-warning"),
}
"""Derived from the items of a document."""

PAYMENT_STATES = {
    "unapplied": Word(_("Unapplied"), "info", icon="circle-dashed"),
    "part-applied": Word(_("Part applied"), "info", icon="circle-slash-2"),
    "applied": Word(_("Applied"), "good", icon="check"),
    "returned": Word(_("Returned"), "bad", icon="undo-2"),
    "withdrawn": Word(_("Withdrawn"), icon="undo-2"),
}
"""Derived from the credit by which a payment stands in the books."""

WITHHELD_TAXES = {
    "awaited": Word(_("Certificate awaited"), "warn", icon="clock"),
    "certified": Word(_("Certified"), "good", icon="check"),
    "refused": Word(_("Owed again"), "quiet", icon="undo-2"),
    "taken_back": Word(_("Taken back with its payment"), "quiet", icon="undo-2"),
}

METHODS = {
    "bank_transfer": Word(_("Bank transfer")),
    "cheque": Word(_("Cheque")),
    "card": Word(_("Card")),
    "direct_debit": Word(_("Direct debit")),
    "cash": Word(_("In cash")),
}

WAYS = {
    "direct_debit": Word(_("by direct debit")),
    "saved_method": Word(_("by a saved card or account")),
    "payer": Word(_("from the payer, through the payment provider")),
}
"""How money is under way, as it stands behind that."""

PURPOSES = {
    "billing": Word(_("Billing address")),
    "delivery": Word(_("Delivery address")),
    "registered": Word(_("Registered office")),
}

TAX_CATEGORIES = {
    "standard": Word(_("Standard rate")),
    "reduced": Word(_("Reduced rate")),
    "zero": Word(_("Zero rate")),
    "exempt": Word(_("Exempt")),
    "reverse_charge": Word(_("Reverse charge: the customer owes the tax")),
}

ROLES = {
    "accounts_payable": Word(_("Accounts payable")),
    "purchasing": Word(_("Purchasing")),
    "management": Word(_("Management")),
    "legal": Word(_("Legal")),
    "sales": Word(_("Sales")),
    "other": Word(_("Other")),
}

CHANNELS = {
    "email": Word(_("E-mail")),
    "phone": Word(_("Telephone")),
    "mobile": Word(_("Mobile")),
}

STAGES = {
    "receipt": Word(_("A week before the due date"), icon="mail"),
    "due": Word(_("On the due date"), icon="mail"),
    "overdue": Word(_("First, 3 days late"), icon="mail"),
    "second": Word(_("Second, 10 days late"), icon="mail"),
    "firm": Word(_("Firm, 30 days late"), icon="mail-warning"),
    "final": Word(_("Final, 60 days late"), icon="scale"),
}

ACTS = {name: Word(text) for name, text in acts.ACTS.items()}

SUPPRESSIONS = {
    "manual": Word(_("By a person")),
    "hard_bounce": Word(_("It came back")),
    "complaint": Word(_("A complaint")),
    "opted_out": Word(_("Unsubscribed")),
}

CALLS = {
    "no_answer": Word(_("No answer")),
    "reached": Word(_("Spoke to them")),
    "will_pay": Word(_("Will pay, without a day")),
    "wrong_number": Word(_("Wrong number")),
    "refuses": Word(_("Refuses to pay"), "bad"),
}
