"""Logs say what was done, for whom and how long; never a secret, never a row."""

import json
import logging
from pathlib import Path

import pytest
from tests.support.organizations import an_organization

from openbill.foundation.logs import KEPT_FILES, ROTATED_AT_BYTES, log_fields, logs_to, redacted

from .program import Inside


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://app:p%40ss@db/x?sslmode=require", "postgresql://app:***@db/x?sslmode=require"),
        ("password=hunter2 host=db", "password=*** host=db"),
        ('{"api_key": "abc123", "name": "x"}', '{"api_key": "***", "name": "x"}'),
        ("Authorization: Bearer abc.def-123", "Authorization: Bearer ***"),
        ("OPENBILL_ENCRYPTION_KEYS=k1:abcdef", "OPENBILL_ENCRYPTION_KEYS=***"),
        ("k1:gAAAAABlx0123456789abcdefghijklmn==", "k1:***"),
        ("bad row\nDETAIL:  Key (name)=(Anna) exists.", "bad row\nDETAIL: (left out)"),
        ("nothing to hide: token of thanks", "nothing to hide: token of thanks"),
    ],
)
def test_secrets_and_rows_are_left_out(text: str, shown: str):
    assert redacted(text) == shown


def test_a_line_of_json_carries_the_fields_around_it(tmp_path: Path):
    with logs_to(tmp_path, form="json") as path, log_fields(organization="Anna", command="aging"):
        logging.getLogger("openbill.test").info("done", extra={"seconds": 0.5})
        try:
            raise ValueError("password=hunter2")
        except ValueError:
            logging.getLogger("openbill.test").exception("failed")
    assert path is not None
    done, failed = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert (done["message"], done["organization"], done["command"], done["seconds"]) == (
        "done",
        "Anna",
        "aging",
        0.5,
    )
    assert "password=***" in failed["traceback"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_long_file_is_turned_over_and_old_ones_go(tmp_path: Path):
    for _ in range(KEPT_FILES + 3):
        with logs_to(tmp_path) as path:
            assert path is not None
            path.write_bytes(b"x" * (ROTATED_AT_BYTES + 1))
    with logs_to(tmp_path) as path:
        logging.getLogger("openbill.test").info("new")
    assert path is not None
    assert path.read_text(encoding="utf-8").endswith("openbill.test: new\n")
    assert len(list(path.parent.iterdir())) == KEPT_FILES + 1


def test_a_home_without_a_place_for_logs_costs_no_act(tmp_path: Path):
    (tmp_path / "logs").write_text("in the way")
    with logs_to(tmp_path) as path:
        logging.getLogger("openbill.test").info("lost")
    assert path is None


def test_each_command_at_the_shell_leaves_a_line(openbill: Inside):
    from django.conf import settings

    firm = an_organization()
    assert openbill("report", "aging", "--organization", f"Test {firm.id}").code == 0
    line = (settings.CONFIGURATION.home / "logs" / "openbill.log").read_text(encoding="utf-8").splitlines()[-1]
    assert f"openbill.cli: done command=aging organization=Test {firm.id} actor=operator seconds=" in line


def test_links_by_which_one_comes_in_are_not_told():
    secret = "eyJhIjoxfQ:1w2AbC:" + "x" * 43
    assert redacted(f"Not Found: /pay/{secret}") == "Not Found: /pay/***"
    plain = "Not Found: /customers/01a21f81-9a35-72e6-9629-6c6136136235/statement.pdf"
    assert redacted(plain) == plain
