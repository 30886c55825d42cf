"""Tell a customer that an automatic payment failed, with the link by which it can be paid."""

from uuid import UUID

from openbill.foundation.clock import business_date
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.gateways.commands.write_to_payer import About, LetterAround, Occasion, Written, write_to_payer
from openbill.gateways.errors import AttemptUnknown
from openbill.gateways.models import PaymentAttempt, PaymentRequest
from openbill.gateways.policies.as_customers_read import written_amount, written_day
from openbill.gateways.policies.text_of_failure import FailureTold, text_of_failure
from openbill.gateways.queries.payable_debts import description_of_attempt
from openbill.gateways.queries.payers_to_write_to import payers_to_write_to
from openbill.gateways.types import AttemptState, DeclineReason, RequestState
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.money import Money


@command(permission="gateways.request")
def tell_failed(*, attempt_id: UUID, context: Context) -> bool:
    """Compose the message about a failed try, once; whether there was something, and somebody, to tell.

    Nothing is told where the try succeeded after all, or the request is open no more. Raises AttemptUnknown.
    """
    attempt = PaymentAttempt.objects.filter(organization_id=context.organization_id, id=attempt_id).first()
    if attempt is None:
        raise AttemptUnknown(attempt_id=attempt_id)
    request = PaymentRequest.objects.get(organization_id=context.organization_id, id=attempt.request_id)
    payer = payers_to_write_to([request.customer_id]).get(request.customer_id)
    if attempt.state != AttemptState.FAILED.value or request.state != RequestState.OPEN.value or payer is None:
        return False
    time_zone = organization_in_force().time_zone
    amount = Money(attempt.amount_minor, attempt.currency)

    def text(around: LetterAround) -> Written:
        letter = text_of_failure(
            FailureTold(
                language=payer.language,
                recipient_name=payer.name,
                amount=written_amount(amount, payer.language),
                documents=description_of_attempt(attempt_id),
                reason=DeclineReason(attempt.reason),
                retry_day=written_day(business_date(attempt.retry_at, time_zone), payer.language)
                if attempt.retry_at
                else "",
                sender=around.sender,
                link=around.link,
            )
        )
        return letter.subject, letter.body

    occasion = Occasion(f"failed attempt {attempt_id}", "failed_payment", "An automatic payment failed.")
    return write_to_payer(payer, About.request(request), occasion, text, context=context) is not None
