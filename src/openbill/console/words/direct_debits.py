"""The words, tones and icons of mandates, collections and refunds."""

from django.utils.translation import gettext_lazy as _

from openbill.console.words.word import Word

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
    "under_way": Word(_("Being collected otherwise")),
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
