"""What is said of a credit nobody claims: why it is where it is."""

from openbill.unclaimed.types import ReasonCode

CLOCK_WORDS: dict[ReasonCode, str] = {
    ReasonCode.NO_RULE: "No rule is known for this jurisdiction; set one.",
    ReasonCode.STATE_UNKNOWN: "The address is in the United States and its state is not known; complete the address.",
    ReasonCode.COUNTRY_UNKNOWN: "Neither the owner's nor the company's country is known; complete the address.",
    ReasonCode.NO_HANDING_OVER: "Nothing is handed over here: it stays a liability, also when the claim lapses.",
    ReasonCode.BETWEEN_BUSINESSES: "What one business owes to another is exempt here: it stays a liability.",
    ReasonCode.RESTS: "The owner has not been heard of for less than the dormancy.",
    ReasonCode.ANSWERED: "The owner answered the letter.",
    ReasonCode.REFUND_ASKED_FOR: "Paying it back was asked for and waits for a second person.",
    ReasonCode.LETTER_NOT_WRITTEN: "The owner has to be written to.",
    ReasonCode.LETTER_WAITS: "The letter is written and has not gone out.",
    ReasonCode.LETTER_CAME_BACK: "The letter came back or was taken back; find another address.",
    ReasonCode.OWNER_MAY_ANSWER: "The letter went out, and the owner may still answer.",
    ReasonCode.NOBODY_ANSWERED: "The owner was written to and did not answer.",
    ReasonCode.BELOW_MINIMUM: "It is less than what a letter is asked for.",
    ReasonCode.OWNER_UNKNOWN: "Nobody knows whose it is, so nobody can be written to.",
    ReasonCode.ASKED_FOR: "Its handing over was asked for and waits for a second person.",
    ReasonCode.HANDED_OVER: "The state has it.",
    ReasonCode.NOTHING_OPEN: "Nothing of it is open any more.",
}
"""One sentence each; the console says them in the reader's language."""
