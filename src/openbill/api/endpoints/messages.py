"""Everything that is said to customers: messages, texts, addresses not to write to, safe mode."""

from datetime import datetime, timedelta
from uuid import UUID

from openbill.api.endpoint import act, ask
from openbill.api.pages import ROWS, Page, checked_limit, cursor_of, page, place_of, whole
from openbill.foundation import clock
from openbill.messaging.commands.cancel_message import cancel_message
from openbill.messaging.commands.cancel_messages import cancel_messages
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.commands.confirm_message_was_sent import confirm_message_was_sent
from openbill.messaging.commands.discard_held_messages import discard_held_messages
from openbill.messaging.commands.enter_safe_mode import enter_safe_mode
from openbill.messaging.commands.hand_over_messages import hand_over_messages
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.commands.lift_suppression import lift_suppression
from openbill.messaging.commands.release_held_messages import release_held_messages
from openbill.messaging.commands.report_bounce import report_bounce
from openbill.messaging.commands.send_again import send_again
from openbill.messaging.commands.send_messages_again import send_messages_again
from openbill.messaging.commands.set_template import set_template
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.messaging.commands.withdraw_template import withdraw_template
from openbill.messaging.queries.message_details import MessageDetails, message_details
from openbill.messaging.queries.messages_of_customer import MessageCursor, MessageSummary, messages_of_customer
from openbill.messaging.queries.outbox import Outbox, messages_in_state, outbox
from openbill.messaging.queries.own_templates import OwnTemplate, own_templates
from openbill.messaging.queries.suppressed_addresses import SuppressedAddress, suppressed_addresses
from openbill.messaging.types import MessageState


def list_messages(*, state: MessageState, after: str | None = None, limit: int = ROWS) -> Page[MessageSummary]:
    """The messages in one state, in the order in which they were made."""
    place = place_of(after, UUID)
    rows = messages_in_state(str(state), after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def show_message(*, message_id: UUID) -> MessageDetails:
    """What a message says, why it exists, and how it fared."""
    return message_details(message_id)


def list_messages_of_customer(
    *, customer_id: UUID, after: str | None = None, limit: int = ROWS
) -> Page[MessageSummary]:
    """What was said to a customer, the newest first."""
    place = place_of(after, datetime.fromisoformat, UUID)
    found = messages_of_customer(
        customer_id, after=MessageCursor(*place) if place else None, limit=checked_limit(limit)
    )
    following = found.next
    return Page(found.messages, next=cursor_of((following.at.isoformat(), following.id)) if following else None)


def show_outbox(*, since: datetime | None = None) -> Outbox:
    """How many messages wait in which state; and how many ended since an instant, in the last week if none is said."""
    return outbox(since=since or clock.now() - timedelta(days=7))


def list_templates() -> Page[OwnTemplate]:
    """The organization's own texts; where there is none the built-in one counts."""
    return whole(own_templates())


def list_suppressions(*, containing: str = "", after: str | None = None, limit: int = ROWS) -> Page[SuppressedAddress]:
    """The addresses that are not written to, those last added first."""
    place = place_of(after, datetime.fromisoformat, UUID)
    rows = suppressed_addresses(containing=containing, after=place, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.since.isoformat(), row.id))


ENDPOINTS = (
    ask("/messages", "messaging.view", list_messages),
    act("POST", "/messages", compose_messages, "Compose messages; one that is refused is named, and stops no other"),
    act("POST", "/messages/release", release_held_messages),
    act("POST", "/messages/discard", discard_held_messages),
    act("POST", "/messages/cancel", cancel_messages),
    act("POST", "/messages/send-again", send_messages_again),
    act("POST", "/messages/hand-over", hand_over_messages),
    ask("/messages/{message_id}", "messaging.view", show_message),
    act("POST", "/messages/{message_id}/cancel", cancel_message, example={"reason": "Paid by phone"}),
    act("POST", "/messages/{message_id}/send-again", send_again),
    act("POST", "/messages/{message_id}/confirm", confirm_message_was_sent),
    act("POST", "/messages/{message_id}/bounce", report_bounce),
    ask("/customers/{customer_id}/messages", "messaging.view", list_messages_of_customer),
    ask("/outbox", "messaging.view", show_outbox),
    act("POST", "/safe-mode/enter", enter_safe_mode),
    act("POST", "/safe-mode/leave", leave_safe_mode),
    ask("/templates", "messaging.view", list_templates),
    act("POST", "/templates", set_template),
    act("POST", "/templates/withdraw", withdraw_template),
    ask("/suppressions", "messaging.view", list_suppressions),
    act("POST", "/suppressions", suppress_address, status=201),
    act("POST", "/suppressions/lift", lift_suppression),
)
