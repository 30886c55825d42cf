"""Have events told to an address, change that, end it, try it."""

import base64
import secrets
from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from pydantic import SecretStr

from openbill.foundation.command import command
from openbill.foundation.command_log.seal import last_seal
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.key_ring import key_ring
from openbill.primitives.identifiers import new_identifier
from openbill.webhooks.errors import EventKindUnknown, WebhookUnknown
from openbill.webhooks.events import WebhookWasChanged, WebhookWasCreated, WebhookWasRemoved, WebhookWasTested
from openbill.webhooks.models import Webhook
from openbill.webhooks.policies.event_permissions import EVENT_PERMISSIONS
from openbill.webhooks.policies.webhook_address import read_address
from openbill.webhooks.types import WebhookCreated

SECRET_BYTES = 32


@command(permission="organizations.manage")
def create_webhook(*, url: str, kinds: Sequence[str] = (), context: Context) -> WebhookCreated:
    """Tell what happens from now on to an address: events of these kinds, or of all that one may hear of.

    The secret is in this answer only; with it the receiver checks that a message came from here and is fresh.
    Raises WebhookAddressWrong and EventKindUnknown.
    """
    _check(url)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    end = last_seal(context.organization_id)
    webhook = Webhook(
        organization_id=context.organization_id,
        id=new_identifier(),
        url=url,
        kinds=_known(kinds or heard_of(context), context),
        secret=key_ring().encrypt(secret.encode()),
        told_through=end.sequence if end else 0,
        created_at=context.at,
        command_id=context.running_command_id,
    )
    webhook.save(force_insert=True)
    publish(WebhookWasCreated(webhook.id), context=context)
    return WebhookCreated(webhook.id, SecretStr(secret))


@command(permission="organizations.manage")
def change_webhook(
    *,
    webhook_id: UUID,
    url: str | None = None,
    kinds: Sequence[str] | None = None,
    is_enabled: bool | None = None,
    context: Context,
) -> None:
    """Change what is given of a webhook. Enabled again, it is told what happens from then on; the rest by a replay.

    Raises WebhookUnknown, WebhookAddressWrong and EventKindUnknown.
    """
    webhook = lock_webhook(webhook_id, context=context)
    changed = []
    if url is not None and url != webhook.url:
        _check(url)
        webhook.url = url
        changed.append("url")
    if kinds is not None and list(kinds) != webhook.kinds:
        webhook.kinds = _known(kinds or heard_of(context), context)
        changed.append("kinds")
    if is_enabled is not None and is_enabled != (webhook.state == "enabled"):
        webhook.state, webhook.state_reason, webhook.failing_since = "enabled" if is_enabled else "disabled", "", None
        end = last_seal(context.organization_id)
        webhook.told_through = end.sequence if end else 0
        changed.append("state")
    if changed:
        _save(webhook)
        publish(WebhookWasChanged(webhook_id, tuple(changed)), context=context)


@command(permission="organizations.manage")
def remove_webhook(*, webhook_id: UUID, context: Context) -> None:
    """Tell nothing to an address any more, and forget its secret; what was told stays listed. Raises WebhookUnknown."""
    webhook = lock_webhook(webhook_id, context=context)
    webhook.state, webhook.secret = "removed", ""
    _save(webhook)
    publish(WebhookWasRemoved(webhook_id), context=context)


@command(permission="organizations.manage")
def try_webhook(*, webhook_id: UUID, context: Context) -> None:
    """Tell a webhook, and it alone, that it is tried: as soon as this is sealed. Raises WebhookUnknown."""
    lock_webhook(webhook_id, context=context)
    publish(WebhookWasTested(webhook_id), context=context)


def lock_webhook(webhook_id: UUID, *, context: Context) -> Webhook:
    """The row of a webhook that was not removed. Raises WebhookUnknown."""
    webhooks = Webhook.objects.select_for_update(no_key=True).exclude(state="removed")
    webhook = webhooks.filter(organization_id=context.organization_id, id=webhook_id).first()
    if webhook is None:
        raise WebhookUnknown(webhook_id=webhook_id)
    return webhook


def heard_of(context: Context) -> list[str]:
    """The kinds of events of which somebody may hear."""
    return sorted(kind for kind, permission in EVENT_PERMISSIONS.items() if context.may(permission))


def _known(kinds: Sequence[str], context: Context) -> list[str]:
    for kind in kinds:
        if kind not in EVENT_PERMISSIONS or not context.may(EVENT_PERMISSIONS[kind]):
            raise EventKindUnknown(kind=kind)
    return sorted(set(kinds))


def _check(url: str) -> None:
    read_address(url, allows_loopback=settings.CONFIGURATION.webhooks_to_loopback)


def _save(webhook: Webhook) -> None:
    Webhook.objects.filter(organization_id=webhook.organization_id, id=webhook.id).update(
        url=webhook.url,
        kinds=webhook.kinds,
        secret=webhook.secret,
        state=webhook.state,
        state_reason=webhook.state_reason,
        told_through=webhook.told_through,
        failing_since=webhook.failing_since,
    )
