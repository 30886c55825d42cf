"""Reminders, promises, disputes, tasks, whom to call, and the day's work."""

from dataclasses import replace
from datetime import date
from typing import Literal
from uuid import UUID

from openbill.api.endpoint import Endpoint, act, ask
from openbill.api.knowledge import day_or_today
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.collections.commands.close_task import close_task
from openbill.collections.commands.close_tasks import close_tasks
from openbill.collections.commands.give_promise import give_promise
from openbill.collections.commands.log_call import log_call
from openbill.collections.commands.run_day import run_day
from openbill.collections.commands.withdraw_call import withdraw_call
from openbill.collections.commands.withdraw_promise import withdraw_promise
from openbill.collections.queries.call_list import call_list
from openbill.collections.queries.calls_of_customer import CallOfCustomer, calls_of_customer
from openbill.collections.queries.open_tasks import OpenTask
from openbill.collections.queries.promises_in_order import PromiseInOrder, promises_in_order
from openbill.collections.queries.reminders_in_order import reminders_in_order
from openbill.collections.queries.reminders_in_state import ListedReminder
from openbill.collections.queries.tasks_in_order import tasks_in_order
from openbill.collections.types import CallRow, DayDone
from openbill.customers.queries.customer_details import customer_details
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.disputes.queries.disputes_in_order import DisputeInOrder, disputes_in_order
from openbill.foundation.context import Context
from openbill.messaging.types import MessageState

PromiseState = Literal["open", "kept", "part_kept", "broken", "withdrawn", "lapsed"]
DisputeState = Literal["open", "credited", "rejected", "withdrawn"]


def list_reminders(
    *,
    state: MessageState = MessageState.HELD,
    stage: str | None = None,
    customer_id: UUID | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[ListedReminder]:
    """The reminders whose messages are in a state, those that are held back where none is said; the last made first."""
    place = place_of(after, UUID)
    rows = reminders_in_order(
        str(state),
        stage=stage,
        customer_id=customer_id,
        after=place[0] if place else None,
        limit=checked_limit(limit) + 1,
    )
    return page(rows, limit, lambda row: (row.message_id,))


def list_tasks(
    *, kind: str | None = None, customer_id: UUID | None = None, after: str | None = None, limit: int = ROWS
) -> Page[OpenTask]:
    """What waits for a person, the first due first."""
    rows = tasks_in_order(
        kind=kind,
        customer_id=customer_id,
        after=place_of(after, date.fromisoformat, UUID),
        limit=checked_limit(limit) + 1,
    )
    return page(rows, limit, lambda row: (row.due_date, row.id))


def list_calls(*, on: date | None = None, limit: int = ROWS) -> Page[CallRow]:
    """The customers to call on a day, the most urgent first, and why."""
    return whole(call_list(day_or_today(on), limit=checked_limit(limit)))


def list_promises(
    *,
    customer_id: UUID | None = None,
    state: PromiseState | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[PromiseInOrder]:
    """What customers promised, the last promised day first."""
    rows = promises_in_order(
        customer_id=customer_id,
        state=state,
        after=place_of(after, date.fromisoformat, UUID),
        limit=checked_limit(limit) + 1,
    )
    return page(rows, limit, lambda row: (row.promised_date, row.id))


def list_promises_of_customer(
    *, customer_id: UUID, after: str | None = None, limit: int = ROWS
) -> Page[PromiseInOrder]:
    """What a customer promised, the last promised day first."""
    return list_promises(customer_id=customer_details(customer_id).id, after=after, limit=limit)


def list_disputes(
    *,
    customer_id: UUID | None = None,
    state: DisputeState | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[DisputeInOrder]:
    """What customers contest, the last opened first."""
    rows = disputes_in_order(
        customer_id=customer_id,
        state=state,
        after=place_of(after, date.fromisoformat, UUID),
        limit=checked_limit(limit) + 1,
    )
    return page(rows, limit, lambda row: (row.opened_on, row.id))


def list_disputes_of_customer(
    *, customer_id: UUID, after: str | None = None, limit: int = ROWS
) -> Page[DisputeInOrder]:
    """What a customer contests, the last opened first."""
    return list_disputes(customer_id=customer_details(customer_id).id, after=after, limit=limit)


def run_the_day(*, day: date, context: Context) -> DayDone:
    """Do what a day asks for: judge promises, remind customers, make tasks. Done again it does nothing twice."""
    # Many commands work here, each by itself; what is there already makes a repetition harmless.
    return run_day(day=day, context=replace(context, idempotency_key=None))


def list_calls_of_customer(*, customer_id: UUID, after: str | None = None, limit: int = ROWS) -> Page[CallOfCustomer]:
    """The calls to a customer, the last one first."""
    rows = calls_of_customer(
        customer_details(customer_id).id,
        after=place_of(after, date.fromisoformat, UUID),
        limit=checked_limit(limit) + 1,
    )
    return page(rows, limit, lambda row: (row.called_on, row.call_id))


ENDPOINTS = (
    ask("/reminders", "collections.view", list_reminders),
    ask("/tasks", "collections.view", list_tasks),
    act("POST", "/tasks/close", close_tasks),
    act("POST", "/tasks/{task_id}/close", close_task, example={"outcome": "Address found"}),
    ask("/call-list", "collections.view", list_calls),
    ask("/customers/{customer_id}/calls", "collections.view", list_calls_of_customer),
    act("POST", "/customers/{customer_id}/calls", log_call, status=201, example={"outcome": "no_answer"}),
    act("POST", "/calls/{call_id}/withdraw", withdraw_call),
    ask("/customers/{customer_id}/promises", "collections.view", list_promises_of_customer),
    ask("/promises", "collections.view", list_promises),
    act("POST", "/promises", give_promise, status=201),
    act("POST", "/promises/{promise_id}/withdraw", withdraw_promise),
    ask("/customers/{customer_id}/disputes", "disputes.view", list_disputes_of_customer),
    ask("/disputes", "disputes.view", list_disputes),
    act("POST", "/disputes", open_dispute, status=201),
    act("POST", "/disputes/{dispute_id}/withdraw", withdraw_dispute, example={"outcome": "Was our mistake"}),
    Endpoint("POST", "/days", "collections.run", run_the_day, example={"day": "2026-11-27"}),
)
