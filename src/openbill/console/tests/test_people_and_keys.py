"""People are invited and removed, roles are given and made, and a key's secret is shown once."""

import re
from uuid import UUID

from tests.support.members import a_member, acting_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work, signed_in

from openbill.console.words.permissions import AREAS, PERMISSIONS, ROLES
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.commands.grant_role import grant_role
from openbill.organizations.policies.default_roles import ALL_PERMISSIONS, DEFAULT_ROLES
from openbill.organizations.queries.api_keys import api_keys
from openbill.organizations.queries.context_of_api_key import context_of_api_key
from openbill.organizations.queries.members_with_roles import members_with_roles
from openbill.organizations.queries.permission_matrix import permission_matrix
from openbill.primitives.identifiers import new_identifier


def an_address() -> str:
    return f"{new_identifier().hex}@example.com"


def test_every_role_and_permission_has_a_word():
    assert PERMISSIONS.keys() == ALL_PERMISSIONS.keys()
    assert ROLES.keys() == DEFAULT_ROLES.keys()
    assert AREAS.keys() == {code.partition(".")[0] for code in ALL_PERMISSIONS}


def test_who_is_new_gets_a_link_that_is_shown_to_whoever_invited():
    firm = an_organization()
    email = an_address()

    answer = at_work(firm).post("/settings/people/invite", {"email": email, "name": "Dana", "role": "collector"})

    (link,) = re.findall(r'id="link">([^<]+)<', answer.content.decode())
    assert "/account/password/reset/key/" in link
    with scope(firm.id):
        (dana,) = [member for member in members_with_roles() if member.email == email]
    assert (dana.name, dana.roles) == ("Dana", ("collector",))


def test_nobody_gets_a_link_into_the_account_of_another_firms_person():
    email = an_address()
    person = a_member(an_organization(), "owner", email=email)
    firm = an_organization()
    client = at_work(firm)

    refused = client.post("/settings/people/invite", {"email": email, "role": "sales"})
    assert refused.status_code == 422
    assert "has an account already, which another organization made" in refused.content.decode()

    # The operator lets the person in, who still gets no link here.
    a_member(firm, "sales", email=email)
    asked = client.post(f"/settings/people/{person}/link", {"back": "/settings/people"}, follow=True)
    assert "This person signs in already" in asked.content.decode()
    for answer in (refused, asked):
        assert "/account/password/reset/key/" not in answer.content.decode()


def test_who_signs_in_already_gets_no_link():
    firm = an_organization()
    person = a_member(firm, "sales", email=an_address())
    client = at_work(firm)
    assert "reset/key/" in client.post(f"/settings/people/{person}/link").content.decode()

    signed_in(person)

    asked = client.post(f"/settings/people/{person}/link", follow=True)
    assert "reset/key/" not in asked.content.decode()


def test_roles_are_given_and_taken_and_the_last_owner_stays():
    firm = an_organization()
    owner = a_member(firm, "owner")
    client = signed_in(owner)
    person = a_member(firm, "sales")

    client.post(f"/settings/people/{person}/give", {"role": "biller"})
    client.post(f"/settings/people/{person}/take", {"role": "sales"})

    with scope(firm.id):
        roles = {member.user_id: member.roles for member in members_with_roles()}
    assert roles[person] == ("biller",)
    client.post(f"/settings/people/{person}/remove")
    with scope(firm.id):
        assert [member.user_id for member in members_with_roles()] == [owner]
    with nothing_changes(firm.id):
        refused = client.post(f"/settings/people/{owner}/remove", follow=True)
    assert "without an owner" in refused.content.decode()


def test_a_role_of_ones_own_is_made_and_changed():
    firm = an_organization()
    client = at_work(firm)

    client.post("/settings/roles/new", {"name": "Clerk", "permissions": ["customers.view", "tasks.nothing"]})
    with scope(firm.id):
        assert "Clerk" not in {role.name for role in permission_matrix()}
    client.post("/settings/roles/new", {"name": "Clerk", "permissions": ["customers.view"]})
    with scope(firm.id):
        clerk = next(role for role in permission_matrix() if role.name == "Clerk")
    assert clerk.permissions == {"customers.view"}

    page = client.get(f"/settings/roles/{clerk.id}").content.decode()
    assert 'value="customers.view" checked' in page
    assert page.count(" checked") == 1
    own_only = client.post(f"/settings/roles/{clerk.id}", {"permissions": ["customers.view", "ledger.view"]})
    assert "does not see all customers" in own_only.content.decode()
    wanted = ["customers.view", "customers.view_all", "ledger.view"]
    client.post(f"/settings/roles/{clerk.id}", {"permissions": wanted})
    with scope(firm.id):
        clerk = next(role for role in permission_matrix() if role.name == "Clerk")
    assert clerk.permissions == set(wanted)


def test_a_keys_secret_is_shown_once_and_works_until_it_is_revoked():
    firm = an_organization()
    client = at_work(firm)
    typed = {"name": "Shop", "role": "auditor", "last_day": "2099-12-31", "form": "first"}

    made = client.post("/settings/keys/new", typed).content.decode()
    again = client.post("/settings/keys/new", typed).content.decode()

    (secret,) = re.findall(r'id="secret">([^<]+)<', made)
    assert 'id="secret"' not in again
    assert "Its secret was shown already" in again
    assert context_of_api_key(secret).organization_id == firm.id
    with scope(firm.id):
        (key,) = api_keys()
    assert (key.name, key.role, str(key.expires_at)) == ("Shop", "auditor", "2100-01-01 00:00:00+00:00")
    assert secret not in client.get("/settings/keys").content.decode()

    client.post(f"/settings/keys/{key.id}/revoke")
    with scope(firm.id):
        assert api_keys()[0].revoked_at is not None
    assert "Revoked" in client.get("/settings/keys").content.decode()


def test_a_key_that_is_over_before_it_begins_is_refused_at_its_field():
    firm = an_organization()
    client = at_work(firm)

    with nothing_changes(firm.id):
        answer = client.post("/settings/keys/new", {"name": "Shop", "role": "auditor", "last_day": "2020-01-01"})

    assert answer.status_code == 422
    assert 'id="id_last_day_error"' in answer.content.decode()


def test_who_manages_people_gets_nowhere_near_an_owner():
    firm = an_organization()
    owner, key = a_member(firm, "owner", email=an_address()), an_owners_key(firm)
    with scope(firm.id):
        (email,) = [member.email for member in members_with_roles()]
    a_member(firm, "owner")
    permissions = ["organizations.view", "organizations.manage_people", "customers.view", "customers.view_all"]
    create_role(name="clerk", permissions=permissions, context=firm.context())
    client = at_work(firm, "clerk")
    a_member(firm, "AR manager")
    with scope(firm.id):
        manager = next(role.id for role in permission_matrix() if role.name == "AR manager")

    with nothing_changes(firm.id):
        for path, typed in {
            f"/settings/people/{owner}/link": {},
            f"/settings/people/{owner}/remove": {},
            f"/settings/people/{owner}/take": {"role": "owner"},
            "/settings/people/invite": {"email": email, "role": "clerk"},
            f"/settings/keys/{key}/revoke": {},
            f"/settings/roles/{manager}": {"permissions": ["customers.view"]},
        }.items():
            answer = client.post(path, typed, follow=True).content.decode()
            assert "may do what you may not" in answer, path
            assert "/reset/key/" not in answer

    pages = {name: client.get(f"/settings/{name}").content.decode() for name in ("keys", f"people/{owner}")}
    assert f"{key}/revoke" not in pages["keys"]
    member = pages[f"people/{owner}"]
    assert "This person may do more than you." in member
    assert not any(f"{owner}/{act}" in member for act in ("link", "remove", "take"))
    assert re.findall(r'<option value="([^"]+)">', member) == ["clerk"]
    role = client.get(f"/settings/roles/{manager}").content.decode()
    assert "Somebody with this role may do more than you" in role
    assert 'value="customers.merge" checked disabled>' in role
    sent = re.findall(r'hidden" name="permissions" value="([^"]+)', role)
    client.post(f"/settings/roles/{manager}", {"permissions": sent})
    with scope(firm.id):
        kept = {each.name: each.permissions for each in permission_matrix()}
    assert kept["AR manager"] == DEFAULT_ROLES["AR manager"]


def an_owners_key(firm: AnOrganization) -> UUID:
    return create_api_key(name="Shop", role="owner", context=firm.context()).api_key_id


def test_the_keys_that_end_with_a_person_are_named_before_and_after():
    firm = an_organization()
    client = at_work(firm)
    person = a_member(firm, "owner")
    grant_role(user_id=person, role="auditor", context=firm.context())
    for role in ("owner", "auditor"):
        create_api_key(name=f"Shop of {role}", role=role, context=acting_as(firm, person))

    page = client.get(f"/settings/people/{person}").content.decode()
    assert "With the person end 2 API keys that the person made:" in page
    assert page.count("Taken away, it ends the API keys") == 1
    assert page.count("Shop of owner") == 2

    taken = client.post(f"/settings/people/{person}/take", {"role": "owner"}, follow=True).content.decode()
    removed = client.post(f"/settings/people/{person}/remove", follow=True).content.decode()
    assert "Revoked with it: Shop of owner." in taken
    assert "Revoked with it: Shop of auditor." in removed
    with scope(firm.id):
        assert all(key.revoked_at for key in api_keys())
