"""Keep that a try failed, and when a saved method is tried again."""

from datetime import datetime
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.commands.end_method import end_method
from openbill.gateways.errors import AttemptUnknown
from openbill.gateways.events import AttemptFailed
from openbill.gateways.models import PaymentAttempt, PaymentRequest
from openbill.gateways.policies.attempt_lifecycle import is_forward
from openbill.gateways.policies.retry_of_decline import ENDS_METHOD, retry_at
from openbill.gateways.types import AttemptState, DeclineReason


@command(permission="gateways.request")
def fail_attempt(*, attempt_id: UUID, reason: DeclineReason, code: str = "", context: Context) -> None:
    """Keep that a try failed. One that has got further stays as it is. Raises AttemptUnknown."""
    attempts = PaymentAttempt.objects.filter(organization_id=context.organization_id, id=attempt_id)
    attempt = attempts.select_for_update(no_key=True).first()
    if attempt is None:
        raise AttemptUnknown(attempt_id=attempt_id)
    keep_failure(attempt, reason, code, at=context.at, context=context)


def keep_failure(attempt: PaymentAttempt, reason: DeclineReason, code: str, *, at: datetime, context: Context) -> bool:
    """Keep why a locked try failed, inside the running command; whether it did: it may have got further."""
    if not is_forward(AttemptState(attempt.state), AttemptState.FAILED):
        return False
    attempt.state, attempt.reason, attempt.code, attempt.ended_at = AttemptState.FAILED.value, reason.value, code, at
    if attempt.saved_method_id is not None:
        attempt.retry_at = retry_at(reason, _failures(attempt, context) + 1, at)
    attempt.save(update_fields=["state", "reason", "code", "ended_at", "retry_at"])
    if attempt.saved_method_id is not None and reason in ENDS_METHOD:
        end_method(attempt.saved_method_id, because=reason.value, context=context)
    customer_id = PaymentRequest.objects.get(organization_id=context.organization_id, id=attempt.request_id).customer_id
    was_present = attempt.saved_method_id is None
    publish(
        AttemptFailed(
            attempt.id, attempt.request_id, customer_id, attempt.amount_minor, attempt.currency, reason.value,
            was_present,
        ),
        context=context,
    )  # fmt: skip
    return True


def _failures(attempt: PaymentAttempt, context: Context) -> int:
    earlier = PaymentAttempt.objects.filter(
        organization_id=context.organization_id, request_id=attempt.request_id, state=AttemptState.FAILED.value
    )
    return earlier.exclude(saved_method_id=None).count()
