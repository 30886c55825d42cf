"""What the text of a letter about an unclaimed credit is filled in with, in the owner's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency

from openbill.primitives.money import Money
from openbill.unclaimed.policies.jurisdiction import name_of_state
from openbill.unclaimed.types import CreditKind

LANGUAGES = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What stands in a letter; `reference` is the document, `recipient` may be blank.

    `deliver_on` is None where that day is over before the owner is to answer.
    """

    recipient: str
    sender: str
    amount: Money
    kind: CreditKind
    reference: str
    arose_on: date
    last_contact_on: date | None
    answer_by: date
    deliver_on: date | None
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class _Words:
    greeting: str
    greeting_to_nobody: str
    kinds: Mapping[CreditKind, str]
    state: str


_WORDS: dict[str, _Words] = {
    "en": _Words(
        "Dear {name}",
        "Dear Sir or Madam",
        {
            CreditKind.PAYMENT: "your payment",
            CreditKind.CREDIT_NOTE: "our credit note",
            CreditKind.DEPOSIT: "your deposit",
        },
        "the state of {name}",
    ),
    "de": _Words(
        "Guten Tag {name}",
        "Sehr geehrte Damen und Herren",
        {
            CreditKind.PAYMENT: "Ihre Zahlung",
            CreditKind.CREDIT_NOTE: "unsere Gutschrift",
            CreditKind.DEPOSIT: "Ihre Anzahlung",
        },
        "den Bundesstaat {name}",
    ),
    "fr": _Words(
        "Bonjour {name}",
        "Madame, Monsieur",
        {
            CreditKind.PAYMENT: "votre paiement",
            CreditKind.CREDIT_NOTE: "notre avoir",
            CreditKind.DEPOSIT: "votre acompte",
        },
        "l'État de {name}",
    ),
    "es": _Words(
        "Hola, {name}",
        "Estimados señores",
        {
            CreditKind.PAYMENT: "su pago",
            CreditKind.CREDIT_NOTE: "nuestro abono",
            CreditKind.DEPOSIT: "su depósito",
        },
        "el estado de {name}",
    ),
}


def letter_values(facts: LetterFacts, language: str) -> dict[str, Any]:
    """The values of the placeholders; in the words of English where the language has none of its own."""
    spoken = language.split("-")[0].lower()
    words = _WORDS.get(spoken, _WORDS["en"])
    locale = Locale.parse(spoken) if spoken in _WORDS else Locale("en")
    greeting = words.greeting.format(name=facts.recipient) if facts.recipient else words.greeting_to_nobody

    def day(of: date) -> str:
        return format_date(of, "long", locale=locale)

    return {
        "greeting": greeting,
        "amount": format_currency(facts.amount.as_decimal(), facts.amount.currency, locale=locale),
        "kind": words.kinds[facts.kind],
        "reference": facts.reference,
        "arose_on": day(facts.arose_on),
        "last_contact": day(facts.last_contact_on) if facts.last_contact_on else "",
        "answer_by": day(facts.answer_by),
        "deliver_on": day(facts.deliver_on) if facts.deliver_on else "",
        "authority": _authority(facts.jurisdiction, words, locale),
        "sender": facts.sender,
    }


def _authority(jurisdiction: str, words: _Words, locale: Locale) -> str:
    country, _, state = jurisdiction.partition("-")
    if state:
        return words.state.format(name=name_of_state(state))
    return str(locale.territories.get(country, country))
