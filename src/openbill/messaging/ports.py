"""What messaging needs from outside: somebody who sends mails, files that go along, and a last look."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias
from uuid import UUID

from openbill.foundation.context import Context
from openbill.messaging.errors import MailNotConnected
from openbill.messaging.types import Delivery, Mail


class MailSender(Protocol):
    """Somebody who hands mails to a mail server, one after the other."""

    def send(self, mail: Mail) -> Delivery:
        """Try once, and say what became of it: whatever the network does is an outcome and not an error.

        UNCERTAIN is the answer wherever the server may have taken the mail over; anything else but ACCEPTED
        promises that it has not.
        """


class AttachmentSource(Protocol):
    """Whoever keeps the bytes of stored files."""

    def content(self, stored_file_id: UUID, *, context: Context) -> bytes | None:
        """The bytes of a file, in the scope of the context's organization; None where there is no such file."""


Recheck: TypeAlias = Callable[[Sequence[UUID], Context], Mapping[UUID, str]]
"""A last look just before sending, in the scope of the organization: of these messages those that are not to be sent
any more, each with the reason in words."""


@dataclass(frozen=True)
class MailPorts:
    """What a worker sends with; `open_sender` raises MailServerUnknown where no server is configured."""

    open_sender: Callable[[], AbstractContextManager[MailSender]]
    attachments: AttachmentSource
    recheck: Recheck | None = None


_connected: MailPorts | None = None


def connect_mail(ports: MailPorts) -> None:
    """Say what this process sends with. Only `wiring/adapters.py` says this."""
    global _connected
    _connected = ports


def mail_ports() -> MailPorts:
    """What was connected. Raises MailNotConnected."""
    if _connected is None:
        raise MailNotConnected
    return _connected
