"""The examples of docs/api.md, run one after the other against a real server."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from tests.support.api import a_secret
from tests.support.organizations import AnOrganization, an_organization

from openbill.api.table import ENDPOINTS, PREFIX
from openbill.foundation.command_log.seal import seal_commands

GUIDE = Path("docs/api.md")
EXAMPLES = re.findall(r"^```(sh|python)\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    def serve() -> None:
        try:
            server.serve_forever(poll_interval=0.05)
        finally:
            connections.close_all()

    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Quiet) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def run(words: list[str], program: str, environment: dict[str, str]) -> str:
    done = subprocess.run(words, input=program, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{program}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_every_example_of_the_guide_runs(address: str):
    firm: AnOrganization = an_organization(name="Example Trading")
    seal_commands(firm.id)
    environment = {"PATH": os.environ["PATH"], "OPENBILL": address, "KEY": a_secret(firm)}
    assert [language for language, _ in EXAMPLES].count("sh") == 3

    # The examples in Python build upon each other; those of the shell stand for themselves.
    told = run(
        [sys.executable, "-"], "\n".join(code for language, code in EXAMPLES if language == "python"), environment
    )
    assert "Example Trading" in told
    assert "593.81 EUR" in told
    said = [run(["bash", "-euo", "pipefail"], code, environment) for language, code in EXAMPLES if language == "sh"]
    assert '"name":"Example Trading"' in said[0]
    assert '"brought_in":1' in said[2]


def test_every_address_that_the_guide_names_is_there():
    paths = {re.sub(r"\{[a-z_]+\}", "X", PREFIX + endpoint.path) for endpoint in ENDPOINTS}
    named = re.findall(r"(/api/v1/[a-z-]+(?:/[a-z-]+)?)(?=[?\"`' ]|$)", GUIDE.read_text(encoding="utf-8"))

    assert len(named) > 10
    assert not {path for path in named if path not in paths}
