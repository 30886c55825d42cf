"""A post goes once to the address that was looked at, against real servers on this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from openbill.webhooks.adapters.safe_post import SafePost
from openbill.webhooks.types import Outcome, Request


class Receiver(HTTPServer):
    """Keeps what it is sent, and answers as it is told."""

    status, answer, location = 200, b"thanks", ""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/in?a=1"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@contextmanager
def a_receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def a_request(url: str) -> Request:
    return Request(url, {"Content-Type": "application/json", "webhook-id": "evt_1"}, b'{"a":1}')


NOT_REACHED = Outcome(
    None,
    "A webhook cannot go to this address: its host is not known on the open internet."
    " Give an https address that the whole internet can reach, such as https://hooks.example.com/openbill.",
)

here = SafePost(allows_loopback=True)


def test_what_is_sent_arrives_as_it_is():
    with a_receiver() as receiver:
        assert here(a_request(receiver.url)) == Outcome(200)

    ((path, headers, body),) = receiver.got
    assert (path, body) == ("/in?a=1", b'{"a":1}')
    assert headers["webhook-id"] == "evt_1"
    assert headers["host"] == f"127.0.0.1:{receiver.server_port}"


def test_a_redirect_is_an_answer_and_not_followed():
    with a_receiver() as inner, a_receiver() as receiver:
        receiver.status, receiver.location = 302, inner.url
        outcome = here(a_request(receiver.url))

    assert (outcome, outcome.is_delivered) == (Outcome(302, "It answered 302."), False)
    assert inner.got == []


def test_an_answer_is_read_so_far_and_no_further():
    with a_receiver() as receiver:
        receiver.answer = b"x" * 200_000
        assert here(a_request(receiver.url)).is_delivered


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_without_the_operators_word_this_machine_is_out_of_reach(host: str):
    with a_receiver() as receiver:
        outcome = SafePost()(a_request(f"https://{host}:8443/"))
        plain = SafePost()(a_request(receiver.url))

    assert outcome == NOT_REACHED
    assert plain.status is None
    assert receiver.got == []


@pytest.mark.parametrize("numbers", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["64:ff9b::7f00:1"], []])
def test_a_name_of_which_one_address_lies_inside_is_not_asked(numbers: list[str], monkeypatch: pytest.MonkeyPatch):
    def never(*_: object, **__: object) -> socket.socket:
        raise AssertionError("Nothing is to be connected.")

    monkeypatch.setattr(socket, "create_connection", never)
    post = SafePost(resolve=lambda host, port: numbers)

    assert post(a_request("https://hooks.example.com/")) == NOT_REACHED


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_looked_at(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    connected: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"]

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address)
        raise OSError("far away")

    monkeypatch.setattr(socket, "create_connection", connect)

    outcome = SafePost(resolve=resolve)(a_request("https://rebinding.example.com/"))

    assert outcome == Outcome(None, "Nobody answered, or not in time.")
    assert (asked, connected) == (["rebinding.example.com"], [("93.184.216.34", 443)])


def test_a_name_that_is_not_known_is_told_like_one_that_lies_inside():
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror

    assert SafePost(resolve=unknown)(a_request("https://nowhere.example/")) == NOT_REACHED


def test_who_drips_an_answer_is_left():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            opened, _ = server.accept()
            with opened:
                try:
                    for _ in range(100):
                        opened.send(b"H")
                        time.sleep(0.05)
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        began = time.monotonic()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        outcome = SafePost(allows_loopback=True, seconds_in_all=0.4)(a_request(url))
        took = time.monotonic() - began
        thread.join()

    assert outcome.status is None
    assert took < 3


def test_who_speaks_no_tls_is_not_trusted():
    with a_receiver() as receiver:
        outcome = here(a_request(receiver.url.replace("http://", "https://")))

    assert outcome.status is None
    assert receiver.got == []
