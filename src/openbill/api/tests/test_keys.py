"""A program is known by its key alone, and told how often it may ask."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.support.api import Program, a_program, a_secret
from tests.support.members import a_member, acting_as
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.api import keys
from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.commands.revoke_api_key import revoke_api_key
from openbill.organizations.queries.api_keys import api_keys


def test_a_key_shows_its_own_organization():
    firm = an_organization(name="Huber of the API")

    answer = a_program(firm).get("/organization")

    assert answer.status == 200
    assert answer.said["name"] == "Huber of the API"
    assert answer.said["write_off_limit"] == {"amount": "0.00", "currency": "EUR"}
    assert answer.headers["Cache-Control"] == "private, no-store"


def refused_secrets() -> list[str]:
    firm = an_organization()
    good = a_secret(firm)
    revoked = create_api_key(name="revoked", role="owner", context=firm.context())
    revoke_api_key(api_key_id=revoked.api_key_id, context=firm.context())
    past = datetime.now(UTC) - timedelta(days=2)
    expired = create_api_key(
        name="old", role="owner", expires_at=past + timedelta(days=1), context=firm.context(at=past)
    )
    return [
        good[:-1] + ("a" if good[-1] != "a" else "b"),
        good.replace("openbill_", "openbill_0", 1),
        "openbill_" + "0" * 32 + "_" + good.split("_", 2)[2],
        revoked.secret.get_secret_value(),
        expired.secret.get_secret_value(),
        "x" * 5_000,
        "",
    ]


def test_missing_wrong_expired_and_revoked_keys_are_answered_alike():
    answers = [Program().get("/organization")]
    answers += [Program().get("/organization", authorization=f"Bearer {secret}") for secret in refused_secrets()]
    answers += [Program().get("/organization", authorization=text) for text in ("Basic YTpi", "Bearer", "\xff \xff")]

    assert {answer.status for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {'Bearer realm="openbill"'}
    assert answers[0].headers["Content-Type"] == "application/problem+json"
    assert answers[0].said == {
        "type": "https://github.com/openbill/openbill/blob/main/docs/reference/errors.md#key_missing",
        "title": "Unauthorized",
        "status": 401,
        "detail": "The request names no key that is accepted.",
        "code": "key_missing",
        "remedy": "Send it as: Authorization: Bearer <secret>.",
    }


def test_a_session_is_no_key():
    firm = an_organization()
    program = Program(client=at_work(firm))
    assert program.client.get("/customers").status_code == 200

    with nothing_changes(firm.id):
        assert program.get("/organization").status == 401
        assert program.post("/roles", {"name": "x", "permissions": []}).status == 401


def test_a_key_that_may_not_is_told_which_permission_is_needed():
    firm = an_organization()
    program = a_program(firm, "auditor")

    with nothing_changes(firm.id):
        answer = program.post("/roles", {"name": "x", "permissions": []})

    assert (answer.status, answer.code) == (403, "permission_missing")
    assert "organizations.manage_people" in answer.said["detail"]


def test_each_answer_says_how_often_the_key_may_still_ask():
    program = a_program(an_organization())

    first, second = program.get("/organization"), program.get("/nothing-at-all")
    third = program.get("/organization")

    assert first.headers["RateLimit-Policy"] == '"key";q=600;w=60'
    assert first.headers["RateLimit"].startswith('"key";r=599;t=')
    assert "RateLimit" not in second.headers
    assert third.headers["RateLimit"].startswith('"key";r=598;t=')


def test_a_key_that_asks_too_often_waits_and_others_do_not(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keys, "REQUESTS", 2)
    firm = an_organization()
    program, other = a_program(firm), a_program(firm)
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start)
    assert [program.get("/organization").status for _ in range(2)] == [200, 200]

    with nothing_changes(firm.id):
        refused = program.post("/roles", {"name": "x", "permissions": []})

    assert (refused.status, refused.code) == (429, "too_many_requests")
    assert refused.headers["Retry-After"] == "61"
    assert refused.headers["RateLimit"] == '"key";r=0;t=61'
    assert other.get("/organization").status == 200
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=60))
    assert program.get("/organization").status == 200


def test_a_key_may_make_no_key_that_may_more():
    firm = an_organization()
    program = a_program(firm, "owner")
    permissions = ["organizations.manage_people", "organizations.view", "customers.view_all"]
    program.post("/roles", {"name": "people", "permissions": permissions})
    people = a_program(firm, "people")

    with nothing_changes(firm.id):
        refused = people.post("/api-keys", {"name": "more", "role": "owner"})
    made = people.post("/api-keys", {"name": "same", "role": "people"}, key="once")
    again = people.post("/api-keys", {"name": "same", "role": "people"}, key="once")

    assert (refused.status, refused.code) == (403, "permission_not_held")
    assert (made.status, again.status) == (201, 201)
    assert Program(made.said["secret"]).get("/organization").status == 200
    assert again.said == {**made.said, "secret": None}
    assert again.headers["Idempotency-Replayed"] == "true"
    with scope(firm.id):
        assert [key.name for key in api_keys()].count("same") == 1


def test_a_key_that_manages_people_acts_on_nobody_who_may_do_more():
    firm = an_organization()
    owner, other = a_member(firm, "owner"), a_member(firm, "owner")
    a_member(firm, "AR manager")
    owners_key = create_api_key(name="Shop", role="owner", context=firm.context()).api_key_id
    permissions = ["organizations.manage_people", "organizations.view", "customers.view", "customers.view_all"]
    create_role(name="people", permissions=permissions, context=firm.context())
    program = a_program(firm, "people")
    email = next(each["email"] for each in program.get("/members").said["data"] if each["user_id"] == str(owner))

    with nothing_changes(firm.id):
        answers = [
            program.call("DELETE", f"/members/{owner}"),
            program.call("DELETE", f"/members/{other}/roles/owner"),
            program.post("/members", {"email": email, "role": "people"}),
            program.call("DELETE", f"/api-keys/{owners_key}"),
            program.call("PUT", "/roles/AR%20manager/permissions", {"permissions": []}),
        ]

    assert [(answer.status, answer.code) for answer in answers] == [
        (403, "person_holds_more"),
        (403, "person_holds_more"),
        (403, "person_holds_more"),
        (403, "key_holds_more"),
        (403, "role_is_held_by_more"),
    ]


def test_a_removed_owners_key_opens_nothing_and_the_answer_names_it():
    firm = an_organization()
    leaver = a_member(firm, "owner")
    a_member(firm, "owner")
    made = create_api_key(name="Shop", role="owner", context=acting_as(firm, leaver))
    assert made.secret is not None
    shop, program = Program(made.secret.get_secret_value()), a_program(firm)
    assert shop.get("/organization").status == 200
    (listed,) = [key for key in program.get("/api-keys").said["data"] if key["made_by"]]
    assert (listed["id"], listed["made_by"]) == (str(made.api_key_id), str(leaver))

    removed = program.call("DELETE", f"/members/{leaver}")

    assert (removed.status, removed.said) == (200, {"api_key_ids": [str(made.api_key_id)]})
    assert shop.get("/organization").status == 401
