"""The day's reminders for tests: run days, read what was sent, give promises."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from openbill.collections.commands.give_promise import give_promise
from openbill.collections.commands.log_call import log_call
from openbill.collections.commands.run_day import run_day
from openbill.collections.models import Notice, NoticedItem, Task
from openbill.collections.types import DayDone, Promised
from openbill.documents.commands.set_letterhead import set_letterhead
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.render_invoices import render_invoices
from openbill.messaging.commands.set_template import set_template
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.messaging.models import DeliveryAttempt, Message, MessageAttachment
from openbill.messaging.types import Outcome, TemplateText
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem

from .billing import a_line, issued, items_of
from .customers import a_contact
from .organizations import AnOrganization


def day_done(firm: AnOrganization, on: str) -> DayDone:
    """Run a day as the shell does."""
    return run_day(day=date.fromisoformat(on), context=firm.context(at=datetime.now(UTC)))


@dataclass(frozen=True)
class Sent:
    """A reminder: when, at which stage, over how much; the documents that reached a stage by it."""

    on: str
    stage: str
    total: int
    documents: tuple[str, ...]


def reminders(firm: AnOrganization, customer_id: UUID | None = None) -> list[Sent]:
    """Every reminder that was not withdrawn, in the order of the days."""
    with scope(firm.id):
        notices = Notice.objects.filter(organization_id=firm.id, withdrawn_on=None).order_by("on_date", "id")
        if customer_id is not None:
            notices = notices.filter(customer_id=customer_id)
        return [
            Sent(
                notice.on_date.isoformat(),
                notice.stage,
                notice.total_minor,
                tuple(sorted(_documents(firm, notice.id))),
            )
            for notice in notices
        ]


def _documents(firm: AnOrganization, notice_id: UUID) -> list[str]:
    items = NoticedItem.objects.filter(organization_id=firm.id, notice_id=notice_id).values_list("item_id", flat=True)
    return list(
        OpenItem.objects.filter(organization_id=firm.id, id__in=list(items)).values_list("document_number", flat=True)
    )


def messages(firm: AnOrganization) -> list[Message]:
    with scope(firm.id):
        return list(Message.objects.filter(organization_id=firm.id).order_by("id"))


def tasks(firm: AnOrganization) -> list[tuple[str, str]]:
    """Kind and reason of every open task."""
    with scope(firm.id):
        found = Task.objects.filter(organization_id=firm.id, state="open").order_by("due_date", "key")
        return list(found.values_list("kind", "reason"))


def a_promise(firm: AnOrganization, item_id: UUID, by: str, minor: int | None = None, given_on: str = "") -> UUID:
    """A promise to pay a debt, or a part of it, by bank transfer."""
    amount = None if minor is None else Money(minor, firm.currency)
    return give_promise(
        promised=[Promised(item_id, amount)],
        promised_date=date.fromisoformat(by),
        given_on=date.fromisoformat(given_on or by),
        context=firm.context(),
    )


LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="2"/></svg>'


@dataclass(frozen=True)
class Collected:
    """What `a_row_in_every_table_of_collecting` made."""

    invoice_id: UUID
    message_id: UUID
    file_id: UUID


def a_row_in_every_table_of_collecting(firm: AnOrganization, customer_id: UUID, subject: str) -> Collected:
    """A promise, a reminder with an attachment that was tried to be sent, a text, a suppressed address, pages."""
    context = firm.context()
    a_contact(firm, customer_id, "Kim", email="kim@example.com", phone="+49 30 1234")
    log_call(customer_id=customer_id, outcome="reached", context=context)
    invoice_id = issued(firm, customer_id, [a_line("100.00")], on="2026-04-01")
    (item,) = items_of(firm, invoice_id)
    a_promise(firm, item.id, by="2026-05-02", minor=1_00)
    day_done(firm, "2026-07-15")
    set_letterhead(legal_entity_id=firm.legal_entity_id, logo=LOGO, context=context)
    (file_id,) = render_invoices([invoice_id], processes=1, context=context).files.values()
    text = TemplateText(subject, "Dear {{ name }}")
    set_template(purpose="note", language="en", text=text, samples=[{"name": "Anna"}], context=context)
    suppress_address(address="gone@example.com", context=context)
    message = messages(firm)[0]
    with scope(firm.id):
        MessageAttachment(
            organization_id=firm.id, message_id=message.id, position=1, file_name="a.pdf", media_type="application/pdf",
            stored_file_id=file_id,
        ).save(force_insert=True)  # fmt: skip
        DeliveryAttempt(
            organization_id=firm.id, message_id=message.id, number=1, at=context.at, outcome=Outcome.TEMPORARY.value,
            command_id=message.command_id,
        ).save(force_insert=True)  # fmt: skip
    return Collected(invoice_id, message.id, file_id)
