"""The people at a customer, where it is written to, and what others call it."""

from datetime import UTC, datetime

import pytest
from tests.support.customers import a_contact, a_customer, details_of
from tests.support.organizations import an_organization
from tests.support.unchanged import everything_of, nothing_changes

from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.add_external_id import add_external_id
from openbill.customers.commands.change_contact import change_contact
from openbill.customers.commands.remove_contact import remove_contact
from openbill.customers.commands.set_address import set_address
from openbill.customers.errors import (
    AddressBlank,
    ContactAlreadyRemoved,
    ContactRoleUnknown,
    ContactUnknown,
    CustomerUnknown,
    ExternalIdTaken,
    PhoneNumberWrong,
    PreferredChannelBlank,
    PurposeUnknown,
)
from openbill.customers.types import AddressDetails, ContactDetails, ExternalId
from openbill.foundation.command_log.personal_payload import destroy_subject_key, read_personal_payload
from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.command_log.verify_chain import broken_links
from openbill.foundation.models import CommandLogEntry
from openbill.foundation.tenancy import scope
from openbill.organizations.errors import CountryUnknown, EmailWrong, LanguageUnknown, NameMissing
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier


def test_a_contact_is_kept_with_role_and_channels():
    firm = an_organization()
    anna = a_customer(firm)

    contact_id = add_contact(
        customer_id=anna,
        name="Maria",
        role="management",
        mobile="+49 170 1234567",
        language="de",
        time_zone="Europe/Berlin",
        context=firm.context(),
    ).contact_id

    assert details_of(firm, anna).contacts == (
        ContactDetails(
            id=contact_id,
            name="Maria",
            role="management",
            language="de",
            time_zone="Europe/Berlin",
            email="",
            phone="",
            mobile="+49 170 1234567",
            preferred_channel="mobile",
            is_active=True,
        ),
    )


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": " "}, NameMissing),
        ({"role": "boss"}, ContactRoleUnknown),
        ({"email": "maria"}, EmailWrong),
        ({"phone": "none"}, PhoneNumberWrong),
        ({"preferred_channel": "mobile"}, PreferredChannelBlank),
        ({"language": "xx"}, LanguageUnknown),
    ],
)
def test_refuses_a_contact_that_cannot_be_and_changes_nothing(wrong: dict[str, str], refusal: type[Refusal]):
    firm = an_organization()
    anna = a_customer(firm)
    maria = a_contact(firm, anna, email="maria@example.com")
    with nothing_changes(firm.id):
        with pytest.raises(refusal):
            add_contact(**{"customer_id": anna, "name": "Paul", **wrong}, context=firm.context())
        with pytest.raises(refusal):
            change_contact(contact_id=maria, **wrong, context=firm.context())


def test_changing_a_contact_keeps_the_preferred_channel_while_it_is_there():
    firm = an_organization()
    anna = a_customer(firm)
    maria = a_contact(firm, anna, email="maria@example.com", phone="030 901820", preferred_channel="phone")

    change_contact(contact_id=maria, email="m@example.com", context=firm.context())
    (found,) = details_of(firm, anna).contacts
    assert (found.email, found.preferred_channel) == ("m@example.com", "phone")

    change_contact(contact_id=maria, phone="", role="legal", context=firm.context())
    (found,) = details_of(firm, anna).contacts
    assert (found.phone, found.preferred_channel, found.role, found.name) == ("", "email", "legal", "Maria")


def test_a_removed_contact_stays_known_and_is_changed_no_more():
    firm = an_organization()
    anna = a_customer(firm)
    maria, paul = a_contact(firm, anna, "Maria"), a_contact(firm, anna, "Paul")

    remove_contact(contact_id=maria, context=firm.context())

    assert [(contact.id, contact.is_active) for contact in details_of(firm, anna).contacts] == [
        (paul, True),
        (maria, False),
    ]
    with nothing_changes(firm.id):
        with pytest.raises(ContactAlreadyRemoved):
            remove_contact(contact_id=maria, context=firm.context())
        with pytest.raises(ContactAlreadyRemoved):
            change_contact(contact_id=maria, name="M", context=firm.context())
        with pytest.raises(ContactUnknown):
            remove_contact(contact_id=new_identifier(), context=firm.context())


def test_an_address_for_a_purpose_is_set_as_a_whole():
    firm = an_organization()
    anna = a_customer(firm)
    set_address(
        customer_id=anna,
        street="Weg 1",
        postal_code="10115",
        city="Berlin",
        country="de",
        context=firm.context(),
    )
    set_address(customer_id=anna, purpose="delivery", city="Potsdam", context=firm.context())
    set_address(customer_id=anna, street="Weg 2", city="Bonn", context=firm.context())
    assert details_of(firm, anna).addresses == (
        AddressDetails("billing", "", "Weg 2", "", "Bonn", "", ""),
        AddressDetails("delivery", "", "", "", "Potsdam", "", ""),
    )


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"purpose": "holiday"}, PurposeUnknown),
        ({"city": " "}, AddressBlank),
        ({"country": "XX"}, CountryUnknown),
        ({"customer_id": new_identifier()}, CustomerUnknown),
    ],
)
def test_refuses_an_address_that_cannot_be(wrong: dict[str, object], refusal: type[Refusal]):
    firm = an_organization()
    anna = a_customer(firm)
    with nothing_changes(firm.id), pytest.raises(refusal):
        set_address(**{"customer_id": anna, "city": "Bonn", **wrong}, context=firm.context())


def test_a_number_elsewhere_belongs_to_one_customer():
    firm = an_organization()
    anna, bert = a_customer(firm, number="A"), a_customer(firm, number="B")
    add_external_id(customer_id=anna, source="sap", external_id="0004711", context=firm.context())
    add_external_id(customer_id=bert, source="shop", external_id="0004711", context=firm.context())
    assert details_of(firm, anna).external_ids == (ExternalId("sap", "0004711"),)
    with nothing_changes(firm.id), pytest.raises(ExternalIdTaken, match="belongs to the customer A"):
        add_external_id(customer_id=bert, source="sap", external_id="0004711", context=firm.context())


def test_neither_log_nor_events_know_a_contact_and_a_forgotten_one_is_unreadable():
    firm = an_organization()
    anna = a_customer(firm, "Firm")
    maria = a_contact(firm, anna, "Xaveria", email="xaveria@example.com", phone="030 901820")
    set_address(customer_id=anna, street="Unmistakable Road", context=firm.context())
    rows = everything_of(firm.id)
    text = str({table: found for table, found in rows.items() if table not in ("contact", "address")})
    assert [word for word in ("averia", "901820", "Unmistakable") if word in text] == []
    seal_commands(firm.id)
    with scope(firm.id):
        entry = CommandLogEntry.objects.get(organization_id=firm.id, name="add_contact")
        payload = read_personal_payload(organization_id=firm.id, command_id=entry.id)
        assert payload == {"name": "Xaveria", "email": "xaveria@example.com", "phone": "030 901820"}

        destroy_subject_key(organization_id=firm.id, subject_id=maria, at=datetime.now(UTC))

        assert read_personal_payload(organization_id=firm.id, command_id=entry.id) is None
    assert list(broken_links(firm.id)) == []
