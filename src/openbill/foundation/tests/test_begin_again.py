"""An act that was overtaken by another is begun again as a whole; after five times its caller is told."""

import pytest
from tests.support.database import fingerprint
from tests.support.organizations import an_organization

from openbill.foundation.command import ATTEMPTS_AGAINST_DEADLOCK, command
from openbill.foundation.context import Context
from openbill.foundation.numbering import take_number
from openbill.foundation.overtaken import ActOvertaken
from openbill.foundation.tenancy import scope
from openbill.organizations.queries.legal_entities import default_legal_entity_id


class Times:
    """How often the act was begun, and how often it is to be overtaken."""

    begun = 0
    overtaken = 0


@command(permission="receivables.record_items")
def take_a_number_in_a_hurry(*, context: Context) -> str:
    """Take a number, and be overtaken as often as the test says."""
    number = take_number(
        legal_entity_id=default_legal_entity_id(context.organization_id), series="HURRY", context=context
    )
    Times.begun += 1
    if Times.begun <= Times.overtaken:
        raise ActOvertaken("Somebody was faster.")
    return number


@pytest.mark.parametrize("overtaken", range(ATTEMPTS_AGAINST_DEADLOCK))
def test_is_begun_again_and_leaves_nothing_of_the_first_attempts(overtaken):
    firm = an_organization()
    Times.begun, Times.overtaken = 0, overtaken

    assert take_a_number_in_a_hurry(context=firm.context()) == "HURRY-000001"

    assert Times.begun == overtaken + 1


def test_is_given_up_after_twelve_times_and_changes_nothing():
    firm = an_organization()
    before = fingerprint(firm.id)
    Times.begun, Times.overtaken = 0, 100

    with pytest.raises(ActOvertaken):
        take_a_number_in_a_hurry(context=firm.context())

    assert Times.begun == ATTEMPTS_AGAINST_DEADLOCK == 12
    assert fingerprint(firm.id) == before


def test_inside_a_transaction_of_the_caller_it_is_not_begun_again():
    """What the caller did before would be lost, and the caller would not know."""
    firm = an_organization()
    Times.begun, Times.overtaken = 0, 1

    with pytest.raises(ActOvertaken), scope(firm.id):
        take_a_number_in_a_hurry(context=firm.context())

    assert Times.begun == 1
