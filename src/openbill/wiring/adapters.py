"""Which vendor stands behind which port."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings

from openbill.collections.commands.recheck_notices import recheck_notices
from openbill.documents.errors import StoredFileUnknown
from openbill.documents.queries.stored_file import stored_file
from openbill.foundation.configuration import Configuration
from openbill.foundation.context import Context
from openbill.foundation.mail_settings import mail_from, smtp_server
from openbill.gateways.adapters.gocardless.gocardless import GoCardless
from openbill.gateways.adapters.stripe.stripe import Stripe
from openbill.gateways.adapters.test_gateway.gateway import TestGateway
from openbill.gateways.adapters.test_gateway.post_to_ourselves import PostToOurselves
from openbill.gateways.ports import Gateway, connect_gateways, connect_post_notice
from openbill.gateways.types import Access, GatewayKind
from openbill.messaging.adapters.smtp.smtp_sender import SmtpSender
from openbill.messaging.errors import MailServerUnknown
from openbill.messaging.ports import MailPorts, MailSender, connect_mail
from openbill.unclaimed.commands.recheck_letters import recheck_letters
from openbill.webhooks.adapters.safe_post import SafePost
from openbill.webhooks.ports import connect_post
from openbill.wiring.counter_of_test_gateway import TestCounter


def connect_adapters() -> None:
    """Say what this process sends with; a worker does so before it takes its first job."""
    connect_mail(MailPorts(open_sender=open_mail_sender, attachments=StoredFiles(), recheck=last_look))
    configuration: Configuration = settings.CONFIGURATION
    connect_post(SafePost(allows_loopback=configuration.webhooks_to_loopback))
    connect_gateways(open_gateway)
    connect_post_notice(PostToOurselves(configuration.url))


def open_gateway(access: Access) -> Gateway:
    """The gateway of an account."""
    if access.kind is GatewayKind.STRIPE:
        return Stripe(access)
    if access.kind is GatewayKind.GOCARDLESS:
        return GoCardless(access)
    return TestGateway(access, TestCounter())


def last_look(message_ids: Sequence[UUID], context: Context) -> Mapping[UUID, str]:
    """Which messages must not go out any more: reminders of what was paid, promised or disputed meanwhile.

    And letters about credits whose owners answered, or that were used.
    """
    looked_at = list(message_ids)
    return {
        **recheck_notices(message_ids=looked_at, context=context),
        **recheck_letters(message_ids=looked_at, context=context),
    }


def has_mail_server() -> bool:
    """Whether a mail server is configured."""
    configuration: Configuration = settings.CONFIGURATION
    return configuration.has_mail_server


@contextmanager
def open_mail_sender() -> Iterator[MailSender]:
    """A sender to the configured mail server, connected with its first mail. Raises MailServerUnknown."""
    configuration: Configuration = settings.CONFIGURATION
    if configuration.smtp_url is None or configuration.mail_from is None:
        raise MailServerUnknown
    server = smtp_server(configuration.smtp_url.get_secret_value())
    with SmtpSender(server, mail_from(configuration.mail_from)) as sender:
        yield sender


class StoredFiles:
    """Attachments are files that documents keep."""

    def content(self, stored_file_id: UUID, *, context: Context) -> bytes | None:  # noqa: ARG002 - the scope is open
        try:
            return stored_file(stored_file_id).content
        except StoredFileUnknown:
            return None
