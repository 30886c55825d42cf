"""The outbox: every message, and what can be done with one, with many, or with all that match."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openbill.console.acts import back, say
from openbill.console.asked_list import asked_list, text_and_customers
from openbill.console.chosen_rows import chosen_rows
from openbill.console.csv_file import csv_file
from openbill.console.reader import Reader
from openbill.console.tables import OUTBOX
from openbill.console.words.states import MESSAGES
from openbill.messaging.commands.cancel_message import cancel_message
from openbill.messaging.commands.cancel_messages import cancel_messages
from openbill.messaging.commands.confirm_message_was_sent import confirm_message_was_sent
from openbill.messaging.commands.release_held_messages import release_held_messages
from openbill.messaging.commands.send_again import send_again
from openbill.messaging.commands.send_messages_again import send_messages_again
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE
from openbill.messaging.queries.find_messages import ListedMessage, MessagesBy, find_messages, messages_found

AT_ONCE = 500
"""So many messages are moved in one command: their notices go with them, one after another."""


def list_messages(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Messages of one state or of all, the last written first: found by subject, address or customer, sorted."""
    asked = asked_list(request, MessagesBy, MessagesBy.WRITTEN)
    state = request.GET.get("state", "")
    page = find_messages(
        state=state if state in MESSAGES else None,
        **asked.arguments,
    )
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(OUTBOX, page, is_filtered=bool(state)),
        "state": state,
        "states": [(code, word.text) for code, word in MESSAGES.items()],
        "again_states": _offered(reader, "messaging.send", "send_again", state),
        "cancel_states": _offered(reader, "messaging.compose", "cancel", state),
    }
    return render(request, "console/messages/outbox.html", shown)


def _offered(reader: Reader, permission: str, act: str, state: str) -> tuple[str, ...]:
    """The states in which an act can be done with what a list of this state, or of all, shows; none to who may not."""
    return _states_before(act, state) if reader.may(permission) else ()


def _states_before(act: str, state: str) -> tuple[str, ...]:
    states = tuple(before for before, each in MESSAGE_LIFECYCLE.transitions if each == act)
    return states if state not in MESSAGES else tuple(each for each in states if each == state)


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


def send_chosen_messages_again(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Queue those of the chosen messages anew that failed, or that a person knows were not sent."""
    chosen = chosen_rows(request, reader, _all_that_match("send_again"))
    count = sum(send_messages_again(message_ids=part, context=reader.context) for part in _parts(chosen))
    say(
        request,
        ngettext("%(n)s message is on its way again.", "%(n)s messages are on their way again.", count) % {"n": count},
    )
    return back(request, "console:outbox")


def cancel_chosen_messages(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Cancel those of the chosen messages that were not sent."""
    chosen = chosen_rows(request, reader, _all_that_match("cancel"))
    reason = request.POST.get("reason", "").strip()[:500] or _("Thrown away by a person")
    count = sum(cancel_messages(message_ids=part, reason=reason, context=reader.context) for part in _parts(chosen))
    say(request, ngettext("%(n)s message was thrown away.", "%(n)s messages were thrown away.", count) % {"n": count})
    return back(request, "console:outbox")


def _all_that_match(act: str) -> Callable[[HttpRequest], list[UUID]]:
    def matching(request: HttpRequest) -> list[UUID]:
        states = _states_before(act, request.POST.get("state", ""))
        return messages_found(states=states, **text_and_customers(request))

    return matching


def _parts(chosen: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(chosen), AT_ONCE):
        yield chosen[start : start + AT_ONCE]


def _as_file(rows: Sequence[ListedMessage], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Written"), _("Sent"), _("Customer"), _("To"), _("Channel"), _("Subject"), _("Stage"), _("State")),
        _("Why"),
    ]
    local = reader.formats.local
    written = (
        [
            *(local(row.composed_at), row.sent_at and local(row.sent_at), row.customer_name, row.recipient_address),
            *(row.channel, row.subject, row.stage, row.state, row.state_reason),
        ]
        for row in rows
    )
    return csv_file(f"messages-{reader.today}", columns, written)
