"""Send a customer the link by which a payment request is paid."""

from uuid import UUID

from openbill.foundation.clock import business_date
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.gateways.commands.write_to_payer import About, LetterAround, Occasion, Written, write_to_payer
from openbill.gateways.errors import LinkHasExpired, NobodyToWriteTo, RequestIsNotOpen, RequestUnknown
from openbill.gateways.models import PaymentRequest
from openbill.gateways.policies.as_customers_read import written_amount, written_day
from openbill.gateways.policies.text_of_request import RequestTold, text_of_request
from openbill.gateways.queries.payable_debts import payable_debts, under_way_of_request
from openbill.gateways.queries.payers_to_write_to import payers_to_write_to
from openbill.gateways.types import RequestState
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.payments.errors import CollectedAlready
from openbill.primitives.money import Money


@command(permission="gateways.request")
def send_link(*, request_id: UUID, context: Context) -> UUID:
    """Compose the message with a request's link to who pays at the customer's; each link once. Its identifier.

    It lies in the outbox, and is held there in safe mode. Raises RequestUnknown, LinkHasExpired, NobodyToWriteTo,
    CollectedAlready where all of it is being collected, and RequestIsNotOpen, also where nothing of it is due.
    """
    request = PaymentRequest.objects.filter(organization_id=context.organization_id, id=request_id).first()
    if request is None:
        raise RequestUnknown(request_id=request_id)
    if request.state != RequestState.OPEN.value:
        raise RequestIsNotOpen(state=request.state)
    if request.expires_at <= context.at:
        raise LinkHasExpired
    payer = payers_to_write_to([request.customer_id]).get(request.customer_id)
    if payer is None:
        raise NobodyToWriteTo
    time_zone = organization_in_force().time_zone
    debts = payable_debts(request.id, context.today(time_zone))
    if not debts and (under_way := under_way_of_request(request.id, context.today(time_zone))):
        raise CollectedAlready(number=under_way[0].number)
    if not debts:
        raise RequestIsNotOpen(state=RequestState.PAID.value)
    amount = Money.total((debt.due_amount for debt in debts), request.currency)

    def text(around: LetterAround) -> Written:
        letter = text_of_request(
            RequestTold(
                language=payer.language,
                recipient_name=payer.name,
                amount=written_amount(amount, payer.language),
                documents=tuple(dict.fromkeys(debt.number for debt in debts)),
                until=written_day(business_date(request.expires_at, time_zone), payer.language),
                sender=around.sender,
                link=around.link,
            )
        )
        return letter.subject, letter.body

    key = f"link {request.link_number} of request {request.id}"
    occasion = Occasion(key, "payment_link", "A link to pay was sent.")
    message_id = write_to_payer(payer, About.request(request), occasion, text, context=context)
    if message_id is None:
        raise NobodyToWriteTo
    return message_id
