"""The outbox: every message, and what can be done with one by itself."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.reader import Reader
from openbill.console.words.states import MESSAGES
from openbill.messaging.commands.cancel_message import cancel_message
from openbill.messaging.commands.confirm_message_was_sent import confirm_message_was_sent
from openbill.messaging.commands.release_held_messages import release_held_messages
from openbill.messaging.commands.send_again import send_again
from openbill.messaging.queries.find_messages import find_messages

MESSAGES_A_PAGE = 50


def list_messages(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Messages of one state or of all, found by subject or address, the last composed first."""
    state = request.GET.get("state", "")
    text = request.GET.get("q", "").strip()[:200]
    found = find_messages(
        state=state if state in MESSAGES else None,
        customer_id=identifier(request.GET.get("customer", "")),
        text=text,
        before=identifier(request.GET.get("before", "")),
        limit=MESSAGES_A_PAGE + 1,
    )
    rows = found[:MESSAGES_A_PAGE]
    shown: dict[str, Any] = {
        "rows": rows,
        "before": rows[-1].id if len(found) > MESSAGES_A_PAGE else None,
        "is_first": "before" not in request.GET,
        "state": state,
        "text": text,
        "states": [(code, word.text) for code, word in MESSAGES.items()],
    }
    return render(request, "console/messages/outbox.html", shown)


def send_message_again(request: HttpRequest, reader: Reader, message_id: UUID) -> HttpResponse:
    """Queue a message anew that failed, or that a person knows was not sent."""
    send_again(message_id=message_id, context=reader.context)
    say(request, _("The message is on its way again."))
    return redirect("console:message", message_id)


def confirm_sent(request: HttpRequest, reader: Reader, message_id: UUID) -> HttpResponse:
    """End the doubt: the message did go out."""
    confirm_message_was_sent(message_id=message_id, context=reader.context)
    say(request, _("The message counts as sent."))
    return redirect("console:message", message_id)


def release_message(request: HttpRequest, reader: Reader, message_id: UUID) -> HttpResponse:
    """Let one held message go."""
    release_held_messages(message_ids=[message_id], context=reader.context)
    say(request, _("The message is on its way."))
    return redirect("console:message", message_id)


def give_up_message(request: HttpRequest, reader: Reader, message_id: UUID) -> HttpResponse:
    """Cancel a message that was not sent."""
    cancel_message(message_id=message_id, reason=request.POST.get("reason", "")[:500], context=reader.context)
    say(request, _("The message is thrown away. It stays in the list."))
    return redirect("console:message", message_id)


def identifier(text: str) -> UUID | None:
    """An identifier of an address; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
