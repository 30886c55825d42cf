"""The words, tones and icons of what gateways tell and decide."""

from django.utils.translation import gettext_lazy as _

from openbill.console.words.word import Word

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
    "method_told": Word(_("How a way of paying is called")),
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
