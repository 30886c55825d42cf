"""Customers are added under a number of their own and changed field by field."""

from datetime import UTC, datetime

import pytest
from tests.support.customers import a_customer, details_of
from tests.support.organizations import an_organization
from tests.support.unchanged import everything_of, nothing_changes

from openbill.customers.commands.change_customer import change_customer
from openbill.customers.commands.create_customer import create_customer
from openbill.customers.errors import CustomerNumberTaken, CustomerUnknown, TermsOutOfRange
from openbill.foundation.command_log.personal_payload import destroy_subject_key, read_personal_payload
from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.command_log.verify_chain import broken_links
from openbill.foundation.models import CommandLogEntry
from openbill.foundation.tenancy import scope
from openbill.organizations.errors import CountryUnknown, LanguageUnknown, NameMissing, TimeZoneUnknown
from openbill.primitives.currency import UnknownCurrency
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier


def test_numbers_follow_each_other_and_pass_over_those_in_use():
    firm = an_organization()
    numbers = ["", "", "C-000003", "C-000004", ""]

    created = [create_customer(name="Anna", number=number, context=firm.context()).number for number in numbers]

    assert created[:4] == ["C-000001", "C-000002", "C-000003", "C-000004"]
    assert created[4] not in created[:4]
    assert create_customer(name="Anna", context=firm.context()).number not in created


def test_keeps_what_is_given_in_its_usual_spelling():
    firm = an_organization()
    anna = a_customer(
        firm,
        " Anna Muster ",
        number=" 4711 ",
        is_natural_person=True,
        language="DE-at",
        time_zone="Europe/Vienna",
        country="at",
        currency="EUR",
        vat_number="ATU12345678",
        terms_days=30,
    )
    found = details_of(firm, anna)
    assert (found.number, found.name, found.is_natural_person) == ("4711", "Anna Muster", True)
    assert (found.language, found.time_zone, found.country) == ("de-AT", "Europe/Vienna", "AT")
    assert (found.currency, found.vat_number, found.terms_days) == ("EUR", "ATU12345678", 30)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": " "}, NameMissing),
        ({"number": "4711"}, CustomerNumberTaken),
        ({"language": "xx"}, LanguageUnknown),
        ({"time_zone": "Mars"}, TimeZoneUnknown),
        ({"country": "UK"}, CountryUnknown),
        ({"currency": "EURO"}, UnknownCurrency),
        ({"terms_days": -1}, TermsOutOfRange),
        ({"terms_days": 3651}, TermsOutOfRange),
        ({"parent_id": new_identifier()}, CustomerUnknown),
    ],
)
def test_refuses_what_is_not_possible_and_changes_nothing(wrong: dict[str, object], refusal: type[Refusal]):
    firm = an_organization()
    a_customer(firm, number="4711")
    other = a_customer(firm)
    with nothing_changes(firm.id):
        with pytest.raises(refusal):
            create_customer(**{"name": "Anna", **wrong}, context=firm.context())
        if "parent_id" not in wrong:
            with pytest.raises(refusal):
                change_customer(customer_id=other, **wrong, context=firm.context())


def test_changes_what_is_given_and_takes_away_what_is_given_blank():
    firm = an_organization()
    anna = a_customer(firm, country="DE", vat_number="DE1", terms_days=30)

    change_customer(customer_id=anna, name="Anna GmbH", vat_number="", context=firm.context())
    found = details_of(firm, anna)
    assert (found.name, found.vat_number, found.country, found.terms_days) == ("Anna GmbH", "", "DE", 30)

    change_customer(customer_id=anna, terms_days=None, context=firm.context())
    assert details_of(firm, anna).terms_days is None


def test_refuses_a_customer_that_is_not_there():
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(CustomerUnknown):
        change_customer(customer_id=new_identifier(), name="X", context=firm.context())


def test_a_name_is_in_neither_the_log_nor_the_events():
    firm = an_organization()
    anna = a_customer(firm, "Xaveria Unmistakable", is_natural_person=True)
    change_customer(customer_id=anna, name="Xaveria Remarried", context=firm.context())
    rows = everything_of(firm.id)
    assert "Remarried" in str(rows["customer"])
    assert "Xaveria" not in str({table: found for table, found in rows.items() if table != "customer"})


def test_a_forgotten_customers_name_is_unreadable_in_the_log_and_the_chain_still_verifies():
    firm = an_organization()
    anna = a_customer(firm, "Anna Muster", is_natural_person=True)
    seal_commands(firm.id)
    with scope(firm.id):
        entry = CommandLogEntry.objects.get(organization_id=firm.id, name="create_customer")
        assert read_personal_payload(organization_id=firm.id, command_id=entry.id) == {"name": "Anna Muster"}

        destroy_subject_key(organization_id=firm.id, subject_id=anna, at=datetime.now(UTC))

        assert read_personal_payload(organization_id=firm.id, command_id=entry.id) is None
    assert list(broken_links(firm.id)) == []
    change_customer(customer_id=anna, name="Anna Again", context=firm.context())
    seal_commands(firm.id)
    with scope(firm.id):
        entry = CommandLogEntry.objects.get(organization_id=firm.id, name="change_customer")
        assert read_personal_payload(organization_id=firm.id, command_id=entry.id) is None
    assert list(broken_links(firm.id)) == []
