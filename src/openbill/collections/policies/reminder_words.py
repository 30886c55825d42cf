"""What a reminder's text is filled in with, in the recipient's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency

from openbill.collections.policies.asked_now import asked_now
from openbill.collections.policies.decide_reminder import Reminder
from openbill.collections.types import DueItem, Tone
from openbill.primitives.currency import exponent
from openbill.primitives.money import Money

DAYS_TO_PAY = {Tone.LEGAL: 10}
USUAL_DAYS_TO_PAY = 7
FEW = 3
SHORT = 120
"""So many documents are named in a subject, in so many characters at most; of more only the count is told."""
MOST_LINES = 200
"""So many debts are listed one by one; the others follow as a sum, so that no text grows beyond what can be sent."""


@dataclass(frozen=True, slots=True)
class BankDetails:
    """Where a customer pays: the holder and the numbers of the account."""

    holder: str
    iban: str
    bic: str
    account_number: str


_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "greeting": "Dear {name}",
        "greeting_to_nobody": "Dear Sir or Madam",
        "documents": "{count} documents",
        "document": "1 document",
        "due_on": "on {date}",
        "due_from": "from {date} on",
        "line": "- {number} of {document_date}, due {due_date}: {amount}",
        "more": "- and {count} more, together {amount}",
        "late": " ({days} days overdue)",
        "late_one": " (1 day overdue)",
        "part": " of {open} open; {rest}",
        "rest": "the rest is {why}",
        "disputed": "under dispute",
        "promised": "promised",
        "under_way": "being collected",
        "or": "or",
        "credited": "covered by a credit on your account",
        "credits": "Credits of {amount} on your account are taken off already, from the oldest document on.\n",
        "soon": "\nFalling due these days:\n\n{lines}\n",
        "pay": "Please pay to: {holder}, {account}. Reference: {reference}.",
        "reference": "customer {number}",
        "number": "account {account_number}",
    },
    "de": {
        "greeting": "Guten Tag {name}",
        "greeting_to_nobody": "Sehr geehrte Damen und Herren",
        "documents": "{count} Belege",
        "document": "1 Beleg",
        "due_on": "am {date}",
        "due_from": "ab {date}",
        "line": "- {number} vom {document_date}, fällig {due_date}: {amount}",
        "more": "- und {count} weitere, zusammen {amount}",
        "late": " ({days} Tage überfällig)",
        "late_one": " (1 Tag überfällig)",
        "part": " von {open} offen; {rest}",
        "rest": "der Rest ist {why}",
        "disputed": "strittig",
        "promised": "zugesagt",
        "under_way": "im Einzug",
        "or": "oder",
        "credited": "durch ein Guthaben auf Ihrem Konto gedeckt",
        "credits": "Guthaben von {amount} auf Ihrem Konto sind vom ältesten Beleg an bereits abgezogen.\n",
        "soon": "\nIn diesen Tagen werden fällig:\n\n{lines}\n",
        "pay": "Bitte zahlen Sie an: {holder}, {account}. Verwendungszweck: {reference}.",
        "reference": "Kunde {number}",
        "number": "Konto {account_number}",
    },
}
PLACEHOLDERS = (
    "greeting", "documents", "first_due", "count", "items_due", "items_due_soon", "credits_note", "total",
    "payment_details", "due_soon_note", "pay_by", "oldest_days", "reminded_before", "sender", "customer_number",
)  # fmt: skip
"""The names that texts of reminders may use."""


def reminder_words(
    reminder: Reminder,
    *,
    day: date,
    language: str,
    customer_number: str,
    recipient: str,
    sender: str,
    bank: BankDetails | None,
) -> Mapping[str, Any]:
    """The value of each of PLACEHOLDERS. A language without words of its own gets the English ones."""
    spoken = language if language in _WORDS else "en"
    words = _WORDS[spoken]
    main, others = asked_now(reminder.listed, reminder.stage, day)
    is_due = main[0].due_date <= day
    due, soon = (main, others) if is_due else ([], main)
    currency = main[0].currency
    # Whoever is asked for something has no credit left: all of it went into the debts up to the first of these.
    unapplied = due[0].credits_minor if due else 0
    numbers = list(dict.fromkeys(debt.document_number for debt in main))
    return {
        "greeting": words["greeting"].format(name=recipient) if recipient else words["greeting_to_nobody"],
        "documents": _named(numbers) or _counted(numbers, words),
        "first_due": words["due_from" if len({debt.due_date for debt in main}) > 1 else "due_on"].format(
            date=_date(main[0].due_date, spoken)
        ),
        "count": len(numbers),
        "items_due": _lines(due, day, spoken),
        "items_due_soon": _lines(soon, day, spoken),
        "credits_note": words["credits"].format(amount=_money(unapplied, currency, spoken)) if unapplied else "",
        "total": _money(reminder.asked_minor, currency, spoken),
        "payment_details": _payment(words, bank, numbers, customer_number),
        "due_soon_note": words["soon"].format(lines=_lines(soon, day, spoken)) if due and soon else "",
        "pay_by": _date(day + timedelta(days=DAYS_TO_PAY.get(reminder.stage.tone, USUAL_DAYS_TO_PAY)), spoken),
        "oldest_days": max(0, (day - main[0].due_date).days),
        "reminded_before": any(debt.was_reminded for debt in due),
        "sender": sender,
        "customer_number": customer_number,
    }


def part_note(debt: DueItem, language: str) -> str:
    """Why less than what is open is asked for; blank where all of it is."""
    if debt.asked_minor >= debt.open_minor:
        return ""
    words = _WORDS[language if language in _WORDS else "en"]
    *others, last = [words[reason] for reason in _reasons(debt)]
    return words["rest"].format(why=f"{', '.join(others)} {words['or']} {last}" if others else last)


def _named(numbers: Sequence[str]) -> str:
    """The numbers of documents; blank where they are too many or too long to be named."""
    named = ", ".join(numbers)
    return named if len(numbers) <= FEW and len(named) <= SHORT else ""


def _counted(numbers: Sequence[str], words: Mapping[str, str]) -> str:
    return words["document"] if len(numbers) == 1 else words["documents"].format(count=len(numbers))


def _lines(debts: Sequence[DueItem], day: date, language: str) -> str:
    """A line for each debt, the oldest first; what comes after MOST_LINES of them is one line with its sum."""
    lines = [_line(debt, day, language) for debt in debts[:MOST_LINES]]
    others = debts[MOST_LINES:]
    if others:
        together = _money(sum(debt.asked_minor for debt in others), others[0].currency, language)
        lines.append(_WORDS[language]["more"].format(count=len(others), amount=together))
    return "\n".join(lines)


def _line(debt: DueItem, day: date, language: str) -> str:
    words = _WORDS[language]
    line = words["line"].format(
        number=debt.document_number,
        document_date=_date(debt.document_date, language),
        due_date=_date(debt.due_date, language),
        amount=_money(debt.asked_minor, debt.currency, language),
    )
    if debt.asked_minor < debt.open_minor:
        line += words["part"].format(
            open=_money(debt.open_minor, debt.currency, language), rest=part_note(debt, language)
        )
    days = (day - debt.due_date).days
    if days > 0:
        line += words["late_one"] if days == 1 else words["late"].format(days=days)
    return line


def _reasons(debt: DueItem) -> list[str]:
    held_minor = min(debt.open_minor, debt.disputed_minor + debt.promised_minor + debt.under_way_minor)
    reasons = {
        "disputed": debt.disputed_minor,
        "promised": debt.promised_minor,
        "under_way": debt.under_way_minor,
        "credited": debt.open_minor - held_minor - debt.asked_minor,
    }
    return [reason for reason, minor in reasons.items() if minor > 0]


def _payment(words: Mapping[str, str], bank: BankDetails | None, numbers: Sequence[str], customer_number: str) -> str:
    if bank is None:
        return ""
    account = f"IBAN {bank.iban}" if bank.iban else words["number"].format(account_number=bank.account_number)
    if bank.bic:
        account += f", BIC {bank.bic}"
    reference = _named(numbers) or words["reference"].format(number=customer_number)
    return words["pay"].format(holder=bank.holder, account=account, reference=reference)


@lru_cache(maxsize=4_096)
def _date(day: date, language: str) -> str:
    # "25 Nov 2026" reads the same on both sides of the Atlantic, and as on the sheets.
    return format_date(day, format="medium", locale="en_GB" if language == "en" else language)


@lru_cache(maxsize=4_096)
def _money(minor: int, currency: str, language: str) -> str:
    # The decimals are those of ISO 4217; the ones that Babel knows are for cash, and differ.
    decimals = exponent(currency)
    pattern = f"#,##0{'.' + '0' * decimals if decimals else ''}\u00a0¤¤"
    text: str = format_currency(
        Money(minor, currency).as_decimal(), currency, format=pattern, locale=language, currency_digits=False
    )
    return text
