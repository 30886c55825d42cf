"""Legal entities are added and changed; what their books rest on is for ever."""

from datetime import date

import pytest
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes

from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.organizations.commands.change_legal_entity import change_legal_entity
from openbill.organizations.errors import (
    BooksUnknown,
    CountryUnknown,
    LegalEntityCodeTaken,
    LegalEntityUnknown,
    NameMissing,
    TimeZoneUnknown,
)
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.primitives.currency import UnknownCurrency
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier

POLAND = {"code": "PL", "name": "Anna Polska", "currency": "PLN"}


def test_adds_a_legal_entity_in_the_organizations_time_zone_unless_said_otherwise():
    firm = an_organization(time_zone="Europe/Berlin")

    added = add_legal_entity(
        **POLAND, country="pl", books="mirror", cut_over_date=date(2026, 1, 1), context=firm.context()
    )

    with scope(firm.id):
        main, poland = legal_entities()
    assert (main.id, main.is_default) == (firm.legal_entity_id, True)
    assert (poland.id, poland.is_default) == (added.legal_entity_id, False)
    assert (poland.code, poland.name, poland.currency, poland.country) == ("PL", "Anna Polska", "PLN", "PL")
    assert (poland.time_zone, poland.books, poland.cut_over_date) == (
        "Europe/Berlin",
        "mirror",
        date(2026, 1, 1),
    )


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"code": "MAIN"}, LegalEntityCodeTaken),
        ({"code": " "}, NameMissing),
        ({"name": ""}, NameMissing),
        ({"currency": "PLX"}, UnknownCurrency),
        ({"country": "EU"}, CountryUnknown),
        ({"time_zone": "Warsaw"}, TimeZoneUnknown),
        ({"books": "erp"}, BooksUnknown),
    ],
)
def test_refuses_what_is_not_possible_and_adds_nothing(wrong: dict[str, str], refusal: type[Refusal]):
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(refusal):
        add_legal_entity(**{**POLAND, **wrong}, context=firm.context())


def test_changes_what_is_given():
    firm = an_organization()

    change_legal_entity(
        legal_entity_id=firm.legal_entity_id,
        vat_number="DE123456789",
        cut_over_date=date(2026, 2, 1),
        context=firm.context(),
    )

    with scope(firm.id):
        (entity,) = legal_entities()
    assert (entity.vat_number, entity.cut_over_date, entity.code, entity.time_zone) == (
        "DE123456789",
        date(2026, 2, 1),
        "MAIN",
        "UTC",
    )


def test_refuses_an_unknown_legal_entity_and_names_the_known_ones():
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(LegalEntityUnknown, match="Known are: MAIN"):
        change_legal_entity(legal_entity_id=new_identifier(), name="X", context=firm.context())
