"""Send a payer the link by which a mandate is signed."""

from uuid import UUID

from django.conf import settings

from openbill.collections.queries.recipients import reminded_customers
from openbill.direct_debits.commands.lock_mandates import lock_mandate
from openbill.direct_debits.commands.read_creditor import read_creditor
from openbill.direct_debits.errors import MandateLinkMissing, NobodyToSendLinkTo
from openbill.direct_debits.policies.mandate_link_words import mandate_link_words
from openbill.direct_debits.policies.notice_words import notice_language
from openbill.direct_debits.queries.mandate_links import link_of_mandate
from openbill.documents.rendering.language import language_of
from openbill.foundation.clock import business_date
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.types import NewMessage
from openbill.organizations.models import LegalEntity, Organization

PURPOSE = "direct_debit"
ROLES = ("accounts_payable",)


@command(permission="direct_debits.manage")
def send_mandate_link(*, mandate_id: UUID, context: Context) -> UUID:
    """Compose the message with the open link of a mandate, once for each link; its identifier.

    Raises MandateUnknown, MandateLinkMissing, CreditorUnknown and NobodyToSendLinkTo.
    """
    mandate = lock_mandate(mandate_id, context=context)
    link = link_of_mandate(mandate_id, context.at)
    if link is None or not link.path:
        raise MandateLinkMissing(reference=mandate.reference)
    creditor = read_creditor(mandate.legal_entity_id, context=context)
    entity = LegalEntity.objects.get(organization_id=context.organization_id, id=mandate.legal_entity_id)
    customer = reminded_customers([mandate.customer_id])[mandate.customer_id]
    contact = customer.recipient(ROLES)
    if contact is None:
        raise NobodyToSendLinkTo(customer=mandate.debtor_name)
    own_language = Organization.objects.values_list("language", flat=True).get(id=context.organization_id)
    language = notice_language(contact.language or customer.language or own_language)
    subject, body = mandate_link_words(
        creditor=creditor.name,
        reference=mandate.reference,
        link=settings.CONFIGURATION.url.rstrip("/") + link.path,
        day=language_of(language).figures.long_day(business_date(link.expires_at, entity.time_zone)),
        language=language,
    )
    composed = compose_messages(
        messages=[
            NewMessage(
                key=f"mandate link {mandate_id} {link.made_at.isoformat()}",
                customer_id=mandate.customer_id,
                purpose=PURPOSE,
                reason=f"The mandate {mandate.reference} is to be signed.",
                subject=subject,
                body=body,
                legal_entity_id=mandate.legal_entity_id,
                language=language,
                contact_id=contact.contact_id,
            )
        ],
        context=context,
    )
    if not composed.messages:
        raise NobodyToSendLinkTo(customer=mandate.debtor_name)
    return composed.messages[0].message_id
