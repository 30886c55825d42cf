"""Members come with a role, never with more than their inviter has, and the last owner stays."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.contrib.auth.hashers import is_password_usable
from django.db import ProgrammingError, connections, transaction
from tests.support.database import connected_as
from tests.support.members import a_member, acting_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import everything_of, nothing_changes

from openbill.foundation.command_log.personal_payload import destroy_subject_key, read_personal_payload
from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.command_log.verify_chain import broken_links
from openbill.foundation.models import CommandLogEntry
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.grant_role import grant_role
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.commands.remove_member import remove_member
from openbill.organizations.commands.revoke_role import revoke_role
from openbill.organizations.errors import (
    EmailWrong,
    LastOwner,
    MemberUnknown,
    PermissionNotHeld,
    PersonIsElsewhere,
    RoleAlreadyGranted,
    RoleNotGranted,
    RoleUnknown,
)
from openbill.organizations.models import User
from openbill.organizations.policies.default_roles import DEFAULT_ROLES
from openbill.organizations.queries.context_of_user import context_of_user
from openbill.organizations.queries.members_with_roles import members_with_roles
from openbill.organizations.queries.permissions_of_user import permissions_of_user
from openbill.organizations.types import Member
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier


def members(organization: AnOrganization) -> list[Member]:
    with scope(organization.id):
        return members_with_roles()


def test_an_invited_person_has_the_role_and_no_password_yet():
    firm = an_organization()
    email = f"Maria.{firm.id.hex}@Example.COM"

    invited = invite_user(email=email, role="Collector", name="Maria", context=firm.context())

    assert members(firm) == [Member(invited.user_id, f"Maria.{firm.id.hex}@example.com", "Maria", True, ("collector",))]
    with scope(firm.id):
        assert permissions_of_user(invited.user_id) == DEFAULT_ROLES["collector"]
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            User.objects.using("default").get(id=invited.user_id)
    with connected_as("openbill_owner") as owner:
        row = owner.execute("SELECT password FROM user_account WHERE id = %s", [invited.user_id]).fetchone()
    assert row is not None
    assert not is_password_usable(row[0])


def test_one_person_in_two_organizations_is_one_user_with_separate_roles():
    firm, other = an_organization(), an_organization()
    email = f"{firm.id.hex}@example.com"
    here = a_member(firm, "owner", email=email, name="Maria")
    there = a_member(other, "auditor", email=email.upper(), name="Somebody else")

    assert here == there
    assert context_of_user(firm.id, here).permissions == DEFAULT_ROLES["owner"]
    assert context_of_user(other.id, here).permissions == DEFAULT_ROLES["auditor"]
    assert members(other)[0].name == "Maria"


def test_an_account_that_another_organization_made_comes_in_by_the_operator_only():
    evil, firm = an_organization(), an_organization()
    email = f"cfo@{firm.id.hex}.example"
    taken = invite_user(email=email, role="owner", context=acting_as(evil, a_member(evil)))
    remove_member(user_id=taken.user_id, context=evil.context())
    owner = acting_as(firm, a_member(firm))

    with nothing_changes(firm.id):
        for asked in (False, True):
            with pytest.raises(PersonIsElsewhere, match=r"openbill invite cfo@.*--known-elsewhere"):
                invite_user(email=email, role="owner", is_known_elsewhere=asked, context=owner)
        with pytest.raises(PersonIsElsewhere):
            invite_user(email=email, role="owner", context=firm.context())

    assert invite_user(email=email, role="owner", is_known_elsewhere=True, context=firm.context()) == taken
    assert invite_user(email=email, role="sales", context=evil.context()) == taken


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"email": "maria"}, EmailWrong),
        ({"email": " "}, EmailWrong),
        ({"email": "a@b"}, EmailWrong),
        ({"role": "boss"}, RoleUnknown),
    ],
)
def test_refuses_an_invitation_that_cannot_be_and_creates_nobody(wrong: dict[str, str], refusal: type[Refusal]):
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(refusal):
        invite_user(**{"email": "x@example.com", "role": "owner", **wrong}, context=firm.context())


def test_nobody_gives_what_they_do_not_have():
    firm = an_organization()
    owner, clerk = a_member(firm, "owner"), a_member(firm, "biller")
    people = frozenset({"organizations.manage_people", *DEFAULT_ROLES["biller"]})
    with nothing_changes(firm.id):
        with pytest.raises(PermissionNotHeld, match=r"customers\.merge"):
            grant_role(user_id=clerk, role="AR manager", context=firm.context(permissions=people))
        with pytest.raises(PermissionNotHeld):
            invite_user(email="x@example.com", role="owner", context=firm.context(permissions=people))
    grant_role(user_id=owner, role="biller", context=firm.context(permissions=people))
    assert [member.roles for member in members(firm) if member.user_id == owner] == [("biller", "owner")]


def test_permissions_of_several_roles_add_up_and_go_one_by_one():
    firm = an_organization()
    a_member(firm, "owner")
    maria = a_member(firm, "sales")
    grant_role(user_id=maria, role="biller", context=firm.context())
    assert acting_as(firm, maria).permissions == DEFAULT_ROLES["sales"] | DEFAULT_ROLES["biller"]
    with nothing_changes(firm.id), pytest.raises(RoleAlreadyGranted):
        grant_role(user_id=maria, role="biller", context=firm.context())

    revoke_role(user_id=maria, role="biller", context=firm.context())

    assert acting_as(firm, maria).permissions == DEFAULT_ROLES["sales"]
    with nothing_changes(firm.id), pytest.raises(RoleNotGranted):
        revoke_role(user_id=maria, role="biller", context=firm.context())
    revoke_role(user_id=maria, role="sales", context=firm.context())
    with pytest.raises(MemberUnknown):
        acting_as(firm, maria)


def test_a_removed_member_can_do_nothing_any_more():
    firm = an_organization()
    a_member(firm, "owner")
    maria = a_member(firm, "collector")

    remove_member(user_id=maria, context=firm.context())

    assert [member.roles for member in members(firm)] == [("owner",)]
    with pytest.raises(MemberUnknown):
        acting_as(firm, maria)
    with scope(firm.id):
        assert permissions_of_user(maria) == frozenset()
    with nothing_changes(firm.id), pytest.raises(MemberUnknown):
        remove_member(user_id=maria, context=firm.context())


def test_a_closed_account_is_no_member():
    firm = an_organization()
    maria = a_member(firm, "owner")
    with connected_as("openbill_owner") as owner:
        owner.execute("UPDATE user_account SET is_active = false WHERE id = %s", [maria])
    with pytest.raises(MemberUnknown):
        acting_as(firm, maria)


def test_the_last_owner_stays():
    firm = an_organization()
    maria, paul = a_member(firm, "owner"), a_member(firm, "owner")
    revoke_role(user_id=paul, role="owner", context=firm.context())
    grant_role(user_id=maria, role="auditor", context=firm.context())
    with nothing_changes(firm.id):
        with pytest.raises(LastOwner):
            remove_member(user_id=maria, context=firm.context())
        with pytest.raises(LastOwner):
            revoke_role(user_id=maria, role="owner", context=firm.context())
    revoke_role(user_id=maria, role="auditor", context=firm.context())


def test_two_owners_who_remove_each_other_at_once_leave_one():
    firm = an_organization()
    owners = [a_member(firm, "owner"), a_member(firm, "owner")]
    start, refused = Barrier(2), []

    def remove(user_id: object) -> None:
        start.wait()
        try:
            remove_member(user_id=user_id, context=firm.context())
        except LastOwner as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=remove, args=(owner,)) for owner in owners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert [member.roles for member in members(firm)] == [("owner",)]


def test_neither_the_log_nor_the_events_know_the_persons_name_or_address():
    firm = an_organization()
    a_member(firm, "owner", email=f"secret.{firm.id.hex}@example.com", name="Xaveria Unmistakable")
    text = str({table: rows for table, rows in everything_of(firm.id).items() if table != "user_account"})
    assert "Unmistakable" not in text
    assert f"secret.{firm.id.hex}" not in text


def test_a_forgotten_persons_invitation_is_unreadable_and_the_chain_still_verifies():
    firm = an_organization()
    maria = a_member(firm, "owner", email=f"{firm.id.hex}@example.com", name="Maria")
    seal_commands(firm.id)
    with scope(firm.id):
        invitation = CommandLogEntry.objects.get(organization_id=firm.id, name="invite_user")
        assert read_personal_payload(organization_id=firm.id, command_id=invitation.id) == {
            "email": f"{firm.id.hex}@example.com",
            "name": "Maria",
        }

        destroy_subject_key(organization_id=firm.id, subject_id=maria, at=datetime.now(UTC))

        assert read_personal_payload(organization_id=firm.id, command_id=invitation.id) is None
    assert list(broken_links(firm.id)) == []


def test_a_stranger_and_an_organization_that_is_not_there_are_refused_alike():
    firm = an_organization()
    stranger = new_identifier()
    for organization_id in (firm.id, new_identifier()):
        with pytest.raises(MemberUnknown, match=str(stranger)):
            context_of_user(organization_id, stranger)
