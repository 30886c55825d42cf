"""The words, tones and icons of states, kinds and reasons."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openbill.console.words import acts


@dataclass(frozen=True, slots=True)
class Word:
    """What something is called; tone and icon are blank where it is the usual."""

    text: str | Promise
    tone: str = ""
    icon: str = ""


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
    "refund": Word(_("Refund")),
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

METHODS = {
    "bank_transfer": Word(_("Bank transfer")),
    "cheque": Word(_("Cheque")),
    "card": Word(_("Card")),
    "direct_debit": Word(_("Direct debit")),
    "cash": Word(_("Cash")),
}

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

DECLINES = {
    "insufficient_funds": Word(_("Not enough money on the account"), "bad"),
    "limit_exceeded": Word(_("Above a limit"), "bad"),
    "declined": Word(_("Declined by the bank"), "bad"),
    "try_again": Word(_("The bank could not be asked"), "warn"),
    "unreachable": Word(_("The payment provider was not reached"), "warn"),
    "authentication_needed": Word(_("To be confirmed with the bank"), "warn"),
    "abandoned": Word(_("Not finished"), "quiet"),
    "expired": Word(_("The card has expired"), "bad"),
    "invalid": Word(_("The number is wrong"), "bad"),
    "lost_or_stolen": Word(_("Declined by the bank"), "bad"),
    "account_closed": Word(_("The account is closed"), "bad"),
    "not_allowed": Word(_("Not possible with this card or account"), "bad"),
    "authority_ended": Word(_("The authority to collect has ended"), "bad"),
    "fraud": Word(_("Declined by the bank"), "bad"),
}
"""As a payer is told: what is between a bank and its customer is not said by us."""

DECLINES_TOLD_APART = {
    code: each for code, each in DECLINES.items() if code == "declined" or each.text != DECLINES["declined"].text
}
"""Those that have words of their own."""

REQUESTS = {
    "open": Word(_("Open"), "info", icon="clock"),
    "expired": Word(_("Expired"), "warn", icon="timer-off"),
    "paid": Word(_("Paid"), "good", icon="check"),
    "revoked": Word(_("Taken back"), "quiet", icon="ban"),
}

ATTEMPTS = {
    "begun": Word(_("Not decided yet"), "info", icon="clock"),
    "failed": Word(_("Failed"), "bad", icon="x"),
    "succeeded": Word(_("Paid"), "good", icon="check"),
    "refunded": Word(_("Given back"), "quiet", icon="undo-2"),
    "disputed": Word(_("Taken back by the bank"), "bad", icon="circle-alert"),
    "regained": Word(_("Came again"), "good", icon="check-check"),
}

GATEWAYS = {
    "test": Word(_("Test gateway")),
    "stripe": Word("Stripe"),
    "gocardless": Word("GoCardless"),
}

PAYOUT_LINES = {
    "payment": Word(_("Payment")),
    "refund": Word(_("Refund")),
    "chargeback": Word(_("Chargeback")),
    "chargeback_won": Word(_("Chargeback won")),
    "fee": Word(_("Fee")),
    "adjustment": Word(_("Adjustment")),
}

NOTICES = {
    "began": Word(_("A payment began")),
    "succeeded": Word(_("Paid")),
    "failed": Word(_("Payment failed")),
    "refunded": Word(_("Given back")),
    "refund_failed": Word(_("Could not be given back")),
    "disputed": Word(_("Taken back by the bank")),
    "dispute_won": Word(_("Dispute won")),
    "paid_out": Word(_("Payout")),
    "method_saved": Word(_("Way of paying kept")),
    "method_ended": Word(_("Way of paying ended")),
    "other": Word(_("Something else")),
}

METHOD_ENDS = {
    **DECLINES,
    "removed": Word(_("Forgotten by a person")),
    "ended at the gateway": Word(_("Ended at the gateway")),
}

TEST_PAYMENTS = {
    "open": Word(_("Open"), "info"),
    "declined": Word(_("Declined"), "bad"),
    "paid": Word(_("Paid"), "good"),
    "refunded": Word(_("Given back"), "quiet"),
    "disputed": Word(_("Disputed"), "warn"),
}

SEQUENCINGS = {
    "as_it_was": Word(_("As it was")),
    "reversed": Word(_("The last first")),
    "shuffled": Word(_("Shuffled")),
}

MANDATES = {
    "draft": Word(_("Waits for the signature"), "warn", icon="clock"),
    "active": Word(_("Active"), "good", icon="check"),
    "suspended": Word(_("Suspended"), "bad", icon="ban"),
    "cancelled": Word(_("Ended"), "quiet", icon="x"),
    "expired": Word(_("Lapsed"), "quiet", icon="timer-off"),
}

MANDATE_LINKS = {
    "open": Word(_("Waits for the payer"), "info", icon="clock"),
    "expired": Word(_("Expired"), "quiet", icon="timer-off"),
    "revoked": Word(_("Taken back"), "quiet", icon="undo-2"),
    "signed": Word(_("Signed"), "good", icon="check"),
}

SCHEMES = {"core": Word(_("Core: for everybody")), "b2b": Word(_("B2B: among businesses"))}

MANDATE_USES = {"recurrent": Word(_("Many collections")), "one_off": Word(_("One collection"))}

SIGNED_HOW = {"paper": Word(_("On paper")), "electronic": Word(_("Electronically"))}

SEQUENCES = {
    "FRST": Word(_("First collection")),
    "RCUR": Word(_("Recurrent")),
    "FNAL": Word(_("Last collection")),
    "OOFF": Word(_("Single collection")),
}

DEBIT_BATCHES = {
    "prepared": Word(_("Prepared"), "warn", icon="clock"),
    "submitted": Word(_("With the bank"), "info", icon="landmark"),
    "settled": Word(_("Decided"), "good", icon="check"),
    "rejected": Word(_("Refused"), "bad", icon="x"),
    "cancelled": Word(_("Cancelled"), "quiet", icon="undo-2"),
}

DEBITS = {
    "prepared": Word(_("Prepared"), "warn", icon="clock"),
    "submitted": Word(_("With the bank"), "info", icon="landmark"),
    "settled": Word(_("Paid"), "good", icon="check"),
    "rejected": Word(_("Refused"), "bad", icon="x"),
    "returned": Word(_("Came back"), "bad", icon="undo-2"),
    "cancelled": Word(_("Cancelled"), "quiet", icon="undo-2"),
}

DECISIONS = {
    "retry": Word(_("Collect again"), "info", icon="clock"),
    "new_account": Word(_("Ask for another account"), "warn", icon="landmark"),
    "new_mandate": Word(_("Have a new mandate signed"), "warn", icon="file-text"),
    "contact": Word(_("Speak with the payer"), "warn", icon="phone"),
    "stop": Word(_("Stop, and look at it"), "bad", icon="ban"),
}

LEFT_OUT = {
    "other_currency": Word(_("Not in euros")),
    "in_debit": Word(_("In a direct debit already")),
    "no_signature": Word(_("The mandate is not signed yet")),
    "suspended": Word(_("The mandate is suspended")),
    "used_up": Word(_("The mandate was for one collection")),
    "disputed": Word(_("Contested")),
    "promised": Word(_("Promised")),
    "came_back": Word(_("Came back too often")),
    "in_credit": Word(_("Covered by a credit")),
}

REFUNDS = {
    "requested": Word(_("Asked for"), "warn", icon="shield"),
    "approved": Word(_("Let through"), "info", icon="check"),
    "sent": Word(_("In a file"), "info", icon="landmark"),
    "arrived": Word(_("Arrived"), "good", icon="check-check"),
    "refused": Word(_("Refused by the bank"), "bad", icon="circle-alert"),
    "by_gateway": Word(_("Back by the gateway"), "quiet", icon="undo-2"),
    "declined": Word(_("Declined"), "quiet", icon="x"),
}

TRANSFERS = {
    "submitted": Word(_("In the file"), "info", icon="landmark"),
    "settled": Word(_("Arrived"), "good", icon="check-check"),
    "rejected": Word(_("Refused by the bank"), "bad", icon="circle-alert"),
}

REFUND_ACCOUNTS = {
    "requested": Word(_("Waits for a second person"), "warn", icon="shield"),
    "approved": Word(_("Approved"), "good", icon="shield-check"),
    "declined": Word(_("Declined"), "quiet", icon="x"),
    "replaced": Word(_("Replaced"), "quiet", icon="undo-2"),
}

WORDS = {
    "mandate": MANDATES,
    "mandate link": MANDATE_LINKS,
    "scheme": SCHEMES,
    "mandate use": MANDATE_USES,
    "signed how": SIGNED_HOW,
    "sequence": SEQUENCES,
    "debit batch": DEBIT_BATCHES,
    "debit": DEBITS,
    "decision": DECISIONS,
    "left out": LEFT_OUT,
    "refund": REFUNDS,
    "transfer": TRANSFERS,
    "refund account": REFUND_ACCOUNTS,
    "decline": DECLINES,
    "request": REQUESTS,
    "attempt": ATTEMPTS,
    "gateway": GATEWAYS,
    "payout line": PAYOUT_LINES,
    "notice": NOTICES,
    "method end": METHOD_ENDS,
    "test payment": TEST_PAYMENTS,
    "sequencing": SEQUENCINGS,
    "call": CALLS,
    "promise": PROMISES,
    "dispute": DISPUTES,
    "dispute reason": DISPUTE_REASONS,
    "advice": ADVICES,
    "message": MESSAGES,
    "carrier": CARRIERS,
    "entry": ENTRIES,
    "period": PERIODS,
    "act": ACTS,
    "suppression": SUPPRESSIONS,
    "upload": UPLOADS,
    "import": IMPORTS,
    "task": TASKS,
    "item": ITEM_KINDS,
    "document state": DOCUMENT_STATES,
    "payment state": PAYMENT_STATES,
    "method": METHODS,
    "address": PURPOSES,
    "role": ROLES,
    "tax": TAX_CATEGORIES,
    "stage": STAGES,
}
"""Every kind of code, by the name under which templates ask for it."""


def word(words: dict[str, Word], code: str) -> Word:
    """The word for a code; the code itself, made readable, where there is none."""
    return words.get(code) or Word(code.replace("_", " ").capitalize())
