"""A rehearsed act gives what it would give, and leaves no trace."""

import pytest
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes

from openbill.customers.commands.create_customer import create_customer
from openbill.customers.errors import CustomerNumberTaken
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.rehearsal import rehearsed
from openbill.foundation.tenancy import scope


def test_what_is_rehearsed_is_answered_and_not_kept():
    firm = an_organization()

    with nothing_changes(firm.id):
        first = rehearsed(lambda: create_customer(name="Anna", context=firm.context()), firm.id)
        again = rehearsed(lambda: create_customer(name="Anna", context=firm.context()), firm.id)

    assert first.number == again.number
    assert create_customer(name="Anna", context=firm.context()).number == first.number


def test_inside_of_a_scope_what_was_done_around_it_stays():
    firm = an_organization()

    with scope(firm.id):
        kept = create_customer(name="Anna", context=firm.context())
        rehearsed(lambda: create_customer(name="Bert", context=firm.context()), firm.id)

    assert create_customer(name="Carl", context=firm.context()).number > kept.number


def test_it_refuses_what_the_act_refuses():
    firm = an_organization()
    create_customer(name="Anna", number="C-1", context=firm.context())
    nobody = firm.context(permissions=frozenset())

    with nothing_changes(firm.id):
        with pytest.raises(CustomerNumberTaken):
            rehearsed(lambda: create_customer(name="Bert", number="C-1", context=firm.context()), firm.id)
        with pytest.raises(PermissionMissing):
            rehearsed(lambda: create_customer(name="Bert", context=nobody), firm.id)
