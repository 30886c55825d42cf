"""A refund is approved by another person: somebody's own API key is nobody else."""

import pytest
from tests.support.members import a_member, acting_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer

from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.queries.context_of_api_key import context_of_api_key
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.errors import RefundApproverIsRequester
from openbill.payments.models import RefundRequest
from openbill.primitives.money import Money


def with_a_key_of(firm: AnOrganization, person: Context) -> Context:
    """The context of a program that acts with a key which the person made."""
    created = create_api_key(name="Mine", role="owner", context=person)
    assert created.secret is not None
    return context_of_api_key(created.secret.get_secret_value())


@pytest.mark.parametrize("first", ["person", "key"])
def test_a_person_and_the_persons_key_are_one(first):
    firm = an_organization()
    person = acting_as(firm, a_member(firm))
    key = with_a_key_of(firm, person)
    asks, approves = (person, key) if first == "person" else (key, person)
    credit = a_credit(firm, a_customer(firm), "100.00")
    asked = request_refund(item_id=credit, amount=Money(10_00, "EUR"), reason="asked for it", context=asks)

    with pytest.raises(RefundApproverIsRequester):
        approve_refund(request_id=asked.request_id, context=approves)

    with scope(firm.id):
        request = RefundRequest.objects.get(organization_id=firm.id, id=asked.request_id)
        assert (request.state, request.decided_by) == ("requested", "")


def test_a_key_made_with_a_key_is_its_makers_too():
    firm = an_organization()
    person = acting_as(firm, a_member(firm))
    second_key = with_a_key_of(firm, with_a_key_of(firm, person))

    assert second_key.responsible == person.responsible


def test_the_key_of_somebody_else_may_approve():
    firm = an_organization()
    person, other = acting_as(firm, a_member(firm)), acting_as(firm, a_member(firm, email="other@example.com"))
    credit = a_credit(firm, a_customer(firm), "100.00")
    asked = request_refund(item_id=credit, amount=Money(10_00, "EUR"), reason="asked for it", context=person)

    approve_refund(request_id=asked.request_id, context=with_a_key_of(firm, other))

    with scope(firm.id):
        assert RefundRequest.objects.get(organization_id=firm.id, id=asked.request_id).state == "approved"
