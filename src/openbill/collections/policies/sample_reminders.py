"""Invented reminders of a stage, on which its texts are tried out."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from openbill.collections.policies.decide_reminder import Reminder
from openbill.collections.policies.reminder_words import BankDetails, reminder_words
from openbill.collections.types import DueItem, Stage
from openbill.primitives.currency import exponent

_NOBODY = UUID(int=0)


def sample_reminders(
    stage: Stage, *, day: date, language: str, currency: str, sender: str
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What two reminders of a stage would be filled in with on a day.

    The first is about several documents, one of them disputed in part, another falling due, with a credit, to
    somebody who was reminded before and pays to an account; the second about one document, to nobody by name, for
    the first time, without an account. So each condition of a text is gone through.
    """
    due = day - timedelta(days=stage.offset_days)
    older = due - timedelta(days=12 if stage.offset_days >= 0 else 0)
    one = 10 ** exponent(currency)
    several = (
        _debt("INV-000118", older, currency, open_minor=1_428 * one, disputed_minor=228 * one, was_reminded=True),
        _debt("INV-000124", due, currency, open_minor=595 * one, credits_minor=100 * one, was_reminded=True),
        _debt("INV-000131", max(day, due) + timedelta(days=3), currency, open_minor=250 * one),
    )
    single = (_debt("INV-000124", due, currency, open_minor=595 * one),)
    bank = BankDetails(sender, "DE89 3704 0044 0532 0130 00", "COBADEFFXXX", "")
    filled = partial(reminder_words, day=day, language=language, customer_number="10042", sender=sender)
    return (
        filled(_reminder(stage, several), recipient="Anna Winter", bank=bank),
        filled(_reminder(stage, single), recipient="", bank=None),
    )


def _reminder(stage: Stage, listed: tuple[DueItem, ...]) -> Reminder:
    return Reminder(stage, listed, listed, sum(debt.asked_minor for debt in listed))


def _debt(
    number: str,
    due_date: date,
    currency: str,
    *,
    open_minor: int,
    disputed_minor: int = 0,
    credits_minor: int = 0,
    was_reminded: bool = False,
) -> DueItem:
    return DueItem(
        customer_id=_NOBODY,
        legal_entity_id=_NOBODY,
        currency=currency,
        item_id=_NOBODY,
        document_number=number,
        instalment_number=1,
        document_date=due_date - timedelta(days=30),
        due_date=due_date,
        open_minor=open_minor,
        disputed_minor=disputed_minor,
        promised_minor=0,
        under_way_minor=0,
        asked_minor=open_minor - disputed_minor - credits_minor,
        credits_minor=credits_minor,
        stage_number=1,
        last_stage=0,
        listed_stage=0,
        was_reminded=was_reminded,
    )
