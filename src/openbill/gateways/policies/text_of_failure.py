"""What a customer is told whose automatic payment failed."""

from dataclasses import dataclass

from openbill.gateways.types import DeclineReason

_WHY = {
    "en": {
        DeclineReason.INSUFFICIENT_FUNDS: "there was not enough money on the account",
        DeclineReason.LIMIT_EXCEEDED: "it was above a limit of the card or account",
        DeclineReason.AUTHENTICATION_NEEDED: "your bank wants you to confirm it yourself",
        DeclineReason.EXPIRED: "the card has expired",
        DeclineReason.ACCOUNT_CLOSED: "the account is closed",
        DeclineReason.AUTHORITY_ENDED: "the authority to collect has ended",
    },
    "de": {
        DeclineReason.INSUFFICIENT_FUNDS: "das Konto war nicht gedeckt",
        DeclineReason.LIMIT_EXCEEDED: "ein Limit der Karte oder des Kontos wurde überschritten",
        DeclineReason.AUTHENTICATION_NEEDED: "Ihre Bank verlangt, dass Sie selbst zustimmen",
        DeclineReason.EXPIRED: "die Karte ist abgelaufen",
        DeclineReason.ACCOUNT_CLOSED: "das Konto ist geschlossen",
        DeclineReason.AUTHORITY_ENDED: "die Ermächtigung zum Einzug ist beendet",
    },
}
"""What helps the customer; other reasons are between the bank and its customer."""

_OTHERWISE = {"en": "your bank declined it", "de": "Ihre Bank hat sie abgelehnt"}

_SUBJECT = {"en": "Your payment of {amount} did not go through", "de": "Ihre Zahlung von {amount} ist nicht gelungen"}

_BODY = {
    "en": (
        "{greeting},\n\nwe tried to collect {amount} for {documents} as agreed: {why}.\n\n{next}You can pay here, by "
        "another way too if you like:\n{link}\n\nIf anything is unclear, just write to us.\n\nKind regards\n{sender}\n"
    ),
    "de": (
        "{greeting},\n\nwie vereinbart wollten wir {amount} für {documents} einziehen: {why}.\n\n{next}Hier können Sie "
        "bezahlen, gern auch auf andere Weise:\n{link}\n\nWenn etwas unklar ist, schreiben Sie uns bitte.\n\n"
        "Freundliche Grüße\n{sender}\n"
    ),
}

_NEXT = {
    "en": "We try again on {day}; there is nothing that you must do until then.\n\n",
    "de": "Am {day} versuchen wir es noch einmal; bis dahin müssen Sie nichts tun.\n\n",
}

_GREETING = {"en": ("Dear {name}", "Hello"), "de": ("Guten Tag {name}", "Guten Tag")}


@dataclass(frozen=True, slots=True)
class FailureTold:
    """The facts of the message; amounts and days as the customer's language writes them, `retry_day` blank without."""

    language: str
    recipient_name: str
    amount: str
    documents: str
    reason: DeclineReason
    retry_day: str
    sender: str
    link: str


@dataclass(frozen=True, slots=True)
class FailureText:
    subject: str
    body: str


def text_of_failure(facts: FailureTold) -> FailureText:
    """The message in the customer's language, in English where it is none of ours."""
    language = facts.language.partition("-")[0].lower()
    language = language if language in _BODY else "en"
    named, unnamed = _GREETING[language]
    greeting = named.format(name=facts.recipient_name) if facts.recipient_name else unnamed
    following = _NEXT[language].format(day=facts.retry_day) if facts.retry_day else ""
    body = _BODY[language].format(
        greeting=greeting,
        amount=facts.amount,
        documents=facts.documents,
        why=_WHY[language].get(facts.reason, _OTHERWISE[language]),
        next=following,
        link=facts.link,
        sender=facts.sender,
    )
    return FailureText(_SUBJECT[language].format(amount=facts.amount), body)
