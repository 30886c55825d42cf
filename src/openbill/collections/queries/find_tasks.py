"""The tasks for people: found, filtered, sorted, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.customers.queries.rows_of_customers import (
    Listing,
    PageOfRows,
    RowsOrdered,
    RowsWanted,
    identifiers_of_rows,
    rows_of_customers,
)


class TasksBy(StrEnum):
    """What a list of tasks is sorted by."""

    DUE = "due"
    CUSTOMER = "customer"


class TasksOf(StrEnum):
    """Which tasks a list has; those that became void are in none but that of all."""

    OPEN = "open"
    DONE = "done"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task; its customer's number and name are blank where it is about no customer."""

    id: UUID
    kind: str
    due_date: date
    customer_id: UUID | None
    customer_number: str
    customer_name: str
    reason: str
    state: str
    ended_on: date | None
    outcome: str


_LISTING = Listing(
    table="task",
    columns="page.id, page.kind, page.due_date, customer.id, coalesce(customer.number, ''),"
    " coalesce(customer.name, ''), page.reason, page.state, page.ended_on, page.outcome",
    may_have_no_customer=True,
)

_ORDER = {TasksBy.DUE: ("due_date",), TasksBy.CUSTOMER: ()}


def find_tasks(
    *,
    text: str = "",
    only: TasksOf = TasksOf.OPEN,
    kind: str | None = None,
    customer_ids: Collection[UUID] | None = None,
    by: TasksBy = TasksBy.DUE,
    descending: bool = False,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedTask]:
    """A page of the tasks about the customers that a text names, of one kind or of all.

    `customer_ids` narrows to some customers.
    """
    return rows_of_customers(
        ListedTask,
        _LISTING,
        _wanted(text, only, kind, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )


def tasks_found(*, text: str = "", kind: str | None = None, customer_ids: Collection[UUID] | None = None) -> list[UUID]:
    """All open tasks of such a list, in the order in which they were made."""
    return identifiers_of_rows(_LISTING, _wanted(text, TasksOf.OPEN, kind, customer_ids))


def _wanted(text: str, only: TasksOf, kind: str | None, customer_ids: Collection[UUID] | None) -> RowsWanted:
    conditions = []
    if only is not TasksOf.ALL:
        conditions.append("task.state = %(state)s")
    if kind is not None:
        conditions.append("task.kind = %(kind)s")
    return RowsWanted(conditions, {"state": only.value, "kind": kind}, text, customer_ids)
