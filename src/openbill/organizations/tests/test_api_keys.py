"""A program acts with a key that is shown once, carries a role, and ends when it should."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.support.members import a_member, acting_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import everything_of, nothing_changes

from openbill.foundation.context import ActorKind
from openbill.foundation.models import CommandLogEntry, StoredEvent
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.grant_role import grant_role
from openbill.organizations.commands.remove_member import remove_member
from openbill.organizations.commands.revoke_api_key import revoke_api_key
from openbill.organizations.commands.revoke_role import revoke_role
from openbill.organizations.errors import (
    ApiKeyAlreadyRevoked,
    ApiKeyNotAccepted,
    ApiKeyUnknown,
    ExpiryIsPast,
    NameMissing,
    PermissionNotHeld,
    RoleUnknown,
)
from openbill.organizations.policies.default_roles import DEFAULT_ROLES
from openbill.organizations.queries.api_keys import api_keys
from openbill.organizations.queries.context_of_api_key import context_of_api_key
from openbill.primitives.identifiers import new_identifier

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_key(
    organization: AnOrganization, *, role: str = "biller", expires_at: datetime | None = None
) -> tuple[UUID, str]:
    created = create_api_key(name="Shop", role=role, expires_at=expires_at, context=organization.context(at=NOON))
    assert created.secret is not None
    return created.api_key_id, created.secret.get_secret_value()


def test_a_key_may_do_what_its_role_may():
    firm = an_organization()
    key_id, secret = a_key(firm)

    context = context_of_api_key(secret)

    assert (context.organization_id, context.actor.kind, context.actor.id) == (
        firm.id,
        ActorKind.API_KEY,
        key_id,
    )
    assert context.permissions == DEFAULT_ROLES["biller"]


def test_the_secret_is_kept_nowhere_and_not_answered_twice():
    firm = an_organization()
    context = replace(firm.context(), idempotency_key="make the shop's key")
    first = create_api_key(name="Shop", role="biller", context=context)
    assert first.secret is not None
    secret = first.secret.get_secret_value()

    again = create_api_key(name="Shop", role="biller", context=context)

    assert (again.api_key_id, again.prefix, again.secret) == (first.api_key_id, first.prefix, None)
    assert secret.removeprefix(first.prefix) not in str(everything_of(firm.id))
    assert secret not in repr(first)
    with scope(firm.id):
        (summary,) = api_keys()
    assert (summary.name, summary.prefix, summary.role) == ("Shop", first.prefix, "biller")


def test_every_key_that_is_not_in_force_is_refused_in_the_same_words():
    firm, other = an_organization(), an_organization()
    _, good = a_key(firm)
    _, expiring = a_key(firm, expires_at=NOON + timedelta(days=1))
    revoked_id, revoked = a_key(firm)
    revoke_api_key(api_key_id=revoked_id, context=firm.context(at=NOON))
    just_before, expiry = NOON + timedelta(days=1, microseconds=-1), NOON + timedelta(days=1)
    assert context_of_api_key(expiring, at=just_before).organization_id == firm.id

    wrong = [
        revoked,
        good[:-1] + ("a" if good[-1] != "a" else "b"),
        good.replace(firm.id.hex, other.id.hex),
        good.replace(firm.id.hex, new_identifier().hex),
        "openbill_x_y_z",
        "",
    ]
    with nothing_changes(firm.id, other.id):
        refusals = []
        for secret, at in [*((secret, None) for secret in wrong), (expiring, expiry)]:
            with pytest.raises(ApiKeyNotAccepted) as refused:
                context_of_api_key(secret, at=at)
            refusals.append(str(refused.value))
    assert len(refusals) == 7
    assert len(set(refusals)) == 1


def test_refuses_a_key_that_cannot_be_and_makes_none():
    firm = an_organization()
    few = firm.context(at=NOON, permissions=frozenset({"organizations.manage_people"}))
    with nothing_changes(firm.id):
        with pytest.raises(ExpiryIsPast):
            a_key(firm, expires_at=NOON)
        with pytest.raises(RoleUnknown):
            a_key(firm, role="robot")
        with pytest.raises(NameMissing):
            create_api_key(name="", role="biller", context=firm.context())
        with pytest.raises(PermissionNotHeld):
            create_api_key(name="Shop", role="biller", context=few)


def test_a_key_is_revoked_once():
    firm = an_organization()
    key_id, _ = a_key(firm)
    revoke_api_key(api_key_id=key_id, context=firm.context())
    with nothing_changes(firm.id):
        with pytest.raises(ApiKeyAlreadyRevoked):
            revoke_api_key(api_key_id=key_id, context=firm.context())
        with pytest.raises(ApiKeyUnknown):
            revoke_api_key(api_key_id=new_identifier(), context=firm.context())


def a_persons_key(firm: AnOrganization, person: UUID, role: str, **more: datetime) -> tuple[UUID, str]:
    created = create_api_key(name=f"{role} key", role=role, context=acting_as(firm, person), **more)
    assert created.secret is not None
    return created.api_key_id, created.secret.get_secret_value()


def test_a_removed_persons_keys_end_with_the_person():
    firm = an_organization()
    a_member(firm, "owner")
    leaver, stayer = a_member(firm, "owner"), a_member(firm, "owner")
    key, secret = a_persons_key(firm, leaver, "owner")
    made_by_the_key = create_api_key(name="Second", role="sales", context=context_of_api_key(secret)).api_key_id
    _, of_another = a_persons_key(firm, stayer, "owner")
    _, of_nobody = a_key(firm)
    with scope(firm.id):
        assert {each.made_by for each in api_keys()} == {leaver, stayer, None}

    ended = remove_member(user_id=leaver, context=firm.context())

    assert set(ended.api_key_ids) == {key, made_by_the_key}
    with pytest.raises(ApiKeyNotAccepted):
        context_of_api_key(secret)
    for other in (of_another, of_nobody):
        assert context_of_api_key(other).organization_id == firm.id
    with scope(firm.id):
        events = StoredEvent.objects.filter(organization_id=firm.id, kind="ApiKeyWasRevoked")
        told = {event.payload["api_key_id"] for event in events}
        assert told == {str(key), str(made_by_the_key)}
        act = CommandLogEntry.objects.get(organization_id=firm.id, name="remove_member")
        assert set(act.result["api_key_ids"]) == told
        assert {each.id for each in api_keys() if each.revoked_at} == {key, made_by_the_key}


def test_a_role_that_is_taken_ends_the_keys_that_need_it():
    firm = an_organization()
    person = a_member(firm, "owner")
    a_member(firm, "owner")
    grant_role(user_id=person, role="auditor", context=firm.context())
    wide, _ = a_persons_key(firm, person, "owner")
    middle, _ = a_persons_key(firm, person, "biller")
    _, narrow = a_persons_key(firm, person, "auditor")
    over, _ = a_persons_key(firm, person, "owner", expires_at=datetime.now(UTC) + timedelta(days=1))
    revoke_api_key(api_key_id=over, context=firm.context())

    ended = revoke_role(user_id=person, role="owner", context=firm.context())

    assert set(ended.api_key_ids) == {wide, middle}
    assert context_of_api_key(narrow).permissions == DEFAULT_ROLES["auditor"]
    last = revoke_role(user_id=person, role="auditor", context=firm.context())
    assert len(last.api_key_ids) == 1
    with pytest.raises(ApiKeyNotAccepted):
        context_of_api_key(narrow)
