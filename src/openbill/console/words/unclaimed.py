"""The words of credits that nobody claims."""

from django.utils.translation import gettext_lazy as _

from openbill.console.words.word import Word

UNCLAIMED = {
    "letter_due": Word(_("Letter due"), "warn", icon="mail"),
    "letter_sent": Word(_("Letter sent"), "info", icon="mail-check"),
    "to_hand_over": Word(_("To hand over"), "warn", icon="landmark"),
    "rule_missing": Word(_("Rule missing"), "bad", icon="circle-help"),
    "resting": Word(_("Resting"), "quiet", icon="hourglass"),
    "claimed": Word(_("Claimed"), "good", icon="check"),
    "kept": Word(_("Kept as a liability"), "quiet", icon="lock"),
    "handed_over": Word(_("Handed over"), "quiet", icon="check-check"),
    "ended": Word(_("Used"), "quiet", icon="check"),
}
"""In the order in which a list offers them: what is to be done comes first."""

UNCLAIMED_REASONS = {
    "no_rule": Word(_("No rule is known for this jurisdiction; set one.")),
    "state_unknown": Word(_("The address is in the United States, and its state is not known; complete the address.")),
    "country_unknown": Word(_("Neither the owner's nor the company's country is known; complete the address.")),
    "no_handing_over": Word(_("Nothing is handed over here: it stays a liability, also when the claim lapses.")),
    "between_businesses": Word(_("What one business owes to another is exempt here: it stays a liability.")),
    "rests": Word(_("Its owner was heard of, or it arose, not long enough ago.")),
    "answered": Word(_("The owner answered the letter.")),
    "refund_asked_for": Word(_("Paying it back waits for a second person.")),
    "letter_not_written": Word(_("The owner has to be written to.")),
    "letter_waits": Word(_("The letter is written and has not gone out.")),
    "letter_came_back": Word(_("The letter came back or was taken back; find another address.")),
    "owner_may_answer": Word(_("The letter went out, and the owner may still answer.")),
    "nobody_answered": Word(_("The owner was written to and did not answer.")),
    "below_minimum": Word(_("It is less than what a letter is asked for.")),
    "owner_unknown": Word(_("Nobody knows whose it is, so nobody can be written to.")),
    "asked_for": Word(_("Its handing over waits for a second person.")),
    "handed_over": Word(_("The state has it.")),
    "nothing_open": Word(_("Nothing of it is open any more.")),
}

UNCLAIMED_KINDS = {
    "payment": Word(_("Payment on account")),
    "credit_note": Word(_("Credit note")),
    "deposit": Word(_("Deposit")),
    "unidentified": Word(_("Nobody knows whose it is")),
}

CONTACTS = {
    "reply": Word(_("Reply")),
    "call": Word(_("Call")),
    "meeting": Word(_("Meeting")),
    "order": Word(_("Order")),
    "statement_confirmed": Word(_("Statement confirmed")),
    "letter_answered": Word(_("Letter answered")),
    "mandate_signed": Word(_("Mandate signed")),
    "payment": Word(_("Payment")),
    "promise": Word(_("Promise")),
    "dispute": Word(_("Dispute")),
}

ANSWERS = {
    "apply": Word(_("Settle invoices with it")),
    "refund": Word(_("Pay it back")),
    "keep": Word(_("Keep it for later")),
}

HAND_OVERS = {
    "requested": Word(_("Waits for approval"), "warn", icon="clock"),
    "approved": Word(_("Owed to the state"), "info", icon="landmark"),
    "paid": Word(_("Paid"), "good", icon="check"),
    "declined": Word(_("Declined"), "quiet", icon="x"),
    "undone": Word(_("Undone"), "quiet", icon="undo-2"),
}
