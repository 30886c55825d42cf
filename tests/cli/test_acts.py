"""What the operator does at the shell: it happens, it is sealed, and what is refused is refused in words."""

import csv
import io
from pathlib import Path

from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit

from openbill.foundation.command_log.seal import last_seal
from openbill.foundation.models import CommandLogEntry
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier

from .program import Inside


def unsealed(organization: AnOrganization) -> int:
    with scope(organization.id):
        return CommandLogEntry.objects.filter(organization_id=organization.id, sequence=None).count()


def test_an_organization_is_founded_listed_and_sealed(openbill: Inside):
    name = f"Firm {new_identifier()}"
    made = openbill("create-organization", name, "--currency", "JPY", "--time-zone", "Asia/Tokyo", "--country", "JP")
    assert made.code == 0
    assert made.out.startswith(f"Organization {name} is there. Its books are kept in JPY.\nNext: `openbill invite`")
    (found,) = [each for each in openbill("organizations", "--format", "json").json if each["name"] == name]
    assert (found["currency"], found["time_zone"], found["safe_mode"]) == ("JPY", "Asia/Tokyo", "on")
    from uuid import UUID

    with scope(UUID(found["id"])):
        assert last_seal(UUID(found["id"])) is not None
    again = openbill("create-organization", name.upper(), "--currency", "EUR")
    assert again.code == 1
    assert again.err.startswith("There is already an organization named")


def test_wrong_options_of_a_new_organization_are_refused(openbill: Inside):
    for words in (
        ("A", "--currency", "EURO"),
        ("A", "--currency", "EUR", "--time-zone", "Mars/Base"),
        ("A", "--currency", "EUR", "--country", "de"),
        (" ", "--currency", "EUR"),
        ("A",),
    ):
        assert openbill("create-organization", *words).code in (1, 2)


def test_a_month_is_closed_and_reopened(openbill: Inside):
    firm = an_organization()
    name = ("--organization", f"Test {firm.id}")
    a_debit(firm, a_customer(firm), "10.00", on="2026-01-05")
    assert openbill("close-period", "2026-01", *name).out == "2026-01 is closed.\n"
    twice = openbill("close-period", "2026-01", *name)
    assert twice.code == 1
    assert (
        openbill("reopen-period", "2026-01", "--reason", "an invoice came late", *name).out
        == "2026-01 is open again.\n"
    )
    assert openbill("reopen-period", "2026-01", *name).code == 2
    assert openbill("close-period", "January", *name).code == 2
    assert unsealed(firm) == 0


def test_entries_are_handed_over_once_and_the_file_can_be_written_again(openbill: Inside, tmp_path: Path):
    firm = an_organization()
    name = ("--organization", f"Test {firm.id}")
    a_debit(firm, a_customer(firm, "=Anna"), "10.00", on="2026-01-05")
    first, again = tmp_path / "first.csv", tmp_path / "again.csv"

    assert openbill("export-gl", "--through", "2026-01-31", "--output", str(first), *name).code == 0
    rows = list(csv.DictReader(io.StringIO(first.read_text(encoding="utf-8"))))
    assert sorted((row["debit"], row["credit"]) for row in rows) == [("0.00", "10.00"), ("10.00", "0.00")]

    nothing = openbill("export-gl", "--through", "2026-01-31", "--output", str(again), *name)
    assert nothing.code == 1
    assert not again.exists()
    assert list(tmp_path.iterdir()) == [first]

    assert openbill("export-gl", "--batch", "1", "--output", str(again), *name).code == 0
    assert again.read_bytes() == first.read_bytes()
    taken = openbill("export-gl", "--batch", "1", "--output", str(again), *name)
    assert "exists already" in taken.err


def test_a_rate_that_is_no_number_is_refused(openbill: Inside):
    firm = an_organization()
    name = ("--organization", f"Test {firm.id}")
    assert openbill("set-rate", "USD", "much", *name).code == 2
    assert openbill("set-rate", "USD", "-1", *name).code in (1, 2)
    assert openbill("set-rate", "USD", "NaN", *name).code == 1
    assert openbill("set-rate", "USD", "0.92", *name).code == 0
    assert unsealed(firm) == 0


def test_an_organization_has_to_be_named_where_there_are_several(openbill: Inside):
    an_organization()
    an_organization()
    answer = openbill("report", "aging", "--format", "json")
    assert (answer.code, answer.error["code"]) == (1, "organization_not_named")
    unknown = openbill("report", "aging", "--organization", "Nobody", "--format", "json")
    assert (unknown.code, unknown.error["code"]) == (1, "organization_unknown")
    assert unknown.out == ""


def test_a_name_with_control_characters_is_refused_at_the_shell_too(openbill: Inside):
    for name in ("Anna\nLtd", "Anna\x1b[2J", "Anna\u202edtL", "Anna\n"):
        answer = openbill("create-organization", name, "--currency", "EUR")
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("The name holds the control character U+")
    answer = openbill("create-organization", "Anna\udcff", "--currency", "EUR")
    assert (answer.code, answer.out) == (2, "")
    assert "The value of name is not in UTF-8." in answer.err
