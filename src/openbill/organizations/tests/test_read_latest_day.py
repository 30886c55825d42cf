"""The latest day is that of the firm and its companies, and no earlier than that of an act that names no day."""

from datetime import UTC, date, datetime

import pytest
from tests.support.organizations import an_organization

from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.organizations.commands.change_settings import change_settings
from openbill.organizations.commands.read_latest_day import read_latest_day


@pytest.mark.parametrize(
    ("firms", "companys", "at", "latest"),
    [
        ("Europe/Berlin", "Europe/Berlin", "2026-06-01T21:30", "2026-06-01"),
        ("Europe/Berlin", "Europe/Berlin", "2026-06-01T22:30", "2026-06-02"),
        ("Europe/Berlin", "Asia/Tokyo", "2026-06-01T15:30", "2026-06-02"),
        ("America/Los_Angeles", "America/Los_Angeles", "2026-06-02T02:00", "2026-06-02"),
    ],
)
def test_it_is_the_latest_of_all_their_zones(firms: str, companys: str, at: str, latest: str):
    firm = an_organization()
    change_settings(time_zone=firms, context=firm.context())
    add_legal_entity(code="B", name="Second", currency="EUR", time_zone=companys, context=firm.context())
    with scope(firm.id):
        found = read_latest_day(context=firm.context(at=datetime.fromisoformat(at).replace(tzinfo=UTC)))
    assert found == date.fromisoformat(latest)
