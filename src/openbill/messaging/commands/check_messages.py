"""Check a batch of messages against what there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.identifier_array import identifier_array
from openbill.messaging.errors import (
    ContactOfMessageUnknown,
    CustomerOfMessageMerged,
    CustomerOfMessageUnknown,
    LegalEntityOfMessageUnknown,
)
from openbill.messaging.policies.check_message import LONGEST_KEY, Reached, check_message
from openbill.messaging.types import NewMessage, NotComposed
from openbill.organizations.models import LegalEntity
from openbill.primitives.errors import Refusal


@dataclass(frozen=True)
class CheckedMessages:
    """Those that can be kept, complete with legal entity and address, and those that cannot."""

    messages: tuple[NewMessage, ...]
    failures: tuple[NotComposed, ...]


@dataclass(frozen=True)
class _Known:
    """What the messages of a batch refer to: customers with the one they were merged into, contacts of a customer."""

    customers: dict[UUID, UUID | None]
    contacts: dict[tuple[UUID, UUID], Reached]
    entities: frozenset[UUID]
    default_entity: UUID

    def check(self, message: NewMessage) -> NewMessage:
        entity = message.legal_entity_id or self.default_entity
        if entity not in self.entities:
            raise LegalEntityOfMessageUnknown(legal_entity_id=entity)
        if message.customer_id not in self.customers:
            raise CustomerOfMessageUnknown(customer_id=message.customer_id)
        merged_into = self.customers[message.customer_id]
        if merged_into is not None:
            raise CustomerOfMessageMerged(customer_id=message.customer_id, into_customer_id=merged_into)
        contact = Reached()
        if message.contact_id is not None:
            if (message.contact_id, message.customer_id) not in self.contacts:
                raise ContactOfMessageUnknown(contact_id=message.contact_id)
            contact = self.contacts[message.contact_id, message.customer_id]
        return check_message(message, entity, contact)


def check_messages(messages: Sequence[NewMessage], *, context: Context) -> CheckedMessages:
    """Tell apart what can be composed and what cannot, in three questions for all of them."""
    known = _known(messages, context)
    good: list[NewMessage] = []
    failures: list[NotComposed] = []
    for message in messages:
        try:
            good.append(known.check(message))
        except Refusal as refusal:
            failures.append(NotComposed(_shown(message.key), refusal.code, str(refusal)))
    return CheckedMessages(tuple(good), tuple(failures))


def _known(messages: Sequence[NewMessage], context: Context) -> _Known:
    organization_id = context.organization_id
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, merged_into_id FROM customer WHERE organization_id = %s AND id = ANY(%s::uuid[])",
            [organization_id, identifier_array({message.customer_id for message in messages})],
        )
        customers = dict(cursor.fetchall())
        cursor.execute(
            "SELECT id, customer_id, name, email FROM contact"
            " WHERE organization_id = %s AND id = ANY(%s::uuid[]) AND is_active",
            [organization_id, identifier_array({message.contact_id for message in messages if message.contact_id})],
        )
        contacts = {
            (contact_id, customer_id): Reached(name, email)
            for contact_id, customer_id, name, email in cursor.fetchall()
        }
    entities = dict(LegalEntity.objects.filter(organization_id=organization_id).values_list("id", "is_default"))
    return _Known(
        customers=customers,
        contacts=contacts,
        entities=frozenset(entities),
        default_entity=next(entity for entity, is_default in entities.items() if is_default),
    )


def _shown(key: str) -> str:
    """A key as it was given, or, where it is itself what is wrong, so that the log can hold it."""
    return key if key.isprintable() and len(key) <= LONGEST_KEY else ascii(key)[:LONGEST_KEY]
