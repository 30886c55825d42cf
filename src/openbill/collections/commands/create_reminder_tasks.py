"""The tasks that a day's reminders leave to people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.commands.void_tasks import void_tasks
from openbill.collections.commands.write_notices import Made
from openbill.collections.models import Task
from openbill.collections.policies.decide_reminder import Reminder
from openbill.collections.types import DueItem, Strategy
from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.context import Context

ONE_DAY = timedelta(days=1)
DECIDE = "every stage of reminding is over; decide: call, agency, attorney, or write it off"


@dataclass(frozen=True, slots=True)
class Unreached:
    """A reminder that was due, to a customer that nobody can write to."""

    customer_id: UUID
    legal_entity_id: UUID
    reminder: Reminder

    @property
    def firmest(self) -> DueItem:
        """The debt that reached the firmest stage, the youngest of several."""
        return max(self.reminder.reaching, key=lambda debt: (debt.stage_number, debt.due_date, debt.item_id))


def tasks_of_made(made: Sequence[Made], strategy: Strategy, day: date, *, context: Context) -> int:
    """Create the tasks of reminders that were made, inside the running command, and count them.

    After the last stage a person decides. Who is reminded again has an address, and a reminder that can be made: tasks
    that missed these are void, and so is a decision that was due without one.
    """
    if not made:
        return 0
    tasks = Task.objects.filter(organization_id=context.organization_id)
    reached = tasks.filter(
        kind__in=("missing_address", "failed_reminder"),
        customer_id__in=with_merged(each.customer_id for each in made),
    )
    void_tasks(reached, "a reminder was made", day)
    ended = [(each, debt) for each in made for debt in _at_the_end(each.reminder, strategy)]
    if not ended:
        return 0
    unwritten = tasks.filter(kind="decide", notice_id=None, item_id__in=[debt.item_id for _, debt in ended])
    void_tasks(unwritten, "a reminder was made", day)
    return create_tasks(
        [
            _decision(f"{each.notice_id} {debt.item_id}", each, debt, strategy, day, notice_id=each.notice_id)
            for each, debt in ended
        ],
        context=context,
    )


def tasks_of_unreached(unreached: Sequence[Unreached], strategy: Strategy, day: date, *, context: Context) -> int:
    """Create the tasks of reminders that nobody can be sent, inside the running command, and count the new ones.

    A customer has one task at a time to find an address, by the firmest stage that it should hear of: where somebody
    ended it, it comes back with the next stage. After the last stage a person decides here too.
    """
    if not unreached:
        return 0
    firmest: dict[UUID, Unreached] = {}
    for each in sorted(unreached, key=lambda each: each.firmest.stage_number):
        firmest[each.customer_id] = each
    addresses = [_address(each, day) for each in firmest.values()]
    earlier = Task.objects.filter(
        organization_id=context.organization_id, kind="missing_address", customer_id__in=with_merged(firmest)
    )
    void_tasks(earlier.exclude(key__in=[task.key for task in addresses]), "a later stage asks for the same", day)
    decisions = [
        _decision(f"{debt.item_id} {debt.due_date}", each, debt, strategy, day)
        for each in unreached
        for debt in _at_the_end(each.reminder, strategy)
    ]
    return create_tasks([*addresses, *decisions], context=context)


def _at_the_end(reminder: Reminder, strategy: Strategy) -> Iterator[DueItem]:
    return (debt for debt in reminder.reaching if debt.stage_number == strategy.stages[-1].number)


def _decision(
    what: str, of: Made | Unreached, debt: DueItem, strategy: Strategy, day: date, notice_id: UUID | None = None
) -> NewTask:
    """It falls due when the strategy ends."""
    return NewTask(
        key=f"decide {what}",
        kind="decide",
        customer_id=of.customer_id,
        legal_entity_id=of.legal_entity_id,
        item_id=debt.item_id,
        notice_id=notice_id,
        due_date=day + (strategy.ends_after_days - strategy.stages[-1].offset_days) * ONE_DAY,
        reason=f"{debt.document_number}: {DECIDE}.",
    )


def _address(of: Unreached, day: date) -> NewTask:
    return NewTask(
        key=f"address {of.firmest.item_id} {of.firmest.due_date} {of.firmest.stage_number}",
        kind="missing_address",
        customer_id=of.customer_id,
        legal_entity_id=of.legal_entity_id,
        due_date=day,
        reason=f"A reminder ({of.reminder.stage.name}) cannot be sent: nobody there has an e-mail address"
        " that may be written to. Add one, or send it by letter.",
    )
