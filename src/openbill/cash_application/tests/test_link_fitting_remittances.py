"""What a payer wrote counts as named by the line of its money, whichever of the two comes first."""

import pytest
from tests.support.banking import booking
from tests.support.house_bank import a_firm, brought_in, matched
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item, open_amount

from openbill.cash_application.commands import match_lines as matching
from openbill.cash_application.commands.import_remittances import import_remittances
from openbill.cash_application.commands.link_fitting_remittances import link_remittances_that_came_late
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.queries.remittances import remittances
from openbill.cash_application.types.decisions import Matched
from openbill.foundation.tenancy import scope

ADVICE = b"invoice,amount,reference\nRE-4711,100.00,TR-778812\nRE-4712,50.00,TR-778812\n"


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch) -> AnOrganization:
    monkeypatch.setattr(matching, "learned_threshold", lambda _target: 0.9)
    return a_firm()


def advised(firm: AnOrganization, content: bytes = ADVICE) -> None:
    import_remittances(content=content, file_name="advice.csv", context=firm.context())


def late(firm: AnOrganization) -> int:
    return len(link_remittances_that_came_late(context=firm.context()))


def test_the_advice_comes_first(firm: AnOrganization):
    anna = a_customer(firm)
    items = [an_item(firm, anna, amount, document_number=n) for n, amount in (("RE-4711", "100"), ("RE-4712", "50"))]
    an_item(firm, anna, "150.00", document_number="RE-4713")
    advised(firm)
    brought_in(firm, booking("150.00", "TR-778812", name=""), closing="250.00")

    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert [open_amount(firm, item) for item in items] == ["0.00", "0.00"]
    with scope(firm.id):
        assert [each.state for each in remittances()] == ["linked"]


def test_the_money_comes_first(firm: AnOrganization):
    anna = a_customer(firm)
    items = [an_item(firm, anna, amount, document_number=n) for n, amount in (("RE-4711", "100"), ("RE-4712", "50"))]
    brought_in(firm, booking("150.00", "TR-778812", name=""), closing="250.00")
    assert matched(firm) == Matched(posted=0, aside=0, left=1)
    assert late(firm) == 0

    advised(firm)
    assert late(firm) == 1
    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert [open_amount(firm, item) for item in items] == ["0.00", "0.00"]
    assert late(firm) == 0


def test_what_was_undone_is_linked_and_left_to_people(firm: AnOrganization):
    an_item(firm, a_customer(firm), "150.00", document_number="RE-4700")
    (line,) = brought_in(firm, booking("150.00", "RE-4700 TR-778812", name=""), closing="250.00")
    assert matched(firm).posted == 1
    undo_posting(line_id=line, reason="It was for others.", context=firm.context())

    advised(firm)
    assert late(firm) == 0
    assert matched(firm).seen == 0
    with scope(firm.id):
        assert [each.line_id for each in remittances()] == [line]


def test_an_advice_that_two_lines_fit_is_left_to_people(firm: AnOrganization):
    an_item(firm, a_customer(firm), "150.00", document_number="RE-4711")
    brought_in(
        firm,
        booking("150.00", "TR-778812 a", name=""),
        booking("150.00", "TR-778812 b", name=""),
        closing="400.00",
    )
    advised(firm)
    assert matched(firm).left == 2
    with scope(firm.id):
        assert [each.state for each in remittances()] == ["waiting"]
