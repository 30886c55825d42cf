"""A connection to the mail server over which mails can be sent."""

import smtplib
import socket
import ssl

from openbill.foundation.mail_settings import SmtpServer, Tls
from openbill.messaging.adapters.smtp.reply_text import reply_text
from openbill.messaging.adapters.smtp.timeouts import Timeouts


class CannotConnect(Exception):
    """The server cannot be used: `code` is its answer where there was one, `reason` is without anything secret."""

    def __init__(self, reason: str, code: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.code = reason, code


def open_connection(server: SmtpServer, *, own_name: str, timeouts: Timeouts) -> smtplib.SMTP:
    """Connect, agree on TLS, log in. `own_name` is how we call ourselves in EHLO.

    With TLS the server's certificate must be valid for its name. Without TLS no password is given to a server
    that is not on this machine. Raises CannotConnect, whose reason never repeats the password.
    """
    try:
        return _opened(server, own_name, timeouts)
    except ssl.SSLCertVerificationError as error:
        raise CannotConnect(f"its certificate is not accepted: {error.verify_message}") from None
    except ssl.SSLError as error:
        raise CannotConnect(f"TLS was not agreed: {error.reason or 'no reason given'}") from None
    except smtplib.SMTPResponseException as error:
        raise CannotConnect(_without_secrets(reply_text(error.smtp_error), server), error.smtp_code) from None
    except smtplib.SMTPException as error:
        raise CannotConnect(_without_secrets(str(error), server)) from None
    except TimeoutError:
        raise CannotConnect("it does not answer in time") from None
    except (OSError, UnicodeError) as error:
        raise CannotConnect(getattr(error, "strerror", None) or "it cannot be reached") from None


def _opened(server: SmtpServer, own_name: str, timeouts: Timeouts) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.ca is not None:
        context.load_verify_locations(server.ca)
    connection: smtplib.SMTP
    if server.tls is Tls.IMPLICIT:
        connection = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=own_name, timeout=timeouts.connecting, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, local_hostname=own_name, timeout=timeouts.connecting)
    try:
        assert connection.sock is not None
        connection.sock.settimeout(timeouts.answer)
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.ehlo_or_helo_if_needed()
        if server.tls is Tls.STARTTLS:
            connection.starttls(context=context)
            connection.ehlo()
        if server.user:
            assert server.tls is not Tls.NONE or server.is_on_this_machine, "A password never goes in the clear."
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _without_secrets(text: str, server: SmtpServer) -> str:
    for secret in (server.password, server.user):
        if secret:
            text = text.replace(secret, "***")
    return text
