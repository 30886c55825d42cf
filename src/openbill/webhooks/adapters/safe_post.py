"""A post to an address that a stranger named: to the open internet only, once, and no further."""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable

from openbill.primitives.errors import Refusal
from openbill.webhooks.errors import WebhookAddressWrong
from openbill.webhooks.policies.webhook_address import NOT_PUBLIC, WebhookAddress, may_be_reached, read_address
from openbill.webhooks.types import Outcome, Request

SECONDS_TO_CONNECT, SECONDS_IN_ALL = 5.0, 15.0
MOST_BYTES = 16_384

Resolve = Callable[[str, int], list[str]]


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class SafePost:
    """Posts to the internet and nowhere else.

    The name is resolved once; unless every address is public nothing is done, and the connection goes to the one that
    was looked at, whatever the name means by then. Host and certificate are those of the name. A redirect is an answer
    and not followed, no proxy of the environment is asked, and of the answer so many bytes are read and no more, within
    so many seconds. `allows_loopback` is the operator's word for tests on one machine.
    """

    def __init__(
        self,
        *,
        allows_loopback: bool = False,
        resolve: Resolve = resolved,
        trust: ssl.SSLContext | None = None,
        seconds_in_all: float = SECONDS_IN_ALL,
    ) -> None:
        self._allows_loopback = allows_loopback
        self._resolve = resolve
        self._trust = trust or ssl.create_default_context()
        self._seconds_in_all = seconds_in_all

    def __call__(self, request: Request) -> Outcome:
        try:
            address = read_address(request.url, allows_loopback=self._allows_loopback)
        except Refusal as refusal:
            return Outcome(None, str(refusal))
        try:
            numbers = self._resolve(address.host, address.port)
        except (OSError, UnicodeError):
            numbers = []
        if not (numbers and all(may_be_reached(each, allows_loopback=self._allows_loopback) for each in numbers)):
            return Outcome(None, str(WebhookAddressWrong(reason=NOT_PUBLIC)))
        try:
            return self._posted(request, address, numbers[0])
        except ssl.SSLError:
            return Outcome(None, "Its certificate is not trusted, or it speaks no TLS.")
        except (OSError, http.client.HTTPException, ValueError):
            return Outcome(None, "Nobody answered, or not in time.")

    def _posted(self, request: Request, address: WebhookAddress, number: str) -> Outcome:
        plain = socket.create_connection((number, address.port), timeout=SECONDS_TO_CONNECT)
        # Each step has its own limit, and all of them together this one: a drop now and then keeps nothing open.
        in_use = [plain]
        end = threading.Timer(self._seconds_in_all, _shut, [in_use])
        end.daemon = True
        end.start()
        try:
            with self._wrapped(plain, address) as opened:
                in_use.append(opened)
                opened.settimeout(self._seconds_in_all)
                connection = http.client.HTTPConnection(address.host, address.port)
                connection.sock = opened
                connection.request("POST", address.target, body=request.body, headers=request.headers)
                answer = connection.getresponse()
                answer.read(MOST_BYTES)
                return Outcome(answer.status, "" if answer.status < 300 else f"It answered {answer.status}.")
        finally:
            end.cancel()
            plain.close()

    def _wrapped(self, plain: socket.socket, address: WebhookAddress) -> socket.socket:
        if not address.is_encrypted:
            return plain
        return self._trust.wrap_socket(plain, server_hostname=address.host)


def _shut(in_use: list[socket.socket]) -> None:
    try:
        in_use[-1].shutdown(socket.SHUT_RDWR)
    except OSError:
        return
