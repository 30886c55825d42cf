"""Make the link by which a payer signs a mandate, and take it back."""

from datetime import timedelta
from uuid import UUID

from openbill.direct_debits.commands.lock_mandates import lock_mandate
from openbill.direct_debits.commands.read_creditor import read_creditor
from openbill.direct_debits.errors import MandateLinkExpiryWrong, MandateLinkMissing
from openbill.direct_debits.events import MandateLinkWasMade, MandateLinkWasRevoked
from openbill.direct_debits.models import MandateLink
from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE, MANDATE_LINK_LIFECYCLE
from openbill.direct_debits.types import MandateLinkMade
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish

MOST_DAYS, USUAL_DAYS = 90, 30


@command(permission="direct_debits.manage")
def make_mandate_link(*, mandate_id: UUID, valid_days: int = USUAL_DAYS, context: Context) -> MandateLinkMade:
    """Make a link by which the draft of a mandate is signed once; those before are good no more.

    The link is told by the query `link_of_mandate`. Raises MandateUnknown, NotPossibleInState, CreditorUnknown and
    MandateLinkExpiryWrong.
    """
    if not 1 <= valid_days <= MOST_DAYS:
        raise MandateLinkExpiryWrong(most=MOST_DAYS, days=valid_days)
    mandate = lock_mandate(mandate_id, context=context)
    MANDATE_LIFECYCLE.after(mandate.state, "sign")
    # What the payer reads names the creditor.
    read_creditor(mandate.legal_entity_id, context=context)
    expires_at = context.at + timedelta(days=valid_days)
    links = MandateLink.objects.filter(organization_id=context.organization_id, mandate_id=mandate_id)
    link = links.first()
    if link is None:
        link = MandateLink(
            organization_id=context.organization_id,
            mandate_id=mandate_id,
            made_at=context.at,
            expires_at=expires_at,
            command_id=context.running_command_id,
        )
        link.save(force_insert=True)
    else:
        if link.state != MANDATE_LINK_LIFECYCLE.initial:
            link.state = MANDATE_LINK_LIFECYCLE.after(link.state, "renew")
        link.number, link.made_at, link.expires_at = link.number + 1, context.at, expires_at
        link.save(update_fields=["state", "number", "made_at", "expires_at"])
    publish(MandateLinkWasMade(mandate.id, mandate.customer_id), context=context)
    return MandateLinkMade(mandate.id, expires_at)


@command(permission="direct_debits.manage")
def revoke_mandate_link(*, mandate_id: UUID, context: Context) -> None:
    """Take the link of a mandate back: nobody signs by it any more. Raises MandateUnknown and MandateLinkMissing."""
    mandate = lock_mandate(mandate_id, context=context)
    links = MandateLink.objects.filter(
        organization_id=context.organization_id, mandate_id=mandate_id, state=MANDATE_LINK_LIFECYCLE.initial
    )
    link = links.first()
    if link is None:
        raise MandateLinkMissing(reference=mandate.reference)
    link.state = MANDATE_LINK_LIFECYCLE.after(link.state, "revoke")
    link.save(update_fields=["state"])
    publish(MandateLinkWasRevoked(mandate.id, mandate.customer_id), context=context)
