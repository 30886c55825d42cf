"""What a payer is told ahead of a collection."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What stands in a pre-notification, written as its reader writes it; `account` is the end of the IBAN alone."""

    creditor: str
    creditor_identifier: str
    mandate_reference: str
    amount: str
    collection_date: str
    account: str
    documents: str


_WORDS: dict[str, tuple[str, str]] = {
    "en": (
        "Direct debit of {amount} on {collection_date}",
        """Good day,

on {collection_date} we will collect {amount} from your account ending in {account}. It is for: {documents}.

Mandate: {mandate_reference}
Creditor identifier: {creditor_identifier}

You need do nothing but have the amount ready. If something is wrong, please tell us before that day.

Kind regards
{creditor}
""",
    ),
    "de": (
        "Lastschrift über {amount} am {collection_date}",
        """Guten Tag,

am {collection_date} ziehen wir {amount} von Ihrem Konto mit den Endziffern {account} ein, und zwar für: {documents}.

Mandat: {mandate_reference}
Gläubiger-Identifikationsnummer: {creditor_identifier}

Sie brauchen nur für Deckung zu sorgen. Wenn etwas nicht stimmt, sagen Sie es uns bitte vor diesem Tag.

Freundliche Grüße
{creditor}
""",
    ),
}


def notice_language(tag: str) -> str:
    """The language of the words for a tag of BCP 47: its first subtag where there are words, else English."""
    language = tag.split("-")[0].lower()
    return language if language in _WORDS else "en"


def notice_words(facts: NoticeFacts, language: str) -> tuple[str, str]:
    """Subject and body in a language that there are words for."""
    given = {name: getattr(facts, name) for name in NoticeFacts.__slots__}
    subject, body = _WORDS[language]
    return subject.format(**given), body.format(**given)
