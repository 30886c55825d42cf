"""What waits for a person, and saying that it is done."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from openbill.collections.commands.close_task import close_task
from openbill.collections.queries.open_tasks import open_task_count, open_tasks
from openbill.console.acts import back, say
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader


def list_tasks(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Open tasks, the first due first."""
    number = page_number(request)
    shown = {
        "tasks": open_tasks(offset=(number - 1) * ROWS, limit=ROWS),
        "paging": Paging(number, open_task_count()),
    }
    return render(request, "console/tasks.html", shown)


def end_task(request: HttpRequest, reader: Reader, task_id: UUID) -> HttpResponse:
    """Say that a task is done, and what came of it."""
    close_task(
        task_id=task_id, outcome=request.POST.get("outcome", "").strip()[:1000], on=reader.today, context=reader.context
    )
    say(request, _("Done."))
    return back(request, "console:tasks")
