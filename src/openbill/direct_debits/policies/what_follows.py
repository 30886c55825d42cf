"""What a person does about a debit that was not paid, in a sentence."""

from datetime import date

from openbill.direct_debits.types import Decision

_SENTENCES = {
    Decision.RETRY: "It came back too often to be collected again by itself: agree how it will be paid.",
    Decision.NEW_ACCOUNT: "Ask for another account, and amend the mandate.",
    Decision.NEW_MANDATE: "Have a new mandate signed.",
    Decision.CONTACT: "Speak with the payer, then resume the mandate or end it.",
    Decision.STOP: "Collect nothing more before somebody has looked at it.",
}


def what_follows(decision: Decision, retry_date: date | None) -> str:
    """The sentence; one that may be collected again says from which day on."""
    if retry_date is not None:
        return f"It may be collected again from {retry_date}."
    return _SENTENCES[decision]
