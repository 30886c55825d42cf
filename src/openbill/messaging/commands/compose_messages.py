"""Compose messages."""

from collections.abc import Sequence

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.messaging.commands.in_written_text import in_written_text
from openbill.messaging.commands.keep_messages import keep_messages
from openbill.messaging.types import MessagesComposed, NewMessage


@in_written_text("messages", is_checked_inside=True)
@command(permission="messaging.compose", summarised=("messages",))
def compose_messages(*, messages: Sequence[NewMessage], context: Context) -> MessagesComposed:
    """Compose a batch of messages; one message is a batch of one, and the same key is never composed twice.

    In safe mode they are held, with the recipient that they would have; an address on the suppression list
    makes a message suppressed. What cannot be composed (no address, a line break in a subject, an unknown
    customer ...) is named with the reason, and stops no other. Nothing is sent yet.

    The answer is kept in the log, and keys are part of it: they tell nothing about a person.
    """
    return keep_messages(messages, context=context)
