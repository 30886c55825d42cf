"""Send a customer the link by which a payment request is paid."""

from uuid import UUID

from django.conf import settings

from openbill.collections.queries.recipients import reminded_customers
from openbill.foundation.clock import business_date
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.gateways.commands.tell_failed import ROLES
from openbill.gateways.errors import LinkHasExpired, NobodyToWriteTo, RequestIsNotOpen, RequestUnknown
from openbill.gateways.models import PaymentRequest
from openbill.gateways.policies.as_customers_read import written_amount, written_day
from openbill.gateways.policies.text_of_request import RequestTold, text_of_request
from openbill.gateways.queries.payable_debts import payable_debts
from openbill.gateways.queries.payment_requests import link_of_request
from openbill.gateways.types import RequestState
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.types import NewMessage
from openbill.organizations.queries.legal_entities import legal_entity_of
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.money import Money


@command(permission="gateways.request")
def send_link(*, request_id: UUID, context: Context) -> UUID:
    """Compose the message with a request's link to who pays at the customer's; each link once. Its identifier.

    It lies in the outbox, and is held there in safe mode. Raises RequestUnknown, LinkHasExpired, NobodyToWriteTo, and
    RequestIsNotOpen, also where nothing of it is due.
    """
    request = PaymentRequest.objects.filter(organization_id=context.organization_id, id=request_id).first()
    if request is None:
        raise RequestUnknown(request_id=request_id)
    if request.state != RequestState.OPEN.value:
        raise RequestIsNotOpen(state=request.state)
    if request.expires_at <= context.at:
        raise LinkHasExpired
    customer = reminded_customers([request.customer_id])[request.customer_id]
    recipient = customer.recipient(ROLES)
    if recipient is None:
        raise NobodyToWriteTo
    organization = organization_in_force()
    language = recipient.language or customer.language or organization.language
    debts = payable_debts(request.id, context.today(organization.time_zone))
    if not debts:
        raise RequestIsNotOpen(state=RequestState.PAID.value)
    amount = Money.total((debt.due_amount for debt in debts), request.currency)
    facts = RequestTold(
        language=language,
        recipient_name=recipient.name,
        amount=written_amount(amount, language),
        documents=tuple(dict.fromkeys(debt.number for debt in debts)),
        until=written_day(business_date(request.expires_at, organization.time_zone), language),
        sender=legal_entity_of(request.legal_entity_id).name,
        link=settings.CONFIGURATION.url.rstrip("/") + link_of_request(request.id),
    )
    text = text_of_request(facts)
    composed = compose_messages(
        messages=[
            NewMessage(
                key=f"link {request.link_number} of request {request.id}",
                customer_id=request.customer_id,
                purpose="payment_link",
                reason="A link to pay was sent.",
                subject=text.subject,
                body=text.body,
                legal_entity_id=request.legal_entity_id,
                contact_id=recipient.contact_id,
                language=language,
            )
        ],
        context=context,
    )
    if not composed.messages:
        raise NobodyToWriteTo
    return composed.messages[0].message_id
