"""Mail to the people who work with Openbill, over the configured mail server."""

import ssl
from functools import cached_property

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from openbill.foundation.mail_settings import smtp_server


class OwnMail(EmailBackend):
    """Django's sender, which trusts the configured certificates too."""

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        url = settings.CONFIGURATION.smtp_url
        assert url is not None, "Without a mail server this is not the sender."
        server = smtp_server(url.get_secret_value())
        context = ssl.create_default_context()
        if server.ca is not None:
            context.load_verify_locations(cafile=server.ca)
        return context
