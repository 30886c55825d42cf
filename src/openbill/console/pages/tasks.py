"""What waits for a person, and saying of one task or of many that it is done."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openbill.collections.commands.close_task import close_task
from openbill.collections.commands.close_tasks import close_tasks
from openbill.collections.queries.find_tasks import ListedTask, TasksBy, TasksOf, find_tasks, tasks_found
from openbill.console.acts import back, say
from openbill.console.asked_list import asked_list, text_and_customers
from openbill.console.choices import choice
from openbill.console.chosen_rows import chosen_rows
from openbill.console.csv_file import csv_file
from openbill.console.reader import Reader
from openbill.console.tables import TASKS
from openbill.console.words import states

FILTERS = (
    (TasksOf.OPEN, gettext_lazy("To do")),
    (TasksOf.DONE, gettext_lazy("Done")),
    (TasksOf.ALL, gettext_lazy("All")),
)


def list_tasks(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Tasks, the first due first: found by customer, filtered, sorted, page by page."""
    asked = asked_list(request, TasksBy, TasksBy.DUE, goes_down=False)
    only = choice(request, "only", TasksOf, TasksOf.OPEN)
    kind = request.GET.get("kind", "")
    page = find_tasks(
        only=only,
        kind=kind if kind in states.TASKS else None,
        **asked.arguments,
    )
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(TASKS, page, is_filtered=bool(kind) or only != TasksOf.OPEN, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
        "kinds": [(code, word.text) for code, word in states.TASKS.items()],
        "kind": kind,
    }
    return render(request, "console/tasks.html", shown)


def end_task(request: HttpRequest, reader: Reader, task_id: UUID) -> HttpResponse:
    """Say that a task is done, and what came of it."""
    close_task(task_id=task_id, outcome=_outcome(request), on=reader.today, context=reader.context)
    say(request, _("Done."))
    return back(request, "console:tasks")


def end_tasks(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Say of the chosen tasks that they are done, or of all that match."""
    chosen = chosen_rows(request, reader, _all_that_match)
    count = close_tasks(task_ids=chosen, outcome=_outcome(request), on=reader.today, context=reader.context)
    say(request, ngettext("%(n)s task is done.", "%(n)s tasks are done.", count) % {"n": count})
    return back(request, "console:tasks")


def _all_that_match(request: HttpRequest) -> list[UUID]:
    kind = request.POST.get("kind", "")
    return tasks_found(
        kind=kind if kind in states.TASKS else None,
        **text_and_customers(request),
    )


def _outcome(request: HttpRequest) -> str:
    return request.POST.get("outcome", "").strip()[:1000]


def _as_file(rows: Sequence[ListedTask], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Due"), _("Customer number"), _("Customer"), _("Kind"), _("What for"), _("State"), _("Done on")),
        _("What came of it"),
    ]
    written = (
        [
            *(row.due_date, row.customer_number, row.customer_name, row.kind, row.reason, row.state, row.ended_on),
            row.outcome,
        ]
        for row in rows
    )
    return csv_file(f"tasks-{reader.today}", columns, written)
