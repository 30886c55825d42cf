"""What one organization does with customers neither sees nor changes anything of another's."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from tests.support.customers import a_contact, a_customer, deliver_events
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.customers import queries
from openbill.customers.errors import ContactUnknown, CustomerUnknown
from openbill.customers.queries.rows_of_customers import Listing, PageOfRows, RowsOrdered, RowsWanted
from openbill.foundation.tenancy import scope
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier
from openbill.wiring.permission_matrix import import_commands

COMMANDS = {
    definition.name: getattr(importlib.import_module(definition.act.__module__), definition.name)
    for definition in import_commands().values()
    if definition.act.__module__.startswith("openbill.customers.")
}
QUERIES = {
    name: function
    for module in pkgutil.iter_modules(queries.__path__, f"{queries.__name__}.")
    for name, function in vars(importlib.import_module(module.name)).items()
    if callable(function) and getattr(function, "__module__", "") == module.name and name[0] != "_"
    if not isinstance(function, type)
}


@dataclass(frozen=True)
class Theirs:
    """What the other organization has."""

    customer: UUID
    child: UUID
    contact: UUID


ACTS: dict[str, tuple[Callable[[Theirs, UUID], dict[str, object]], type[Refusal] | None]] = {
    "create_customer": (lambda theirs, _: {"name": "X", "parent_id": theirs.customer}, CustomerUnknown),
    "change_customer": (lambda theirs, _: {"customer_id": theirs.customer, "name": "X"}, CustomerUnknown),
    "set_parent": (
        lambda theirs, ours: {"customer_id": ours, "parent_id": theirs.customer},
        CustomerUnknown,
    ),
    "add_contact": (lambda theirs, _: {"customer_id": theirs.customer, "name": "X"}, CustomerUnknown),
    "change_contact": (lambda theirs, _: {"contact_id": theirs.contact, "name": "X"}, ContactUnknown),
    "remove_contact": (lambda theirs, _: {"contact_id": theirs.contact}, ContactUnknown),
    "set_address": (lambda theirs, _: {"customer_id": theirs.customer, "city": "X"}, CustomerUnknown),
    "add_external_id": (
        lambda theirs, _: {"customer_id": theirs.customer, "source": "sap", "external_id": "1"},
        CustomerUnknown,
    ),
    "add_timeline_entry": (
        lambda theirs, _: {
            "customer_id": theirs.customer,
            "event_id": new_identifier(),
            "kind": "X",
            "facts": {},
        },
        CustomerUnknown,
    ),
    "merge_customers": (
        lambda theirs, ours: {"customer_id": theirs.customer, "into_customer_id": ours},
        CustomerUnknown,
    ),
}

CONTACTS = Listing("contact", "page.id")
NO_ROWS = PageOfRows((), 0, is_more=False)

QUESTIONS: dict[str, tuple[Callable[[Theirs], object], object]] = {
    "customer_by_number": (lambda _: "THEIRS", CustomerUnknown),
    "find_customers": (lambda _: "THEIRS", []),
    "rows_of_customers": (lambda _: (str, CONTACTS, RowsWanted(()), RowsOrdered((), descending=False)), NO_ROWS),
    "identifiers_of_rows": (lambda _: (CONTACTS, RowsWanted(())), []),
    "customers_in_order": (lambda _: "THEIRS", []),
    "customers_of_name": (lambda _: "Their name", []),
    "customer_details": (lambda theirs: theirs.customer, CustomerUnknown),
    "group_members": (lambda theirs: theirs.customer, CustomerUnknown),
    "timeline": (lambda theirs: theirs.customer, CustomerUnknown),
    "phones_of_customers": (lambda theirs: [theirs.customer], {}),
    "ancestors_of": (lambda theirs: [theirs.child], set()),
    "parents_around": (lambda theirs: [theirs.child], {}),
    "shown_customers": (lambda theirs: [theirs.customer], {}),
    "with_merged": (lambda theirs: [theirs.customer], set()),
}


@pytest.fixture
def their_firm() -> AnOrganization:
    return an_organization()


@pytest.fixture
def theirs(their_firm: AnOrganization) -> Theirs:
    customer = a_customer(their_firm, "Their name", number="THEIRS")
    found = Theirs(
        customer, a_customer(their_firm, parent_id=customer), a_contact(their_firm, customer, phone="+49 30 1")
    )
    deliver_events(their_firm)
    return found


def test_every_command_and_every_query_is_tried():
    assert ACTS.keys() == COMMANDS.keys()
    # `named_like` and `shown_as` are conditions of other questions; whom the first means, `find_customers` shows.
    assert QUESTIONS.keys() | {"named_like", "is_shown_as", "shown_as"} == QUERIES.keys()


@pytest.mark.parametrize("name", ACTS)
def test_no_command_reaches_another_organization(name: str, their_firm: AnOrganization, theirs: Theirs):
    firm = an_organization()
    ours = a_customer(firm)
    arguments, refusal = ACTS[name]
    with nothing_changes(firm.id, their_firm.id), pytest.raises(refusal):
        COMMANDS[name](**arguments(theirs, ours), context=firm.context())


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_query_shows_another_organization(name: str, their_firm: AnOrganization, theirs: Theirs):
    firm = an_organization()
    argument, answer = QUESTIONS[name]
    given = argument(theirs)
    arguments = given if isinstance(given, tuple) else (given,)
    with scope(their_firm.id):
        assert QUERIES[name](*arguments) not in ([], {}, set(), None, NO_ROWS)
    with scope(firm.id):
        if isinstance(answer, type):
            with pytest.raises(answer):
                QUERIES[name](*arguments)
        else:
            assert QUERIES[name](*arguments) == answer


def test_two_organizations_have_customers_of_the_same_number(their_firm: AnOrganization, theirs: Theirs):
    firm = an_organization()
    with nothing_changes(their_firm.id):
        assert a_customer(firm, number="THEIRS") != theirs.customer
