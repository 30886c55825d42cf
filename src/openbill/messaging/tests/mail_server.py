"""A mail server on this machine, with a real connection, that answers as it is told."""

import asyncio
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from openbill.foundation.mail_settings import MailFrom, SmtpServer, Tls
from openbill.messaging.adapters.smtp.smtp_sender import SmtpSender
from openbill.messaging.adapters.smtp.timeouts import Timeouts

IMPATIENT = Timeouts(connecting=2, answer=1, answer_to_the_mail=1)
BILLING = MailFrom("Anna Ltd", "billing@anna.example")


@dataclass
class MailServer:
    """What came in, and what is to be answered: by recipient to RCPT, and to the mail itself."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    sessions: Counter[int] = field(default_factory=Counter)
    answers: dict[str, str] = field(default_factory=dict)
    answer_to_sender: str = "250 OK"
    answer_to_mail: str = "250 2.0.0 Ok: queued as 4QZX1"
    seconds_per_mail: float = 0
    hangs_up_after_mail: bool = False

    def sender(self, **details: Any) -> SmtpSender:
        """A sender to this server, without TLS unless said otherwise."""
        server = SmtpServer(
            details.pop("host", "127.0.0.1"),
            self.port,
            details.pop("tls", Tls.NONE),
            user=details.pop("user", ""),
            password=details.pop("password", ""),
            ca=details.pop("ca", None),
        )
        return SmtpSender(server, details.pop("mail_from", BILLING), timeouts=details.pop("timeouts", IMPATIENT))

    def recipients(self) -> list[str]:
        return [str(mail["To"]) for mail in self.mails]

    def identifiers(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]

    # What aiosmtpd calls:

    async def handle_MAIL(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]):  # noqa: N802
        if self.answer_to_sender.startswith("2"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.answer_to_sender

    async def handle_RCPT(self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]):  # noqa: N802
        answer = self.answers.get(address, "250 OK")
        if answer == "hang up":
            server.transport.abort()
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope):  # noqa: N802
        self.sessions[id(session)] += 1
        if self.seconds_per_mail:
            await asyncio.sleep(self.seconds_per_mail)
        if self.answer_to_mail.startswith("2"):
            self.raw.append(envelope.content)
            self.mails.append(message_from_bytes(envelope.content, policy=default))
            self.senders.append(envelope.mail_from)
        if self.hangs_up_after_mail:
            server.transport.abort()
        return self.answer_to_mail


@contextmanager
def mail_server(**options: Any) -> Iterator[MailServer]:
    """Run a server in a thread of its own while the block runs."""
    server = MailServer(port=free_port())
    controller = _Quick(server, hostname="127.0.0.1", port=server.port, **options)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


class _Quick(Controller):
    """Without the look-up of the machine's own name."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, **{**self.SMTP_kwargs, "hostname": "mail.test"})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
