"""A snapshot that shrank shows what it would change, and says how to let it through."""

from pathlib import Path

import pytest
from tests.support.importing import a_file
from tests.support.organizations import AnOrganization, an_organization

from .program import Inside
from .test_reports import named

HEADER = ("customer", "invoice", "invoice date", "due date", "open amount")
ROWS = [(f"C{n}", f"R{n}", "2026-01-01", "2026-01-31", "100.00") for n in range(10)]


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization(books="mirror")


def test_it_is_shown_held_and_let_through(openbill: Inside, firm: AnOrganization, tmp_path: Path):
    whole, half = a_file(tmp_path, "a.csv", HEADER, ROWS), a_file(tmp_path, "b.csv", HEADER, ROWS[:5])
    words = ("--snapshot", "--yes", *named(firm))
    assert openbill("import", str(whole), "--as-of", "2026-02-01", *words).code == 0

    tried = openbill("import", str(half), "--as-of", "2026-02-02", "--dry-run", *words)
    assert tried.code == 0
    assert "settled there, in whole or in part  (500.00 EUR)" in tried.out
    assert "It would wait for a person: the total in EUR fell by 50 %; the number of rows fell by 50 %." in tried.out

    waits = openbill("import", str(half), "--as-of", "2026-02-02", *words)
    assert waits.code == 1
    assert "settled there, in whole or in part  (500.00 EUR)" in waits.out
    assert waits.err.startswith("The snapshot waits for a person: the total in EUR fell by 50 %")
    run = waits.err.split("approve-snapshot ")[1].split(".")[0]

    assert openbill("decline-snapshot", run, "--reason", "cut off", *named(firm)).code == 0
    refused = openbill("import", str(half), "--as-of", "2026-02-02", *words)
    assert (refused.code, refused.err.splitlines()[0]) == (
        1,
        "The snapshot was declined, and nothing of it is brought in.",
    )

    assert openbill("approve-snapshot", run, *named(firm)).code == 0
    done = openbill("import", str(half), "--as-of", "2026-02-02", *words, "--format", "json").json
    assert (done["applied"], done["cleared"], done["waits_because"]) == (True, 5, [])
