"""What a customer is told with a link to pay."""

from dataclasses import dataclass

_SUBJECT = {"en": "Your payment to {sender}: {amount}", "de": "Ihre Zahlung an {sender}: {amount}"}

_BODY = {
    "en": (
        "{greeting},\n\nyou can pay {documents} online, all of it or a part; {amount} is open today.\n\n{link}\n\n"
        "The link is good until {until}, and needs no password: please keep it to yourself. What is due is worked out "
        "whenever you open it, so whatever you have paid meanwhile is not asked for again.\n\n"
        "If anything is unclear, just write to us.\n\nKind regards\n{sender}\n"
    ),
    "de": (
        "{greeting},\n\n{documents} können Sie online bezahlen, ganz oder zum Teil; heute sind {amount} offen.\n\n"
        "{link}\n\nDer Link gilt bis {until} und braucht kein Passwort: Bitte behalten Sie ihn für sich. Was fällig "
        "ist, wird bei jedem Öffnen neu ermittelt; was Sie inzwischen bezahlt haben, wird nicht noch einmal verlangt."
        "\n\nWenn etwas unklar ist, schreiben Sie uns bitte.\n\nFreundliche Grüße\n{sender}\n"
    ),
}

_GREETING = {"en": ("Dear {name}", "Hello"), "de": ("Guten Tag {name}", "Guten Tag")}

MOST_NAMED = 10

_MORE = {"en": "{named} and {n} more", "de": "{named} und {n} weitere"}


@dataclass(frozen=True, slots=True)
class RequestTold:
    """The facts of the message; amounts and days as the customer's language writes them."""

    language: str
    recipient_name: str
    amount: str
    documents: tuple[str, ...]
    until: str
    sender: str
    link: str


@dataclass(frozen=True, slots=True)
class RequestText:
    subject: str
    body: str


def text_of_request(facts: RequestTold) -> RequestText:
    """The message in the customer's language, in English where it is none of ours; at most MOST_NAMED documents."""
    language = facts.language.partition("-")[0].lower()
    language = language if language in _BODY else "en"
    named, unnamed = _GREETING[language]
    documents = ", ".join(facts.documents[:MOST_NAMED])
    more = len(facts.documents) - MOST_NAMED
    said = {
        "greeting": named.format(name=facts.recipient_name) if facts.recipient_name else unnamed,
        "documents": _MORE[language].format(named=documents, n=more) if more > 0 else documents,
        "amount": facts.amount,
        "until": facts.until,
        "sender": facts.sender,
        "link": facts.link,
    }
    return RequestText(_SUBJECT[language].format(**said), _BODY[language].format(**said))
