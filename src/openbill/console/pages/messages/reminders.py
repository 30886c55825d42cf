"""The reminders that wait for a word: read, let go, or thrown away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openbill.collections.queries.held_reminders import held_reminders
from openbill.collections.queries.reminders_in_state import messages_of_reminders, reminders_in_state
from openbill.console.acts import back, say
from openbill.console.chosen_rows import chosen_rows
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.words.states import STAGES
from openbill.messaging.commands.discard_held_messages import discard_held_messages
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.commands.release_held_messages import release_held_messages
from openbill.messaging.queries.message_details import message_details

HELD = "held"


def list_reminders(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """What is held, the latest first, of one stage or of all."""
    stage = _stage(request.GET.get("stage", ""))
    number = page_number(request)
    found = reminders_in_state(HELD, stage=stage, offset=(number - 1) * ROWS, limit=ROWS)
    counts: dict[str, int] = {}
    for held in held_reminders():
        counts[held.stage] = counts.get(held.stage, 0) + held.reminders
    shown = {
        "rows": found.rows,
        "paging": Paging(number, found.count),
        "stage": stage,
        "stages": [(code, counts[code]) for code in counts],
        "all_count": sum(counts.values()),
    }
    return render(request, "console/messages/reminders.html", shown)


def show_message(request: HttpRequest, reader: Reader, message_id: UUID) -> HttpResponse:  # noqa: ARG001
    """One message: what it says, to whom, why it exists, and how it fared."""
    return render(request, "console/messages/message.html", {"message": message_details(message_id)})


def release_reminders(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Let the chosen reminders go, or all of a stage; each is looked at once more before it is sent."""
    count = release_held_messages(message_ids=chosen_rows(request, reader, _all_that_match), context=reader.context)
    say(request, ngettext("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", count) % {"n": count})
    return back(request, "console:reminders")


def discard_reminders(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Throw the chosen reminders away, or all of a stage: they never go out, and their debts are asked for anew."""
    reason = request.POST.get("reason", "").strip() or _("Thrown away by a person")
    count = discard_held_messages(
        reason=reason, message_ids=chosen_rows(request, reader, _all_that_match), context=reader.context
    )
    say(request, ngettext("%(n)s reminder was thrown away.", "%(n)s reminders were thrown away.", count) % {"n": count})
    return back(request, "console:reminders")


def end_safe_mode(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Let messages leave from now on; what is held stays held until somebody releases it."""
    leave_safe_mode(context=reader.context)
    say(request, _("Safe mode is off. What is held stays until you release it."))
    return back(request, "console:reminders")


def _all_that_match(request: HttpRequest) -> list[UUID]:
    return messages_of_reminders(HELD, stage=_stage(request.POST.get("stage", "")))


def _stage(text: str) -> str | None:
    return text if text in STAGES else None
