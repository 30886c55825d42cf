"""A sender that hands mails to a mail server, many over one connection."""

import smtplib
from contextlib import suppress
from email.errors import MessageError
from types import TracebackType
from typing import Self

from openbill.foundation.mail_settings import MailFrom, SmtpServer
from openbill.messaging.adapters.smtp.open_connection import CannotConnect, open_connection
from openbill.messaging.adapters.smtp.timeouts import Timeouts
from openbill.messaging.adapters.smtp.transmit import transmit
from openbill.messaging.adapters.smtp.write_mail import write_mail
from openbill.messaging.types import Delivery, Mail, Outcome

MAILS_PER_CONNECTION = 100
"""Servers grow tired of a connection; a new one costs little."""


class SmtpSender:
    """Sends mails one after the other; connects with the first, and again where the connection was lost.

    Use it as a context manager, in one thread. It logs nothing: what servers say repeats addresses.
    """

    def __init__(self, server: SmtpServer, mail_from: MailFrom, *, timeouts: Timeouts | None = None) -> None:
        self._server, self._mail_from = server, mail_from
        self._timeouts = timeouts or Timeouts()
        self._connection: smtplib.SMTP | None = None
        self._sent_over_it = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def send(self, mail: Mail) -> Delivery:
        """Try once; see `MailSender`."""
        try:
            written = write_mail(mail, self._mail_from)
        except (ValueError, LookupError, MessageError) as error:
            return Delivery(Outcome.UNSENDABLE, reply=f"It cannot be written as a mail ({type(error).__name__}).")
        try:
            connection = self._ready()
        except CannotConnect as error:
            return Delivery(Outcome.UNREACHABLE, error.code, error.reason)
        delivery = transmit(connection, written, self._timeouts)
        self._sent_over_it += 1
        if connection.sock is None or delivery.outcome is Outcome.UNCERTAIN or delivery.code == 421:
            self._drop()
        return delivery

    def _ready(self) -> smtplib.SMTP:
        """A connection at which the next mail can begin."""
        if self._connection is not None and self._sent_over_it < MAILS_PER_CONNECTION and self._is_reset():
            return self._connection
        self._leave()
        own_name = self._mail_from.address.rpartition("@")[2]
        self._connection = open_connection(self._server, own_name=own_name, timeouts=self._timeouts)
        self._sent_over_it = 0
        return self._connection

    def _is_reset(self) -> bool:
        """Forget what was said of the last mail; False where the server has hung up meanwhile."""
        assert self._connection is not None
        try:
            code, _ = self._connection.rset()
        except (OSError, smtplib.SMTPException):
            return False
        return 200 <= code < 300

    def _leave(self) -> None:
        if self._connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._connection.quit()
        self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
