"""Every command asks for a permission that there is, before it does anything; the page says so truly."""

import sys
from pathlib import Path

import pytest
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes

from openbill.foundation.command import CommandDefinition
from openbill.foundation.errors import PermissionMissing
from openbill.organizations.policies.default_roles import ALL_PERMISSIONS, DEFAULT_ROLES
from openbill.wiring.permission_matrix import import_commands, main, permission_page

PROJECT = Path(__file__).parents[2]
COMMANDS = import_commands()


def test_the_written_page_is_current():
    written = (PROJECT / "docs/reference/permissions.md").read_text(encoding="utf-8")
    assert written == permission_page(), "Run: python -m openbill.wiring.permission_matrix"


def test_the_check_sees_a_page_that_is_out_of_date_and_leaves_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    page = tmp_path / "reference" / "permissions.md"
    assert main(["--check", "--page", str(page)]) == 1
    assert not page.exists()
    assert "is out of date" in capsys.readouterr().err
    assert main(["--page", str(page)]) == 0
    assert main(["--check", "--page", str(page)]) == 0


def test_each_command_needs_a_permission_that_there_is():
    assert {definition.permission for definition in COMMANDS.values()} - ALL_PERMISSIONS.keys() == set()


def test_each_permission_is_needed_by_a_command_or_lets_somebody_see():
    needed = {definition.permission for definition in COMMANDS.values()}
    seeing = {name for name in ALL_PERMISSIONS if name.endswith((".view", ".view_all"))}
    assert ALL_PERMISSIONS.keys() - needed - seeing == set()


def test_the_built_in_roles_carry_permissions_that_there_are_and_the_owner_all():
    assert frozenset().union(*DEFAULT_ROLES.values()) <= ALL_PERMISSIONS.keys()
    assert DEFAULT_ROLES["owner"] == ALL_PERMISSIONS.keys()


@pytest.mark.parametrize("definition", COMMANDS.values(), ids=COMMANDS.keys())
def test_each_command_says_in_one_line_what_it_does(definition: CommandDefinition):
    assert definition.purpose.endswith((".", ":")), f"{definition.name} has no docstring."


def test_each_command_refuses_who_has_no_permission_before_anything_else():
    firm = an_organization()
    nobody = firm.context(permissions=frozenset())
    # Without its arguments no command could do anything, so a refusal shows that nothing was tried before it.
    with nothing_changes(firm.id):
        for definition in COMMANDS.values():
            run = getattr(sys.modules[definition.act.__module__], definition.name)
            with pytest.raises(PermissionMissing, match=definition.permission):
                run(context=nobody)


def test_each_command_refuses_who_has_every_permission_but_its_own():
    firm = an_organization()
    with nothing_changes(firm.id):
        for definition in COMMANDS.values():
            others = frozenset(ALL_PERMISSIONS) - {definition.permission}
            run = getattr(sys.modules[definition.act.__module__], definition.name)
            with pytest.raises(PermissionMissing):
                run(context=firm.context(permissions=others))
