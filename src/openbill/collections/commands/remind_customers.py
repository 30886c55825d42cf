"""Remind a batch of customers of what they owe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from openbill.collections.commands.create_reminder_tasks import Unreached, tasks_of_made, tasks_of_unreached
from openbill.collections.commands.note_failed_reminders import note_failed_reminders
from openbill.collections.commands.write_notices import Made, write_notices
from openbill.collections.commands.write_reminder import ReminderWriter
from openbill.collections.policies.decide_reminder import NoReminder, Reminder, decide_reminder
from openbill.collections.queries.recipients import RemindedCustomer, reminded_customers
from openbill.collections.queries.reminders_due import reminders_due
from openbill.collections.queries.stale_figures import stale_figures
from openbill.collections.queries.strategy import built_in_strategy
from openbill.collections.types import CustomersReminded, DueItem, Failed, Skipped
from openbill.customers.models import Customer
from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows
from openbill.foundation.overtaken import ActOvertaken
from openbill.invoicing.queries.invoice_files import pages_of_items
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.organizations.models import LegalEntity
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier


@dataclass(frozen=True, slots=True)
class _Group:
    """The debts of one customer, entity and currency."""

    customer: RemindedCustomer
    entity: LegalEntity
    currency: str
    debts: tuple[DueItem, ...]


@command(permission="collections.run")
def remind_customers(*, customer_ids: Sequence[UUID], day: date, context: Context) -> CustomersReminded:
    """Remind those of the customers who have something to be asked for on a day; begun again it does nothing twice.

    One message per customer, entity and currency. Who has no address gets no message but a task; who cannot be
    reminded for another reason is named with it; one customer's failure stops no other.
    """
    _lock(customer_ids)
    strategy = built_in_strategy()
    stale = stale_figures(strategy, day)
    made: list[Made] = []
    skipped: list[Skipped] = []
    failures: list[Failed] = []
    unmade: dict[UUID, str] = {}
    unreached: list[Unreached] = []
    debts = reminders_due(strategy, day, customer_ids)
    writer = ReminderWriter(strategy, day, pages_of_items([debt.item_id for debt in debts]), context)
    for group in _groups(debts, context):
        figures = stale.get(group.entity.id)
        decision = decide_reminder(group.debts, strategy, day, stale=figures.reason if figures else "")
        if isinstance(decision, NoReminder):
            skipped.append(_skipped(group, decision.reason))
            continue
        try:
            made.append(_made(group, decision, writer))
        except _NoAddress:
            skipped.append(_skipped(group, "nobody there can be written to by e-mail"))
            unreached.append(Unreached(group.customer.customer_id, group.entity.id, decision))
        except Refusal as refusal:
            failures.append(Failed(group.customer.number, str(refusal)))
            unmade[group.customer.customer_id] = str(refusal)
    composed = compose_messages(messages=[each.message for each in made], context=context)
    by_key = {each.message.key: each for each in made}
    for failure in composed.failures:
        failures.append(Failed(by_key[failure.key].customer_number, failure.reason))
        unmade[by_key[failure.key].customer_id] = failure.reason
    ids = {message.key: message.message_id for message in composed.messages}
    written = [each for each in made if each.message.key in ids]
    notices = write_notices(written, ids, day, strategy, context=context)
    created = tasks_of_made(written, strategy, day, context=context)
    created += tasks_of_unreached(unreached, strategy, day, context=context)
    if unmade:
        created += note_failed_reminders(reasons=unmade, day=day, context=context)
    return CustomersReminded(notices, created, tuple(skipped), tuple(failures))


def _lock(customer_ids: Sequence[UUID]) -> None:
    """Two runs at once wait for each other here, and the second one sees what the first one wrote.

    Customers that are one are locked together. Raises ActOvertaken where somebody merged one of them meanwhile.
    """
    family = with_merged(customer_ids)
    lock_rows(Customer, family)
    if with_merged(customer_ids) - family:
        raise ActOvertaken("A customer was merged while its reminder was about to be made.")


class _NoAddress(Exception):
    """Nobody at the customer can be written to."""


def _groups(debts: Sequence[DueItem], context: Context) -> Iterator[_Group]:
    customers = reminded_customers(sorted({debt.customer_id for debt in debts}))
    entities = {entity.id: entity for entity in LegalEntity.objects.filter(organization_id=context.organization_id)}
    for (customer_id, entity_id, currency), group in groupby(
        debts, key=lambda debt: (debt.customer_id, debt.legal_entity_id, debt.currency)
    ):
        yield _Group(customers[customer_id], entities[entity_id], currency, tuple(group))


def _made(group: _Group, reminder: Reminder, writer: ReminderWriter) -> Made:
    recipient = group.customer.recipient(reminder.stage.recipients)
    if recipient is None:
        raise _NoAddress
    notice_id = new_identifier()
    message = writer.write(notice_id, reminder, group.customer, recipient, group.entity)
    return Made(
        notice_id,
        message,
        reminder,
        group.customer.customer_id,
        group.customer.number,
        group.entity.id,
        group.currency,
    )


def _skipped(group: _Group, reason: str) -> Skipped:
    return Skipped(group.customer.number, group.entity.code, group.currency, reason)
