"""The links by which mandates are signed, what whoever has one is shown, and what was agreed to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openbill.direct_debits.errors import MandateLinkNotGood
from openbill.direct_debits.models import MandateConsent, MandateLink
from openbill.direct_debits.policies.mandate_words import MandateFacts
from openbill.direct_debits.queries.mandate_sheets import facts_of_mandate
from openbill.direct_debits.queries.mandates import MandateInOrder, mandate_of
from openbill.foundation.key_ring import key_ring
from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.queries.legal_entities import legal_entity_of
from openbill.primitives.signed_link import SignedLink, read_link, written_link

PURPOSE = "mandate link"


@dataclass(frozen=True, slots=True)
class LinkOfMandate:
    """The link of a mandate: its path below our own address, blank where it is good no more, and until when it is."""

    mandate_id: UUID
    state: str
    path: str
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OfferedMandate:
    """What whoever has a link is shown; `signed_at` is None where it waits for the signature."""

    mandate: MandateInOrder
    facts: MandateFacts
    firm: str
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentToMandate:
    """The evidence of a signature by a link."""

    signed_at: datetime
    remote_address: str
    language: str
    words: str


def link_of_mandate(mandate_id: UUID, at: datetime) -> LinkOfMandate | None:
    """The link of a mandate as it stands at an instant, None where none was made.

    Its state is open, signed, revoked or expired. Whoever has its path may sign.
    """
    organization_id = current_organization_id()
    link = MandateLink.objects.filter(organization_id=organization_id, mandate_id=mandate_id).first()
    if link is None:
        return None
    state = "expired" if link.state == "open" and link.expires_at <= at else link.state
    signed = SignedLink(organization_id, mandate_id, link.number)
    path = f"/mandate/{written_link(signed, key_ring().digest, purpose=PURPOSE)}" if state == "open" else ""
    return LinkOfMandate(mandate_id, state, path, link.made_at, link.expires_at)


def consent_to_mandate(mandate_id: UUID) -> ConsentToMandate | None:
    """What was agreed to by a link; None where a mandate was signed otherwise, or was not."""
    consents = MandateConsent.objects.filter(organization_id=current_organization_id(), mandate_id=mandate_id)
    consent = consents.first()
    if consent is None:
        return None
    return ConsentToMandate(consent.signed_at, consent.remote_address, consent.language, consent.words)


def read_secret_of_mandate_link(secret: str) -> SignedLink | None:
    """What the secret part of a link says; None where we did not make it. Asks no database."""
    return read_link(secret, key_ring().digest, purpose=PURPOSE)


def offered_mandate(link: SignedLink, at: datetime) -> OfferedMandate:
    """The mandate of a link that is good: the last one that was made, not revoked, and not expired.

    One by which it was signed shows what was signed until it expires, and signs nothing more. Raises
    MandateLinkNotGood, and says nothing more to whoever asks.
    """
    links = MandateLink.objects.filter(
        organization_id=current_organization_id(),
        mandate_id=link.request_id,
        number=link.number,
        state__in=["open", "signed"],
        expires_at__gt=at,
    )
    found = links.first()
    if found is None:
        raise MandateLinkNotGood
    mandate = mandate_of(link.request_id)
    if mandate.state != ("draft" if found.state == "open" else "active"):
        raise MandateLinkNotGood
    firm = legal_entity_of(mandate.legal_entity_id).name
    consent = consent_to_mandate(mandate.id)
    return OfferedMandate(mandate, facts_of_mandate(mandate, firm), firm, consent.signed_at if consent else None)
