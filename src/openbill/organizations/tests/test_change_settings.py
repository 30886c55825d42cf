"""An organization's settings change one by one, and only to what is possible."""

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.foundation.tenancy import scope
from openbill.organizations.commands.change_settings import change_settings
from openbill.organizations.errors import (
    LanguageUnknown,
    NameMissing,
    OrganizationNameTaken,
    TimeZoneUnknown,
    WriteOffLimitWrong,
)
from openbill.organizations.models import Organization
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money


def read(organization: AnOrganization) -> Organization:
    with scope(organization.id):
        return Organization.objects.get(id=organization.id)


def test_changes_what_is_given_and_leaves_the_rest():
    firm = an_organization()

    change_settings(language="pt-br", write_off_limit=Money.of("50.00", "EUR"), context=firm.context())

    settings = read(firm)
    assert (settings.language, settings.write_off_limit_minor, settings.time_zone) == ("pt-BR", 5000, "UTC")
    change_settings(name=f"New {firm.id}", time_zone="Asia/Tokyo", context=firm.context())
    settings = read(firm)
    assert (settings.name, settings.time_zone, settings.language) == (f"New {firm.id}", "Asia/Tokyo", "pt-BR")
    assert settings.write_off_limit_minor == 5000


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": " "}, NameMissing),
        ({"language": "klingon"}, LanguageUnknown),
        ({"time_zone": "Europe/Berlim"}, TimeZoneUnknown),
        ({"write_off_limit": Money.of("-1.00", "EUR")}, WriteOffLimitWrong),
        ({"write_off_limit": Money.of("1.00", "USD")}, WriteOffLimitWrong),
    ],
)
def test_refuses_what_is_not_possible_and_changes_nothing(change: dict[str, object], refusal: type[Refusal]):
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(refusal):
        change_settings(**change, context=firm.context())


def test_the_refusal_of_a_time_zone_names_the_nearest():
    firm = an_organization()
    with pytest.raises(TimeZoneUnknown, match="Europe/Berlin"):
        change_settings(time_zone="Europe/Berlim", context=firm.context())


def test_refuses_the_name_of_another_organization_whatever_its_capitals():
    firm, other = an_organization(), an_organization()
    with nothing_changes(firm.id, other.id), pytest.raises(OrganizationNameTaken):
        change_settings(name=read(other).name.upper(), context=firm.context())
