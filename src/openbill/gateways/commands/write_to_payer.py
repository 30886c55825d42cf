"""Write a customer a letter about paying online, with the link by which it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from openbill.foundation.context import Context
from openbill.gateways.models import PaymentRequest
from openbill.gateways.queries.payers_to_write_to import PayerToWriteTo
from openbill.gateways.queries.payment_requests import link_of_request
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.types import NewMessage
from openbill.organizations.queries.legal_entities import legal_entity_of


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a letter is written; `key` names it, so that it is written once."""

    key: str
    purpose: str
    reason: str


@dataclass(frozen=True, slots=True)
class LetterAround:
    """What every such letter says: who signs it, and by which link is paid; blank where nothing is asked for."""

    sender: str
    link: str


@dataclass(frozen=True, slots=True)
class About:
    """Whom a letter is for, which company writes it, and the request whose link stands in it; None without one."""

    customer_id: UUID
    legal_entity_id: UUID
    request_id: UUID | None = None

    @classmethod
    def request(cls, request: PaymentRequest) -> "About":
        return cls(request.customer_id, request.legal_entity_id, request.id)


Written = tuple[str, str]
"""Subject and body."""


def write_to_payer(
    payer: PayerToWriteTo,
    about: About,
    occasion: Occasion,
    text: Callable[[LetterAround], Written],
    *,
    context: Context,
) -> UUID | None:
    """Compose the letter, inside the running command; its identifier, None where it cannot be."""
    link = settings.CONFIGURATION.url.rstrip("/") + link_of_request(about.request_id) if about.request_id else ""
    subject, body = text(LetterAround(legal_entity_of(about.legal_entity_id).name, link))
    composed = compose_messages(
        messages=[
            NewMessage(
                key=occasion.key,
                customer_id=about.customer_id,
                purpose=occasion.purpose,
                reason=occasion.reason,
                subject=subject,
                body=body,
                legal_entity_id=about.legal_entity_id,
                contact_id=payer.contact_id,
                language=payer.language,
            )
        ],
        context=context,
    )
    return composed.messages[0].message_id if composed.messages else None
