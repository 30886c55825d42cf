"""What to say where messages are let go and no mail server is there to take them."""

from django.conf import settings

from openbill.foundation.configuration import Configuration

HOW_TO_CONFIGURE = "Set OPENBILL_SMTP_URL and OPENBILL_MAIL_FROM, and run a worker: see docs/operating/mail.md."


def has_mail_server() -> bool:
    """Whether a mail server is configured."""
    configuration: Configuration = settings.CONFIGURATION
    return configuration.has_mail_server


def why_mail_waits() -> str:
    """One sentence and what to do, or nothing where a mail server is configured."""
    return "" if has_mail_server() else f"They wait until a mail server is configured. {HOW_TO_CONFIGURE}"
