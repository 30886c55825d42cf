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
from openbill.console.choices import choice
from openbill.console.chosen_rows import chosen_rows
from openbill.console.columns import shown_list
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv
from openbill.console.narrowing import narrowed
from openbill.console.paging import ROWS, Paging, kept, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.tables import TASKS
from openbill.console.words import states

FILTERS = (
    (TasksOf.OPEN, gettext_lazy("To do")),
    (TasksOf.DONE, gettext_lazy("Done")),
    (TasksOf.ALL, gettext_lazy("All")),
)


def list_tasks(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Tasks, the first due first: found by customer, filtered, sorted, page by page."""
    order = sorting(request, TasksBy, TasksBy.DUE, goes_down=False)
    only = choice(request, "only", TasksOf, TasksOf.OPEN)
    kind = request.GET.get("kind", "")
    number = page_number(request)
    of_customer = narrowed(request)
    page = find_tasks(
        text=request.GET.get("q", "")[:200],
        only=only,
        kind=kind if kind in states.TASKS else None,
        customer_ids=of_customer.customer_ids if of_customer else None,
        by=order.by,
        descending=order.descending,
        offset=0 if is_csv(request) else (number - 1) * ROWS,
        limit=ALL_ROWS if is_csv(request) else ROWS,
    )
    if is_csv(request):
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **shown_list(request, TASKS),
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "filters": FILTERS,
        "only": only,
        "kinds": [(code, word.text) for code, word in states.TASKS.items()],
        "kind": kind,
        "narrowed": of_customer,
        "sorting": order,
        "kept": kept(request, "customer", "only", "sort", "order", "columns"),
        "is_narrowed": bool(request.GET.get("q") or of_customer or kind or only != TasksOf.OPEN),
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
    of_customer = narrowed(request)
    return tasks_found(
        text=request.POST.get("q", "")[:200],
        kind=kind if kind in states.TASKS else None,
        customer_ids=of_customer.customer_ids if of_customer else None,
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
