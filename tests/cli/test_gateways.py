"""Gateways are connected, listed and disconnected at the shell; secrets are never shown."""

import re

from tests.support.organizations import an_organization

from openbill.foundation.tenancy import scope
from openbill.gateways.queries.access_of_account import access_of_account, gateways
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode

from .program import Inside


def test_the_test_gateway_is_connected_listed_and_disconnected(openbill: Inside):
    firm = an_organization()
    name = ("--organization", f"Test {firm.id}")
    assert openbill("gateway", "list", *name).out == "No gateway is connected.\n"

    made = openbill("gateway", "connect", "test", *name)

    with scope(firm.id):
        (account,) = gateways()
        secret = access_of_account(account.id).secrets["notice_secret"]
    assert f"/api/gateway-notices/{firm.id}/{account.id}" in made.out
    listed = openbill("gateway", "list", *name).out
    assert re.match(rf"{account.id}  test  \S+  http", listed)
    assert secret not in made.out + listed

    assert openbill("gateway", "connect", "test", *name).code == 1
    assert "forgotten" in openbill("gateway", "disconnect", str(account.id), *name).out
    assert openbill("gateway", "disconnect", str(account.id), *name).code == 1
    with scope(firm.id):
        assert gateways() == []


def test_the_test_gateway_is_refused_outside_of_safe_mode(openbill: Inside):
    firm = an_organization()
    leave_safe_mode(context=firm.context())

    refused = openbill("gateway", "connect", "test", "--organization", f"Test {firm.id}")

    assert refused.code == 1
    with scope(firm.id):
        assert gateways() == []
