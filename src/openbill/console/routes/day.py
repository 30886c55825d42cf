"""The day's work: reminders, messages, calls and tasks."""

from openbill.console.page import MEMBER, Route
from openbill.console.pages.calls.list_calls import list_calls
from openbill.console.pages.calls.log_call import take_call_back
from openbill.console.pages.disputes import list_disputes
from openbill.console.pages.first_run import dismiss, write_first_reminders
from openbill.console.pages.messages.outbox import (
    cancel_chosen_messages,
    confirm_sent,
    give_up_message,
    list_messages,
    release_message,
    send_chosen_messages_again,
    send_message_again,
)
from openbill.console.pages.messages.reminders import (
    discard_reminders,
    end_safe_mode,
    list_reminders,
    release_reminders,
    show_message,
)
from openbill.console.pages.promises import list_promises
from openbill.console.pages.settings.mail import begin_safe_mode
from openbill.console.pages.tasks import end_task, end_tasks, list_tasks

ROUTES = (
    Route("reminders", "reminders", "collections.view", list_reminders),
    Route("reminders/release", "release-reminders", "messaging.send", release_reminders, is_act=True),
    Route("reminders/discard", "discard-reminders", "messaging.send", discard_reminders, is_act=True),
    Route("safe-mode/end", "end-safe-mode", "messaging.manage", end_safe_mode, is_act=True),
    Route("messages/<uuid:message_id>", "message", "messaging.view", show_message),
    Route("calls", "calls", "collections.view", list_calls),
    Route("calls/<uuid:call_id>/withdraw", "withdraw-call", "collections.work", take_call_back, is_act=True),
    Route("tasks", "tasks", "collections.view", list_tasks),
    Route("tasks/end", "end-tasks", "collections.work", end_tasks, is_act=True),
    Route("tasks/<uuid:task_id>/end", "end-task", "collections.work", end_task, is_act=True),
    Route("promises", "promises", "collections.view", list_promises),
    Route("disputes", "disputes", "disputes.view", list_disputes),
    Route("safe-mode/begin", "begin-safe-mode", "messaging.manage", begin_safe_mode, is_act=True),
    Route("outbox", "outbox", "messaging.view", list_messages),
    Route("outbox/cancel", "cancel-messages", "messaging.compose", cancel_chosen_messages, is_act=True),
    Route("outbox/again", "send-messages-again", "messaging.send", send_chosen_messages_again, is_act=True),
    Route("messages/<uuid:message_id>/again", "send-again", "messaging.send", send_message_again, is_act=True),
    Route("messages/<uuid:message_id>/sent", "confirm-sent", "messaging.send", confirm_sent, is_act=True),
    Route("messages/<uuid:message_id>/release", "release-message", "messaging.send", release_message, is_act=True),
    Route("messages/<uuid:message_id>/cancel", "cancel-message", "messaging.compose", give_up_message, is_act=True),
    Route("first-run/reminders", "first-reminders", "collections.run", write_first_reminders, is_act=True),
    Route("first-run/dismiss", "dismiss-first-run", MEMBER, dismiss, is_act=True),
)
