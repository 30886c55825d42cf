"""The first page of the day: what is owed, whom to call, what waits for a word."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.collections.queries.call_list import call_list
from openbill.collections.queries.held_reminders import held_reminders
from openbill.collections.queries.open_tasks import open_task_count, open_tasks
from openbill.console.bars import age_bar
from openbill.console.pages.approvals import waiting_for
from openbill.console.pages.first_run import first_steps, keep_leading
from openbill.console.reader import Reader
from openbill.receivables.queries.portfolio import Portfolio, portfolio
from openbill.unclaimed.queries.unclaimed_figures import unclaimed_figures

CALLS = 5
TASKS = 5


def show(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Home by role: each part is there for whom it is work."""
    shown: dict[str, Any] = {"approvals": waiting_for(reader)}
    if reader.may("receivables.view"):
        shown |= _position(portfolio(reader.today), request.GET.get("currency") or reader.organization.currency)
    if reader.may("collections.view"):
        held = held_reminders()
        position = shown.get("position")
        currency = position.currency if position else reader.organization.currency
        shown |= {
            "calls": call_list(reader.today, limit=CALLS),
            "tasks": open_tasks(limit=TASKS),
            "task_count": open_task_count(),
            "held": [stage for stage in held if stage.currency == currency],
            "held_elsewhere": sum(stage.reminders for stage in held if stage.currency != currency),
            "held_count": sum(stage.reminders for stage in held),
        }
    if reader.may("unclaimed.manage"):
        shown["letters_due"] = unclaimed_figures().letters_due
    steps = first_steps(request, reader, has_items=bool(shown.get("positions")))
    are_steps_left = any(not step.is_done for step in steps)
    keep_leading(request, reader, are_steps_left=are_steps_left)
    if are_steps_left:
        shown |= {"steps": steps, "next_step": next(step for step in steps if not step.is_done)}
    return render(request, "console/home.html", shown)


def _position(positions: list[Portfolio], currency: str) -> dict[str, Any]:
    chosen = next((each for each in positions if each.currency == currency), positions[0] if positions else None)
    return {
        "positions": positions,
        "position": chosen,
        "bar": age_bar([bucket.amount_minor for bucket in chosen.buckets]) if chosen else [],
    }
