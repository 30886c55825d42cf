"""What a customer is told whose card, by which is paid automatically, expires or has expired."""

from dataclasses import dataclass

_SUBJECT = {
    "en": ("Your card expires soon: {label}", "Your card has expired: {label}"),
    "de": ("Ihre Karte läuft bald ab: {label}", "Ihre Karte ist abgelaufen: {label}"),
}

_WHAT = {
    "en": (
        "{label}, by which we collect what falls due as agreed, is good until {day}.",
        "{label}, by which we collected what falls due, was good until {day}. Nothing is collected by it any more.",
    ),
    "de": (
        "{label}, womit wir wie vereinbart einziehen, was fällig wird, gilt bis {day}.",
        "{label}, womit wir eingezogen haben, was fällig wird, galt bis {day}. Damit wird nichts mehr eingezogen.",
    ),
}
"""Before the last day, and after it."""

_LINK = {
    "en": (
        "Here you can pay {documents}, {amount} today, and have your new card kept for what comes later:\n{link}\n\n"
    ),
    "de": (
        "Hier können Sie {documents} bezahlen, heute {amount}, und Ihre neue Karte für alles Weitere hinterlegen:\n"
        "{link}\n\n"
    ),
}

_NOTHING_OPEN = {
    "en": (
        "Nothing is open today. Once something falls due that it cannot pay, we send you a link for your new card.\n\n"
    ),
    "de": (
        "Heute ist nichts offen. Sobald etwas fällig wird, das damit nicht bezahlt werden kann, schicken wir Ihnen "
        "einen Link für Ihre neue Karte.\n\n"
    ),
}

_END = {
    "en": "If anything is unclear, just write to us.\n\nKind regards\n{sender}\n",
    "de": "Wenn etwas unklar ist, schreiben Sie uns bitte.\n\nFreundliche Grüße\n{sender}\n",
}

_GREETING = {"en": ("Dear {name}", "Hello"), "de": ("Guten Tag {name}", "Guten Tag")}

_CARD = {"en": "Your card", "de": "Ihre Karte"}


@dataclass(frozen=True, slots=True)
class ExpiryTold:
    """The facts of the message; amounts and days as the customer's language writes them.

    `label` is how the card is recognised, `is_over` whether its last day has passed. Where nothing is open there are
    no documents, no amount and no link.
    """

    language: str
    recipient_name: str
    label: str
    last_day: str
    is_over: bool
    documents: str
    amount: str
    link: str
    sender: str


@dataclass(frozen=True, slots=True)
class ExpiryText:
    subject: str
    body: str


def text_of_expiry(facts: ExpiryTold) -> ExpiryText:
    """The message in the customer's language, in English where it is none of ours."""
    language = facts.language.partition("-")[0].lower()
    language = language if language in _WHAT else "en"
    named, unnamed = _GREETING[language]
    greeting = named.format(name=facts.recipient_name) if facts.recipient_name else unnamed
    label = facts.label or _CARD[language]
    what = _WHAT[language][facts.is_over].format(label=label, day=facts.last_day)
    following = _LINK[language] if facts.link else _NOTHING_OPEN[language]
    following = following.format(documents=facts.documents, amount=facts.amount, link=facts.link)
    end = _END[language].format(sender=facts.sender)
    subject = _SUBJECT[language][facts.is_over].format(label=label)
    return ExpiryText(subject, f"{greeting},\n\n{what}\n\n{following}{end}")
