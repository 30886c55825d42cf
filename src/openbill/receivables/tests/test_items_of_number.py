"""Documents are found by the beginning of their number, and by a number that is typed wrongly."""

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit

from openbill.foundation.tenancy import scope
from openbill.receivables.queries.items_of_number import items_of_number


@pytest.fixture(scope="module")
def firm() -> AnOrganization:
    firm = an_organization()
    customer = a_customer(firm, name="Anna GmbH")
    for number in ("RE-2026-0815", "RE-2026-0816", "RE-2025-4711"):
        a_debit(firm, customer, "100.00", on="2026-03-01", document_number=number)
    a_credit(firm, customer, "30.00", on="2026-06-01", document_number="P0000123")
    return firm


def found(firm: AnOrganization, text: str) -> list[str]:
    with scope(firm.id):
        return [item.document_number for item in items_of_number(text)]


def test_a_number_is_found_by_its_beginning_and_then_by_that_alone(firm: AnOrganization):
    assert found(firm, "re-2026") == ["RE-2026-0815", "RE-2026-0816"]
    assert found(firm, "RE-2026-0815") == ["RE-2026-0815"]


def test_a_number_that_is_typed_wrongly_is_found(firm: AnOrganization):
    assert found(firm, "re-2062-0815") == ["RE-2026-0815"]
    assert found(firm, "RE2026-0815") == ["RE-2026-0815"]
    assert found(firm, "P000123") == ["P0000123"]
    assert found(firm, "RE-2026-0817") == ["RE-2026-0815", "RE-2026-0816"]


def test_a_number_that_nobody_can_have_meant_finds_nothing(firm: AnOrganization):
    assert found(firm, "RE-1999-0815") == []
    assert found(an_organization(), "RE-2026-0815") == []
