"""Keep what became of deliveries, and end a webhook that fails for too long."""

import random
from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.webhooks.commands.keep_webhook import lock_webhook
from openbill.webhooks.events import WebhookWasDisabled
from openbill.webhooks.models import Webhook, WebhookDelivery
from openbill.webhooks.policies.next_attempt import DAYS_UNTIL_DISABLED, fails_for_too_long, next_attempt_at
from openbill.webhooks.types import Attempt


@command(permission="organizations.manage", summarised=("attempts",))
def record_attempts(*, webhook_id: UUID, attempts: Sequence[Attempt], context: Context) -> None:
    """Put each delivery where its outcome leads: delivered, tried again later, or given up.

    A webhook that has taken nothing for days, or whose address says that it is gone, is disabled, with the reason.
    Raises WebhookUnknown.
    """
    webhook = lock_webhook(webhook_id, context=context)
    failing_since = webhook.failing_since
    for attempt in attempts:
        _keep(webhook_id, attempt, context)
        failing_since = None if attempt.outcome.is_delivered else failing_since or attempt.at
    reason = ""
    if any(attempt.outcome.is_gone for attempt in attempts):
        reason = "Its address said that it is gone (410)."
    elif attempts and fails_for_too_long(failing_since, attempts[-1].at):
        reason = f"Nothing was taken for {DAYS_UNTIL_DISABLED} days."
    rows = Webhook.objects.filter(organization_id=context.organization_id, id=webhook_id)
    if reason and webhook.state == "enabled":
        rows.update(state="disabled", state_reason=reason, failing_since=failing_since)
        publish(WebhookWasDisabled(webhook_id), context=context)
    else:
        rows.update(failing_since=failing_since)


def _keep(webhook_id: UUID, attempt: Attempt, context: Context) -> None:
    rows = WebhookDelivery.objects.filter(
        organization_id=context.organization_id, webhook_id=webhook_id, id=attempt.delivery_id, state="pending"
    )
    delivery = rows.first()
    if delivery is None:
        return
    count = delivery.attempts + 1
    if attempt.outcome.is_delivered:
        state, following = "delivered", None
    else:
        following = next_attempt_at(count, attempt.at, random.random())  # noqa: S311 - it spreads the waiting
        state = "pending" if following else "given_up"
    rows.update(
        state=state,
        attempts=count,
        next_attempt_at=following,
        last_attempt_at=attempt.at,
        last_status=attempt.outcome.status,
        last_trouble=attempt.outcome.trouble,
    )
