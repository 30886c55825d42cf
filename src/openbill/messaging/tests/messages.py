"""Firms that send, customers with an address, and messages, made by the real commands."""

from dataclasses import dataclass, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from tests.support.customers import a_contact, a_customer
from tests.support.organizations import AnOrganization, an_organization

from openbill.foundation.context import Context
from openbill.foundation.models import StoredEvent
from openbill.foundation.tenancy import scope
from openbill.messaging import events
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.commands.send_messages import MessagesSent, send_messages
from openbill.messaging.queries.message_details import MessageDetails, message_details
from openbill.messaging.types import ComposedMessage, NewMessage
from openbill.primitives.identifiers import new_identifier

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Firm:
    """An organization with a customer who has a contact."""

    organization: AnOrganization
    customer: UUID
    contact: UUID

    @property
    def id(self) -> UUID:
        return self.organization.id

    def at(self, at: datetime = NOON) -> Context:
        return self.organization.context(at=at)


class NoFiles:
    """Nothing is attached."""

    def content(self, stored_file_id: UUID, *, context: Context) -> bytes | None:  # noqa: ARG002
        raise AssertionError("There are no attachments.")


def a_firm(*, safe_mode: bool = False, email: str = "maria@bert.example", **details: str) -> Firm:
    """A firm that sends, unless in safe mode, and has one customer."""
    organization = an_organization(**details)
    if not safe_mode:
        leave_safe_mode(context=organization.context())
    customer = a_customer(organization, "Bert GmbH")
    return Firm(organization, customer, a_contact(organization, customer, "Maria", email=email))


def a_draft(firm: Firm, **details: Any) -> NewMessage:
    """A message as somebody would have it composed."""
    draft = NewMessage(
        key=f"test {new_identifier()}",
        customer_id=firm.customer,
        contact_id=firm.contact,
        purpose="reminder",
        stage="1",
        language="en",
        reason="R1 is 5 days late.",
        subject="Your invoice R1",
        body="Dear Maria,\nplease pay R1.\n",
    )
    return replace(draft, **details)


def composed(firm: Firm, *, at: datetime = NOON, **details: Any) -> ComposedMessage:
    """A message, composed."""
    result = compose_messages(messages=[a_draft(firm, **details)], context=firm.at(at))
    assert result.failures == ()
    return result.messages[0]


def sent(firm: Firm, sender: Any, *, at: datetime = NOON, **details: Any) -> MessagesSent:
    """Send what is due."""
    details = {"attachments": NoFiles(), **details}
    return send_messages(sender=sender, context=firm.at(at), **details)


def details_of(firm: Firm, message_id: UUID) -> MessageDetails:
    with scope(firm.id):
        return message_details(message_id)


def state_of(firm: Firm, message: ComposedMessage) -> str:
    return details_of(firm, message.message_id).summary.state


def events_of(firm: Firm, *kinds: type) -> list[Any]:
    """The events of messages of these kinds, or of all, in the order in which they were published."""
    known = {kind.__name__: kind for kind in vars(events).values() if is_dataclass(kind)}
    with scope(firm.id):
        stored = StoredEvent.objects.filter(organization_id=firm.id, kind__in=known).order_by("id")
        found = [TypeAdapter(known[each.kind]).validate_python(each.payload, strict=False) for each in stored]
    return [event for event in found if not kinds or isinstance(event, kinds)]
