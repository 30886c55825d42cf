"""Do what a day asks for: judge promises, remind customers, tell people what waits for them."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

import psycopg
from django.db import DataError

from openbill.collections.commands.follow_certificates import follow_certificates
from openbill.collections.commands.judge_promises import judge_promises
from openbill.collections.commands.name_stale_figures import name_stale_figures
from openbill.collections.commands.note_failed_reminders import note_failed_reminders
from openbill.collections.commands.remind_customers import remind_customers
from openbill.collections.commands.review_tasks import review_tasks
from openbill.collections.errors import DayInTheFuture, DayTooLongAgo
from openbill.collections.queries.reminders_due import customers_to_remind
from openbill.collections.queries.strategy import built_in_strategy
from openbill.collections.types import CustomersReminded, DayDone, Failed
from openbill.customers.models import Customer
from openbill.foundation.context import Context
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.over_processes import over_processes
from openbill.foundation.side_by_side import side_by_side
from openbill.foundation.tenancy import scope
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.primitives.errors import Refusal

BATCH = 500
"""So many customers are reminded by one command."""

WORTH_PROCESSES = 60
"""Batches; for fewer the start of processes costs more than they save."""

FIRST_DAY = date(1900, 1, 1)
"""No file or option names an earlier day."""


def nobody_watches(done: int, total: int) -> None:
    """Hears of no progress."""


def run_day(
    *, day: date, context: Context, batch: int = BATCH, progress: Callable[[int, int], None] = nobody_watches
) -> DayDone:
    """Run one day for an organization: at any frequency, by several workers at once, with the same result.

    The state of the debts decides what is due, not the number of runs: what a missed day would have asked is asked
    on the next one, in the tone of the firmest stage that was reached. Customers go batch by batch, several at a time,
    each batch committed by itself: a run that was cut off is begun again and goes on.
    Raises DayInTheFuture, DayTooLongAgo and PermissionMissing.
    """
    if not context.may("collections.run"):
        raise PermissionMissing(actor=str(context.actor), permission="collections.run")
    with scope(context.organization_id):
        # The latest day at any of its entities: one may be ahead of the others.
        today = max(context.today(entity.time_zone) for entity in legal_entities())
    if day > today:
        raise DayInTheFuture(day=day, today=today)
    if day < FIRST_DAY:
        raise DayTooLongAgo(day=day, first=FIRST_DAY)
    judged = judge_promises(day=day, context=context)
    review_tasks(day=day, context=context)
    follow_certificates(day=day, context=context)
    stale_tasks = name_stale_figures(day=day, context=context)
    with scope(context.organization_id):
        customers = customers_to_remind(built_in_strategy(), day)
    batches = [customers[start : start + batch] for start in range(0, len(customers), batch)]
    total, done = CustomersReminded(tasks=stale_tasks), 0
    at_once = over_processes if len(batches) >= WORTH_PROCESSES else side_by_side
    for of_batch, reminded in zip(batches, at_once(partial(_reminded, day, context), batches), strict=True):
        total, done = _added(total, reminded), done + len(of_batch)
        progress(done, len(customers))
    return DayDone(day, total.notices, total.tasks, judged, total.skipped, total.failures)


def _reminded(day: date, context: Context, customer_ids: Sequence[UUID]) -> CustomersReminded:
    """Remind a batch; where it fails begin again with each of its halves, until only the culprits are left."""
    try:
        return remind_customers(customer_ids=customer_ids, day=day, context=context)
    except (Refusal, DataError, psycopg.DataError) as error:
        if len(customer_ids) == 1:
            return _failed(customer_ids[0], str(error).splitlines()[0], day, context)
    half = len(customer_ids) // 2
    halves = (customer_ids[:half], customer_ids[half:])
    return _added(*(_reminded(day, context, of_half) for of_half in halves))


def _failed(customer_id: UUID, reason: str, day: date, context: Context) -> CustomersReminded:
    tasks = note_failed_reminders(reasons={customer_id: reason}, day=day, context=context)
    with scope(context.organization_id):
        number = Customer.objects.get(organization_id=context.organization_id, id=customer_id).number
    return CustomersReminded(tasks=tasks, failures=(Failed(number, reason),))


def _added(total: CustomersReminded, more: CustomersReminded) -> CustomersReminded:
    return CustomersReminded(
        total.notices + more.notices,
        total.tasks + more.tasks,
        total.skipped + more.skipped,
        total.failures + more.failures,
    )
