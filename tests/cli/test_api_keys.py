"""Keys of programs are made, listed and revoked at the shell; the secret is shown once."""

import re

from tests.support.api import Program
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes

from .program import Inside


def test_a_key_is_made_listed_and_revoked(openbill: Inside):
    firm = an_organization()
    name = ("--organization", f"Test {firm.id}")

    made = openbill("api-key", "create", "the shop", "--role", "auditor", "--expires", "2100-12-31", *name)

    (secret,) = re.findall(r"openbill_[0-9a-f]{32}_[A-Za-z0-9_-]+", made.out)
    assert Program(secret).get("/organization").said["id"] == str(firm.id)
    listed = openbill("api-key", "list", *name, "--format", "json")
    (key,) = listed.json
    assert (key["name"], key["role"], key["expires_at"]) == ("the shop", "auditor", "2100-12-31T23:59:59.999999+00:00")
    assert secret not in listed.out + openbill("api-key", "list", *name).out

    assert openbill("api-key", "revoke", key["id"], *name).out == "Revoked.\n"
    assert Program(secret).get("/organization").status == 401
    assert openbill("api-key", "revoke", key["id"], *name).code == 1


def test_a_key_of_an_unknown_role_or_of_the_past_is_refused(openbill: Inside):
    firm = an_organization()
    name = ("--organization", f"Test {firm.id}")

    with nothing_changes(firm.id):
        for words in (("--role", "emperor"), ("--role", "auditor", "--expires", "2001-01-01"), ()):
            assert openbill("api-key", "create", "x", *words, *name).code in (1, 2)
    assert openbill("api-key", "list", *name).out == "There is no key.\n"
