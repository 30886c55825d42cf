"""Reminders as letters, for customers whom no e-mail reaches."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from openbill.collections.errors import StageUnknown
from openbill.collections.policies.asked_now import asked_now
from openbill.collections.policies.decide_reminder import Reminder
from openbill.collections.policies.reminder_words import part_note, reminder_words
from openbill.collections.policies.whole_reminder import whole_reminder
from openbill.collections.queries.built_in_texts import built_in_texts
from openbill.collections.queries.recipients import RemindedCustomer, reminded_customers
from openbill.collections.queries.reminders_due import reminders_due
from openbill.collections.queries.strategy import built_in_strategy
from openbill.collections.types import DueItem, Stage, Strategy
from openbill.documents.queries.senders import Sender, senders
from openbill.documents.types import LetterSheet, OpenRow
from openbill.foundation.tenancy import current_organization_id
from openbill.messaging.policies.render_template import render_template
from openbill.messaging.queries.template_for import template_for
from openbill.primitives.money import Money
from openbill.receivables.queries.addressees import Addressee, addressee

_LONG_LINE = re.compile(r"([^\n]{60,})\n")

TABLE = "\ue000"
"""Stands where the text of a reminder lists the debts, and a letter has a table: a sign that no text holds."""


def reminder_letters(customer_id: UUID, day: date, *, stage_name: str = "") -> list[LetterSheet]:
    """What a customer is asked for on a day, as letters: one per legal entity and currency; none where nothing is.

    At the stage of a name, else at the one that the oldest of the debts has reached. A letter says the same as the
    e-mail of its stage, and nothing is recorded by it. Raises StageUnknown, CustomerUnknown and
    what a template refuses.
    """
    strategy = built_in_strategy()
    stage = _stage(strategy, stage_name)
    who, customer = addressee(customer_id), reminded_customers([customer_id])[customer_id]
    by_id = senders()
    letters = []
    debts = reminders_due(strategy, day, [customer_id], only_due=False)
    for (entity_id, _), group in groupby(debts, key=lambda debt: (debt.legal_entity_id, debt.currency)):
        reminder = whole_reminder(list(group), strategy, day, stage)
        if reminder is not None:
            letters.append(_letter(reminder, by_id[entity_id], who, customer, day))
    return letters


def _stage(strategy: Strategy, name: str) -> Stage | None:
    if not name:
        return None
    for stage in strategy.stages:
        if stage.name == name:
            return stage
    raise StageUnknown(name=name, known=", ".join(stage.name for stage in strategy.stages))


def _letter(reminder: Reminder, sender: Sender, who: Addressee, customer: RemindedCustomer, day: date) -> LetterSheet:
    recipient = customer.recipient(reminder.stage.recipients)
    found = template_for(
        current_organization_id(),
        purpose="reminder",
        stage=reminder.stage.name,
        language=(recipient.language if recipient else "") or who.language or "en",
        built_in=built_in_texts(reminder.stage.name),
    )
    words = reminder_words(
        reminder,
        day=day,
        language=found.language,
        customer_number=who.number,
        recipient=recipient.name if recipient else "",
        sender=sender.entity.name,
        bank=None,
    )
    # The table takes the place of the lists, the panel that of the bank details.
    marked = {**words, "items_due": TABLE, "items_due_soon": TABLE, "payment_details": ""}
    text = render_template(found.text, marked, name=f"reminder {reminder.stage.name} ({found.language})")
    before, _, after = text.body.partition(TABLE)
    currency = reminder.listed[0].currency
    return LetterSheet(
        language=found.language,
        currency=currency,
        sender=sender.seller(found.language),
        recipient=who.recipient(
            home_country=sender.entity.country,
            language=found.language,
            attention=recipient.name if recipient else "",
        ),
        letter_date=day,
        subject=text.subject,
        paragraphs_before=_paragraphs(before),
        documents=_rows(asked_now(reminder.listed, reminder.stage, day)[0], day, found.language),
        paragraphs_after=_paragraphs(after),
        payment=sender.payment(who.number, Money(reminder.asked_minor, currency)),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """Text between blank lines. Lines that are broken for their length run on; short ones stay, as a signature's."""
    return tuple(_LONG_LINE.sub(r"\1 ", part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip())


def _with_note(debt: DueItem, language: str) -> str:
    note = part_note(debt, language)
    return f"{debt.document_number} ({note})" if note else debt.document_number


def _rows(debts: Sequence[DueItem], day: date, language: str) -> tuple[OpenRow, ...]:
    return tuple(
        OpenRow(
            document_number=_with_note(debt, language),
            document_date=debt.document_date,
            due_date=debt.due_date,
            amount_minor=debt.open_minor,
            open_minor=debt.asked_minor,
            days_late=max(0, (day - debt.due_date).days),
        )
        for debt in debts
    )
