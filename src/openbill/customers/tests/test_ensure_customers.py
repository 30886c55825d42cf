"""A batch adds the customers that are missing and updates those that are there, in a few statements."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.customers import a_customer, details_of
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.customers.commands.ensure_customers import CUSTOMER_COLUMNS, ensure_customers
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.update_customers import update_customers
from openbill.customers.errors import GroupHasACycle, ParentsUnknown
from openbill.customers.models import Customer
from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.customers.queries.find_customers import find_customers
from openbill.customers.types import CustomerDetails
from openbill.foundation import command as wrapper
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier


@pytest.fixture
def run(request: pytest.FixtureRequest) -> Any:
    """Runs a plain function with a relation of rows inside a command that is there for this test only."""

    @command(permission="customers.manage")
    def bring_in_a_batch(*, add: bool, rows: list[dict[str, Any]], context: Context) -> int:
        """Bring in a batch."""
        act: Callable[..., int] = ensure_customers if add else update_customers
        return act(
            f"(SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS row ({CUSTOMER_COLUMNS}))",
            {"rows": json.dumps(rows)},
            context=context,
        )

    yield bring_in_a_batch
    del wrapper.commands["bring_in_a_batch"]


def row(number: str, name: str | None = None, **values: object) -> dict[str, object]:
    return {"customer_id": str(new_identifier()), "number": number, "name": name, **values}


def named(organization: AnOrganization, number: str) -> CustomerDetails:
    with scope(organization.id):
        customer = customer_by_number(number)
    return details_of(organization, customer.id)


def test_adds_what_is_missing_and_leaves_what_is_there(run: Any):
    firm = an_organization()
    a_customer(firm, "Anna as she is", number="1", terms_days=10)
    rows = [
        row("1", "Anna otherwise", terms_days=99),
        row("2", "Müller GmbH", country="DE", currency="EUR", terms_days=30, language="de"),
        row("3"),
        row("3", "Three again"),
        row("4", "Four", time_zone="Asia/Tokyo", vat_number="JP1"),
    ]

    assert run(add=True, rows=rows, context=firm.context()) == 3

    assert (named(firm, "1").name, named(firm, "1").terms_days) == ("Anna as she is", 10)
    two = named(firm, "2")
    assert (str(two.id), two.name, two.country, two.currency, two.terms_days, two.language) == (
        rows[1]["customer_id"],
        "Müller GmbH",
        "DE",
        "EUR",
        30,
        "de",
    )
    assert (named(firm, "3").name, named(firm, "3").country, named(firm, "3").terms_days) == ("3", "", None)
    assert (named(firm, "4").time_zone, named(firm, "4").vat_number) == ("Asia/Tokyo", "JP1")
    with scope(firm.id):
        assert [customer.number for customer in find_customers("muller")] == ["2"]
    assert run(add=True, rows=rows, context=firm.context()) == 0


def test_parents_may_come_with_the_batch_before_or_after_or_be_there_already(run: Any):
    firm = an_organization()
    holding = a_customer(firm, number="H")
    gone = a_customer(firm, number="G")
    merge_customers(customer_id=gone, into_customer_id=holding, context=firm.context())
    rows = [
        row("1", parent_number="2"),
        row("2", parent_number="H"),
        row("3", parent_number="1"),
        row("4", parent_number="G"),
        row("5", parent_number=""),
    ]

    assert run(add=True, rows=rows, context=firm.context()) == 5

    parents = {number: named(firm, number).parent for number in "12345"}
    assert {number: parent and parent.number for number, parent in parents.items()} == {
        "1": "2",
        "2": "H",
        "3": "1",
        "4": "H",
        "5": None,
    }


def test_refuses_unknown_parents_by_number_and_circles_and_adds_nobody(run: Any):
    firm = an_organization()
    with nothing_changes(firm.id):
        with pytest.raises(ParentsUnknown, match=r"parents: X1, X2\."):
            run(
                add=True,
                rows=[row("1", parent_number="X2"), row("2", parent_number="X1"), row("3")],
                context=firm.context(),
            )
        with pytest.raises(GroupHasACycle):
            run(
                add=True,
                rows=[row("1", parent_number="2"), row("2", parent_number="1")],
                context=firm.context(),
            )
        with pytest.raises(GroupHasACycle, match="customer 1"):
            run(add=True, rows=[row("1", parent_number="1")], context=firm.context())


def test_updates_only_what_is_given_and_counts_only_what_changed(run: Any):
    firm = an_organization()
    a_customer(firm, "Anna", number="1", country="DE", terms_days=10, vat_number="DE1")
    a_customer(firm, "Bert", number="2", country="DE")
    a_customer(firm, "Cleo", number="3")
    rows = [
        row("1", "Zacharias Ltd", country="", terms_days=0),
        row("2", country="DE"),
        row("3", parent_number="1"),
        row("9", "Unknown"),
    ]

    assert run(add=False, rows=rows, context=firm.context()) == 2

    one = named(firm, "1")
    assert (one.name, one.country, one.terms_days, one.vat_number) == ("Zacharias Ltd", "DE", 0, "DE1")
    parent = named(firm, "3").parent
    assert parent is not None
    assert (parent.number, named(firm, "3").name, named(firm, "2").name) == ("1", "Cleo", "Bert")
    with scope(firm.id):
        assert [customer.number for customer in find_customers("zacharias")] == ["1"]
        assert Customer.objects.filter(organization_id=firm.id).count() == 3
    assert run(add=False, rows=rows, context=firm.context()) == 0


def test_an_update_leaves_a_merged_customer_and_the_survivor_alone(run: Any):
    firm = an_organization()
    anna, gone = a_customer(firm, "Anna", number="1"), a_customer(firm, "Gone", number="2")
    merge_customers(customer_id=gone, into_customer_id=anna, context=firm.context())
    before = details_of(firm, anna)
    assert run(add=False, rows=[row("2", "Other")], context=firm.context()) == 0
    assert details_of(firm, anna) == before


def test_an_update_that_closes_a_circle_is_refused(run: Any):
    firm = an_organization()
    top = a_customer(firm, number="1")
    a_customer(firm, number="2", parent_id=top)
    with nothing_changes(firm.id), pytest.raises(GroupHasACycle):
        run(add=False, rows=[row("1", "New name", parent_number="2")], context=firm.context())


@pytest.mark.parametrize("add", [True, False])
def test_many_customers_take_as_many_statements_as_few(run: Any, add: bool):
    firm = an_organization()
    counts = []
    for size in (2, 500):
        rows = [row(f"{size}-{place}", f"Firm {place}") for place in range(size)]
        if not add:
            run(add=True, rows=rows, context=firm.context())
            rows = [{**given, "country": "DE"} for given in rows]
        with CaptureQueriesContext(connection) as captured:
            assert run(add=add, rows=rows, context=firm.context()) == size
        counts.append(len(captured))
    assert counts[0] == counts[1]
