"""Organizations of an installation are found by name, and those that there are are named."""

import pytest
from tests.support.organizations import an_organization

from openbill.organizations.errors import OrganizationUnknown
from openbill.organizations.queries.organizations import organization_named, organizations


def test_finds_an_organization_whatever_the_capitals():
    firm = an_organization("CHF", time_zone="Europe/Zurich", language="de")
    found = organization_named(f" TEST {firm.id} ".upper())
    assert (found.id, found.currency, found.time_zone, found.language, found.is_in_safe_mode) == (
        firm.id,
        "CHF",
        "Europe/Zurich",
        "de",
        True,
    )
    assert found in organizations()


def test_refuses_an_unknown_name_and_names_the_known_ones():
    firm = an_organization()
    with pytest.raises(OrganizationUnknown, match=str(firm.id)):
        organization_named("No such firm")
