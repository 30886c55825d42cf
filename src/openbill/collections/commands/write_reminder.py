"""Write the message of a reminder."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from uuid import UUID

from openbill.collections.policies.decide_reminder import Reminder
from openbill.collections.policies.reminder_words import BankDetails, reminder_words
from openbill.collections.queries.built_in_texts import built_in_texts
from openbill.collections.queries.recipients import Recipient, RemindedCustomer
from openbill.collections.types import Strategy
from openbill.foundation.context import Context
from openbill.invoicing.queries.invoice_files import KeptPages
from openbill.messaging.policies.render_template import render_template
from openbill.messaging.queries.template_for import template_for
from openbill.messaging.types import NewAttachment, NewMessage, TemplateFound
from openbill.organizations.models import BankAccount, LegalEntity, Organization

MOST_ATTACHED = 10
"""More would fill a mailbox, and get the mail refused."""

_BLANK_LINES = re.compile(r"\n{3,}")


class ReminderWriter:
    """Writes the reminders of one batch; texts and bank accounts are looked up once.

    `pages` are the kept PDFs of documents by open item: those of the oldest debts go along.
    """

    def __init__(self, strategy: Strategy, day: date, pages: Mapping[UUID, KeptPages], context: Context) -> None:
        self._strategy, self._day, self._context = strategy, day, context
        self._pages = pages
        self._language = Organization.objects.get(id=context.organization_id).language
        self._template = cache(self._find_template)
        self._accounts = self._bank_accounts()

    def write(
        self, notice_id: UUID, reminder: Reminder, customer: RemindedCustomer, recipient: Recipient, entity: LegalEntity
    ) -> NewMessage:
        """The message of a notice. Raises what a broken template of the organization refuses."""
        found = self._template(reminder.stage.name, recipient.language or customer.language or self._language)
        words = reminder_words(
            reminder,
            day=self._day,
            language=found.language,
            customer_number=customer.number,
            recipient=recipient.name,
            sender=entity.name,
            bank=self._bank(entity, reminder.listed[0].currency),
        )
        text = render_template(found.text, words, name=f"reminder {reminder.stage.name} ({found.language})")
        return NewMessage(
            key=f"notice {notice_id}",
            customer_id=customer.customer_id,
            purpose="reminder",
            reason=self._reason(reminder),
            subject=text.subject,
            # Where a placeholder stood for nothing its line is blank.
            body=_BLANK_LINES.sub("\n\n", text.body),
            html=text.html,
            legal_entity_id=entity.id,
            contact_id=recipient.contact_id,
            stage=reminder.stage.name,
            language=found.language,
            recipient_name=recipient.name,
            recipient_address=recipient.email,
            sender_name=entity.name,
            attachments=self._attachments(reminder),
        )

    def _attachments(self, reminder: Reminder) -> tuple[NewAttachment, ...]:
        # Instalments are parts of one document, which goes along once.
        pages = dict.fromkeys(
            self._pages[debt.item_id] for debt in reminder.listed if debt.item_id in self._pages
        )  # fmt: skip
        return tuple(NewAttachment(file_id, f"{number}.pdf") for number, file_id in list(pages)[:MOST_ATTACHED])

    def _reason(self, reminder: Reminder) -> str:
        first = reminder.reaching[0]
        late = (self._day - first.due_date).days
        when = f"{late} days overdue" if late > 0 else "due today" if late == 0 else f"due in {-late} days"
        others = len(reminder.reaching) - 1
        return (
            f"{first.document_number} is {when}" + (f", and {others} more" if others else "")
            + f": stage {reminder.stage.name} of the strategy {self._strategy.name}."
        )  # fmt: skip

    def _find_template(self, stage: str, language: str) -> TemplateFound:
        return template_for(
            self._context.organization_id,
            purpose="reminder",
            stage=stage,
            language=language,
            built_in=built_in_texts(stage),
        )

    def _bank_accounts(self) -> dict[tuple[UUID, str], BankAccount]:
        accounts = BankAccount.objects.filter(organization_id=self._context.organization_id).order_by("-id")
        return {(account.legal_entity_id, account.currency): account for account in accounts}

    def _bank(self, entity: LegalEntity, currency: str) -> BankDetails | None:
        account = self._accounts.get((entity.id, currency)) or self._accounts.get((entity.id, entity.currency))
        if account is None:
            return None
        return BankDetails(entity.name, account.iban, account.bic, account.account_number)
