"""Names hold no control characters: whoever reads them on a screen or in a file reads what is there."""

from collections.abc import Callable

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.customers.commands.create_customer import create_customer
from openbill.foundation.context import operator_context
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.organizations.commands.change_legal_entity import change_legal_entity
from openbill.organizations.commands.change_role import change_role
from openbill.organizations.commands.change_settings import change_settings
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.create_organization import create_organization
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.commands.grant_role import grant_role
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.commands.revoke_role import revoke_role
from openbill.organizations.errors import EmailWrong, NameMissing, UnseenCharacter
from openbill.organizations.queries.organizations import organizations
from openbill.primitives.identifiers import new_identifier

WRONG = [
    ("Acme\nLtd", "U+000A"),
    ("Acme\tLtd", "U+0009"),
    ("Acme\r", "U+000D"),
    ("\x1b[2JAcme", "U+001B"),
    ("Acme\x00", "U+0000"),
    ("Acme\u202edtL", "U+202E"),
    ("Acme\u2067", "U+2067"),
    ("Acme\udcff", "U+DCFF"),
]

Act = Callable[[AnOrganization, str], object]
ACTS: dict[str, tuple[str, Act]] = {
    "add_legal_entity": (
        "name",
        lambda firm, text: add_legal_entity(code="PL", name=text, currency="PLN", context=firm.context()),
    ),
    "add_legal_entity, by its code": (
        "code",
        lambda firm, text: add_legal_entity(code=text, name="Anna", currency="PLN", context=firm.context()),
    ),
    "change_legal_entity": (
        "name",
        lambda firm, text: change_legal_entity(legal_entity_id=firm.legal_entity_id, name=text, context=firm.context()),
    ),
    "change_settings": ("name", lambda firm, text: change_settings(name=text, context=firm.context())),
    "create_role": (
        "name",
        lambda firm, text: create_role(name=text, permissions=["customers.view"], context=firm.context()),
    ),
    "change_role": ("role", lambda firm, text: change_role(role=text, permissions=[], context=firm.context())),
    "grant_role": (
        "role",
        lambda firm, text: grant_role(user_id=new_identifier(), role=text, context=firm.context()),
    ),
    "revoke_role": (
        "role",
        lambda firm, text: revoke_role(user_id=new_identifier(), role=text, context=firm.context()),
    ),
    "invite_user": (
        "name",
        lambda firm, text: invite_user(email="maria@example.com", role="collector", name=text, context=firm.context()),
    ),
    "create_api_key": (
        "name",
        lambda firm, text: create_api_key(name=text, role="collector", context=firm.context()),
    ),
    "add_bank_account": (
        "name",
        lambda firm, text: add_bank_account(
            legal_entity_id=firm.legal_entity_id,
            name=text,
            currency="EUR",
            account_number="1",
            context=firm.context(),
        ),
    ),
}


@pytest.mark.parametrize(("text", "character"), WRONG, ids=[character for _, character in WRONG])
def test_no_organization_is_founded_under_such_a_name(text: str, character: str):
    before = organizations()
    with pytest.raises(UnseenCharacter) as refused:
        create_organization(name=text, currency="EUR", context=operator_context(new_identifier()))
    assert refused.value.message == f"The name holds the control character {character}."
    assert refused.value.remedy == (
        "Remove it: it cannot be seen, and changes how the text around it is shown. Line breaks and tabs are such."
    )
    assert organizations() == before


def test_no_organization_is_founded_without_a_name():
    with pytest.raises(NameMissing, match="The name is blank"):
        create_organization(name="  ", currency="EUR", context=operator_context(new_identifier()))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("text", "character"), WRONG, ids=[character for _, character in WRONG])
def test_every_other_name_is_refused_and_nothing_changes(act: str, text: str, character: str):
    firm = an_organization()
    field, attempt = ACTS[act]
    with nothing_changes(firm.id), pytest.raises(UnseenCharacter) as refused:
        attempt(firm, text)
    assert refused.value.message == f"The {field} holds the control character {character}."


@pytest.mark.parametrize("text", ["Anna\nLtd", "Anna\u202edtL"])
def test_a_customers_name_is_refused_by_the_same_rule(text: str):
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(UnseenCharacter, match="The name holds the control character"):
        create_customer(name=text, context=firm.context())


@pytest.mark.parametrize("email", ["ma\x1bria@example.com", "ma\u202eria@example.com"])
def test_an_address_with_such_a_character_is_none(email: str):
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(EmailWrong):
        invite_user(email=email, role="collector", context=firm.context())


def test_names_in_any_script_are_taken_without_the_space_around_them():
    firm = an_organization()
    for name in (f" نمونه\u200cها {firm.id} ", f"株式会社 {firm.id}", f"Müller & Söhne {firm.id}"):
        change_settings(name=name, context=firm.context())
        assert [each.name for each in organizations() if each.id == firm.id] == [name.strip()]
