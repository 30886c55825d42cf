"""Note what of debts a gateway is working on."""

from datetime import timedelta

from openbill.foundation.context import Context
from openbill.gateways.models import AttemptPart, PaymentAttempt
from openbill.gateways.queries.left_to_do import DAYS_UNTIL_GIVEN_UP
from openbill.payments.commands.note_under_way import note_under_way
from openbill.payments.types import SentOff, Way
from openbill.primitives.money import Money


def note_attempt(attempt: PaymentAttempt, way: Way, *, context: Context) -> None:
    """Inside the running command: what a try is for is under way until the gateway says how it ended.

    Raises CollectedAlready.
    """
    today = context.today()
    until = today + timedelta(days=DAYS_UNTIL_GIVEN_UP)
    parts = AttemptPart.objects.filter(organization_id=context.organization_id, attempt_id=attempt.id)
    note_under_way(
        [
            SentOff(part.item_id, way, attempt.id, Money(part.amount_minor, attempt.currency), until)
            for part in parts.order_by("id")
        ],
        today=today,
        context=context,
    )
