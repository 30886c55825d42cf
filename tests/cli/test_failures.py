"""What goes wrong is told in words, with what would help, and with the right exit code."""

import json
import os

import pytest
from tests.support.organizations import an_organization

from openbill.cli.failures import Terminated, failure_of

from .program import Inside, Outside

NOWHERE = {
    "DATABASE_URL": "postgresql://openbill_app:s3cret@127.0.0.1:1/openbill",
    "DATABASE_ADMIN_URL": "postgresql://openbill_owner:s3cret@127.0.0.1:1/openbill",
}


def test_a_wrong_configuration_is_told_whole_before_anything_is_made(fresh: Outside):
    answer = fresh("organizations", OPENBILL_LOG_LEVEL="loud", OPENBILL_HOEM="/x")
    assert answer.code == 2
    assert "OPENBILL_LOG_LEVEL = 'loud'" in answer.err
    assert "Did you mean OPENBILL_HOME?" in answer.err
    assert "Traceback" not in answer.err
    assert not fresh.home.exists()
    assert (
        fresh("organizations", "--format", "json", OPENBILL_LOG_LEVEL="loud").error["code"] == "configuration_refused"
    )


def test_a_database_that_does_not_answer_is_told_without_traceback_and_password(fresh: Outside):
    answer = fresh("report", "aging", **NOWHERE)
    assert answer.code == 1
    assert answer.out == ""
    assert answer.err.startswith("The database cannot be reached: ")
    assert "Check that the server runs" in answer.err
    log = (fresh.home / "logs" / "openbill.log").read_text(encoding="utf-8")
    for text in (answer.err, log):
        assert "Traceback" not in text
        assert "s3cret" not in text


@pytest.mark.parametrize(
    ("part", "wrong", "helps"),
    [
        ("/openbill_", "/nobody_has_made_this_", "Create the database"),
        ("//openbill_app@", "//nobody@", "Create the database"),
    ],
)
def test_a_wrong_name_in_the_address_is_told(fresh: Outside, part: str, wrong: str, helps: str):
    both = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_ADMIN_URL")}
    answer = fresh(
        "organizations",
        "--format",
        "json",
        **{**both, "DATABASE_URL": both["DATABASE_URL"].replace(part, wrong)},
    )
    assert answer.code == 1
    assert helps in answer.error["remedy"]


def test_a_home_that_cannot_be_made_is_told(fresh: Outside):
    fresh.home.parent.joinpath("file").write_text("x")
    answer = fresh("organizations", OPENBILL_HOME=str(fresh.home.parent / "file" / "home"))
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert "A file is where a folder should be" in answer.err


def test_an_unexpected_error_is_one_line_and_a_traceback_only_where_it_is_asked_for(
    openbill: Inside, monkeypatch: pytest.MonkeyPatch
):
    firm = an_organization()

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("the wheel came off; password=hunter2")

    monkeypatch.setattr("openbill.receivables.queries.aging.aging", break_down)
    words = ("report", "aging", "--organization", f"Test {firm.id}")
    answer = openbill(*words)
    assert answer.code == 1
    assert answer.err.splitlines()[0] == (
        "Something happened that should not have: RuntimeError: the wheel came off; password=***"
    )
    assert "openbill.log" in answer.err
    assert "Traceback" not in answer.err
    assert "Traceback" in openbill("--debug", *words).err
    assert json.loads(openbill(*words, "--format", "json").err)["error"]["code"] == "unexpected"


def test_ctrl_c_and_sigterm_have_their_own_exit_codes():
    assert failure_of(KeyboardInterrupt()).exit_code == 130
    assert failure_of(Terminated()).exit_code == 143


def test_wrong_words_exit_with_2_and_name_the_help(openbill: Inside):
    answer = openbill("report", "aging", "--as-of", "yesterday", "--format", "json")
    assert answer.code == 2
    assert answer.error["message"].endswith("'yesterday' is not a day. Write it like 2026-01-31.")
    assert answer.error["remedy"] == "Try: openbill report aging --help"


def test_words_that_are_no_utf8_are_told(fresh: Outside):
    answer = fresh("run-day", "--organization", "\udcff")
    assert (answer.code, answer.err.splitlines()[0]) == (2, "The value of organization is not in UTF-8.")
    assert not fresh.home.exists()
