"""`openbill serve` answers, keeps its processes running and leaves nothing behind; `openbill invite` lets people in."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import psutil
import pytest

from .program import Outside

PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(lasting: Outside, port: int) -> Iterator["subprocess.Popen[str]"]:
    """A server over a home with one organization."""
    assert lasting("create-organization", "Anna Ltd", "--currency", "EUR").code == 0
    address = {"OPENBILL_LISTEN": f"127.0.0.1:{port}", "OPENBILL_URL": f"http://127.0.0.1:{port}"}
    lasting.environment.update(address)
    server = lasting.start("serve")
    until_it_answers(port)
    yield server
    if server.poll() is None:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def until_it_answers(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if asked(port, "/health/ready")[0] == 200:
            return
        time.sleep(0.1)
    raise AssertionError("The server does not answer.")


def until_both_run(server: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (children(server, "server.web") and children(server, "worker")) and time.monotonic() < deadline:
        time.sleep(0.1)


def asked(port: int, path: str) -> tuple[int, dict[str, str], str]:
    """The answer to a request: status (0 for none), headers, text."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()
    except OSError:
        return 0, {}, ""


def children(server: "subprocess.Popen[str]", word: str) -> list[psutil.Process]:
    """Those that live; one that ends while it is looked at does not."""
    found = []
    for child in psutil.Process(server.pid).children():
        with suppress(psutil.NoSuchProcess, FileNotFoundError):
            if child.status() != psutil.STATUS_ZOMBIE and word in " ".join(child.cmdline()):
                found.append(child)
    return found


def test_pages_come_with_files_that_may_be_kept_for_ever(served: "subprocess.Popen[str]", port: int):
    status, _, page = asked(port, "/account/login/")
    (stylesheet,) = re.findall(r'href="(/static/console/console\.[0-9a-f]{12}\.css)"', page)

    assert status == 200
    file_status, headers, text = asked(port, stylesheet)
    assert (file_status, "immutable" in headers["cache-control"]) == (200, True)
    assert "--primary" in text


def test_who_is_invited_comes_in_by_the_link(served: "subprocess.Popen[str]", lasting: Outside, port: int):
    invited = lasting("invite", "anna@example.com", "--role", "owner")

    assert invited.code == 0
    assert "anna@example.com is owner in Anna Ltd. Choose a password here" in invited.out
    (link,) = re.findall(r"http\S+", invited.out)
    assert link.startswith(f"http://127.0.0.1:{port}/account/password/reset/key/")
    assert asked(port, urlsplit(link).path)[0] == 200
    again = lasting("invite", "anna@example.com", "--role", "owner")
    assert "already. Choose a new password here" in again.out


@pytest.mark.parametrize("word", ["server.web", "worker"])
def test_a_process_that_dies_is_begun_again(served: "subprocess.Popen[str]", port: int, word: str):
    (before,) = children(served, word)

    for process in (*before.children(recursive=True), before):
        process.kill()

    deadline = time.monotonic() + PATIENCE_SECONDS
    while [child.pid for child in children(served, word)] in ([], [before.pid]) and time.monotonic() < deadline:
        time.sleep(0.1)
    (after,) = children(served, word)
    assert after.pid != before.pid
    until_it_answers(port)


def test_a_second_server_on_the_same_address_is_refused(served: "subprocess.Popen[str]", lasting: Outside, port: int):
    second = lasting("serve")

    assert second.code == 1
    assert f"Nothing can listen at 127.0.0.1:{port}" in second.err


def test_sigterm_stops_all_of_it(served: "subprocess.Popen[str]", port: int):
    family = psutil.Process(served.pid).children(recursive=True)

    os.kill(served.pid, signal.SIGTERM)

    assert served.wait(PATIENCE_SECONDS) == 0
    assert not [process for process in family if process.is_running() and "postgres" not in process.name()]
    assert asked(port, "/health/alive")[0] == 0


def test_a_server_that_is_killed_leaves_no_process_behind_and_its_database_to_the_next(
    served: "subprocess.Popen[str]", lasting: Outside, port: int
):
    assert served.poll() is not None, "The server of the tests before has ended."
    served = lasting.start("serve")
    until_it_answers(port)
    until_both_run(served)
    family = [each for each in psutil.Process(served.pid).children(recursive=True) if "postgres" not in each.name()]
    assert len(family) >= 3

    served.kill()
    served.wait(PATIENCE_SECONDS)

    _gone, alive = psutil.wait_procs(family, timeout=PATIENCE_SECONDS)
    assert alive == []
    assert asked(port, "/health/alive")[0] == 0
    assert lasting.server_runs
    again = lasting.start("serve")
    until_it_answers(port)
    os.kill(again.pid, signal.SIGTERM)
    assert again.wait(PATIENCE_SECONDS) == 0
    assert not lasting.server_runs
