"""Tell a customer that an automatic payment failed, with the link by which it can be paid."""

from uuid import UUID

from django.conf import settings

from openbill.collections.queries.recipients import reminded_customers
from openbill.foundation.clock import business_date
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.gateways.errors import AttemptUnknown
from openbill.gateways.models import PaymentAttempt, PaymentRequest
from openbill.gateways.policies.as_customers_read import written_amount, written_day
from openbill.gateways.policies.text_of_failure import FailureTold, text_of_failure
from openbill.gateways.queries.payable_debts import description_of_attempt
from openbill.gateways.queries.payment_requests import link_of_request
from openbill.gateways.types import AttemptState, DeclineReason, RequestState
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.types import NewMessage
from openbill.organizations.queries.legal_entities import legal_entity_of
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.money import Money

ROLES = ("accounts_payable", "finance")
"""Who is told first; else the first person with an address."""


@command(permission="gateways.request")
def tell_failed(*, attempt_id: UUID, context: Context) -> bool:
    """Compose the message about a failed try, once; whether there was something, and somebody, to tell.

    Nothing is told where the try succeeded after all, or the request is open no more. Raises AttemptUnknown.
    """
    attempt = PaymentAttempt.objects.filter(organization_id=context.organization_id, id=attempt_id).first()
    if attempt is None:
        raise AttemptUnknown(attempt_id=attempt_id)
    request = PaymentRequest.objects.get(organization_id=context.organization_id, id=attempt.request_id)
    customer = reminded_customers([request.customer_id])[request.customer_id]
    recipient = customer.recipient(ROLES)
    if attempt.state != AttemptState.FAILED.value or request.state != RequestState.OPEN.value or recipient is None:
        return False
    organization = organization_in_force()
    language = recipient.language or customer.language or organization.language
    amount = Money(attempt.amount_minor, attempt.currency)
    facts = FailureTold(
        language=language,
        recipient_name=recipient.name,
        amount=written_amount(amount, language),
        documents=description_of_attempt(attempt_id),
        reason=DeclineReason(attempt.reason),
        retry_day=written_day(business_date(attempt.retry_at, organization.time_zone), language)
        if attempt.retry_at
        else "",
        sender=legal_entity_of(request.legal_entity_id).name,
        link=settings.CONFIGURATION.url.rstrip("/") + link_of_request(request.id),
    )
    text = text_of_failure(facts)
    composed = compose_messages(
        messages=[
            NewMessage(
                key=f"failed attempt {attempt_id}",
                customer_id=request.customer_id,
                purpose="failed_payment",
                reason="An automatic payment failed.",
                subject=text.subject,
                body=text.body,
                legal_entity_id=request.legal_entity_id,
                contact_id=recipient.contact_id,
                language=language,
            )
        ],
        context=context,
    )
    return bool(composed.messages)
