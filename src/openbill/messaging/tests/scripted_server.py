"""A server that does one thing wrong at one point of the conversation, as real ones do."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from openbill.foundation.mail_settings import SmtpServer, Tls
from openbill.messaging.adapters.smtp.smtp_sender import SmtpSender
from openbill.messaging.tests.mail_server import BILLING, IMPATIENT

Fault: TypeAlias = Callable[["Conversation"], None]


class End(Exception):
    """The conversation is over."""


@dataclass
class Conversation:
    """One client: what it said, and the socket to be rude with."""

    client: socket.socket
    said: list[str] = field(default_factory=list)

    def hang_up(self) -> None:
        """Close at once, with a reset, as a machine does that went down."""
        self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.client.close()
        raise End

    def say(self, answer: str) -> None:
        self.client.sendall(answer.encode() + b"\r\n")

    def be_silent(self) -> None:
        """Read what comes, and never answer."""
        while self.client.recv(65536):
            pass
        raise End


@dataclass
class ScriptedServer:
    """At a step ("EHLO", "MAIL", "RCPT", "DATA", "content", "end") the fault is done in place of the answer.

    "content" is after the first bytes of the mail, "end" after its last.
    """

    port: int
    step: str
    fault: Fault
    times: int
    conversations: list[Conversation] = field(default_factory=list)
    taken: int = 0

    def sender(self) -> SmtpSender:
        return SmtpSender(SmtpServer("127.0.0.1", self.port, Tls.NONE), BILLING, timeouts=IMPATIENT)

    def talk(self, client: socket.socket) -> None:
        conversation = Conversation(client)
        self.conversations.append(conversation)
        with contextlib.suppress(End, OSError), client:
            conversation.say("220 test")
            with client.makefile("rb") as lines:
                for line in lines:
                    self.answer(conversation, line.decode().strip(), lines)

    def answer(self, conversation: Conversation, said: str, lines: Iterable[bytes]) -> None:
        conversation.said.append(said)
        word = said.split(" ")[0].upper()
        self.maybe_fail(word, conversation)
        if word == "DATA":
            conversation.say("354 go on")
            self.take(conversation, lines)
        else:
            conversation.say("221 bye" if word == "QUIT" else "250 OK")

    def take(self, conversation: Conversation, lines: Iterable[bytes]) -> None:
        first = True
        for line in lines:
            if first:
                self.maybe_fail("content", conversation)
                first = False
            if line == b".\r\n":
                break
        self.taken += 1
        self.maybe_fail("end", conversation)
        conversation.say("250 OK")

    def maybe_fail(self, step: str, conversation: Conversation) -> None:
        if step == self.step and self.times > 0:
            self.times -= 1
            self.fault(conversation)


@contextmanager
def scripted_server(step: str, fault: Fault, *, times: int = 1) -> Iterator[ScriptedServer]:
    """Run such a server while the block runs; the fault happens `times` times."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = ScriptedServer(listening.getsockname()[1], step, fault, times)

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = listening.accept()
                    threading.Thread(target=server.talk, args=(client,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
