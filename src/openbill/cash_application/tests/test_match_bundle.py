"""Several payments that a bank booked as one line: each is found by itself, and all of them are posted or none."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from tests.support.banking import a_notice, a_sum, booking, bundle
from tests.support.house_bank import a_firm, brought_in, matched
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item, open_amount

from openbill.cash_application.commands import match_lines as matching
from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.place_line import confirm_line
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.queries.check_cash import check_cash
from openbill.cash_application.queries.decisions_of_line import decisions_of_line
from openbill.cash_application.queries.find_payer_accounts import find_payer_accounts
from openbill.cash_application.queries.line_told import line_told
from openbill.cash_application.queries.proposals_of_line import proposals_of_line
from openbill.cash_application.types.decisions import Matched
from openbill.foundation.tenancy import scope
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import NewPayment, Spread
from openbill.primitives.money import Money
from openbill.receivables.queries.check_receivables import check_receivables

BOOKED = date(2026, 3, 2)
ANNA, BEN = ("100.00", "RE-4711", "Anna Ltd"), ("50.00", "Rechnung RE-4712", "Ben GmbH")


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch) -> Iterator[AnOrganization]:
    monkeypatch.setattr(matching, "learned_threshold", lambda _target: 0.9)
    it = a_firm()
    yield it
    with scope(it.id):
        assert [*check_receivables(it.id), *check_ledger(), *check_cash()] == []


def of_two(firm: AnOrganization) -> list[UUID]:
    return [
        an_item(firm, a_customer(firm, name), amount, document_number=number)
        for amount, number, name in (("100.00", "RE-4711", "Anna Ltd"), ("50.00", "RE-4712", "Ben GmbH"))
    ]


def test_each_payment_of_a_line_is_posted_to_its_customer(firm: AnOrganization):
    items = of_two(firm)
    (line,) = brought_in(firm, bundle("150.00", ANNA, BEN), closing="250.00")
    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert [open_amount(firm, item) for item in items] == ["0.00", "0.00"]
    with scope(firm.id):
        (decision,) = decisions_of_line(line)
    assert decision.evidence[0] == "bundled 2"
    assert [(part.customer_name, part.amount_minor) for part in decision.parts] == [
        ("Anna Ltd", 100_00),
        ("Ben GmbH", 50_00),
    ]
    undo_posting(line_id=line, reason="Wrong.", context=firm.context())
    assert [open_amount(firm, item) for item in items] == ["100.00", "50.00"]


def test_one_payment_that_nobody_knows_leaves_the_line_to_people(firm: AnOrganization):
    items = of_two(firm)
    brought_in(firm, bundle("150.00", ANNA, ("50.00", "for the cup", "Somebody")), closing="250.00")
    assert matched(firm) == Matched(posted=0, aside=0, left=1)
    assert [open_amount(firm, item) for item in items] == ["100.00", "50.00"]


def test_two_payments_of_one_debt_leave_the_line_to_people(firm: AnOrganization):
    of_two(firm)
    brought_in(firm, bundle("200.00", ANNA, ANNA), closing="300.00")
    assert matched(firm) == Matched(posted=0, aside=0, left=1)


def test_what_is_not_sure_enough_is_proposed_as_one(firm: AnOrganization, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(matching, "learned_threshold", lambda _target: 2.0)
    items = of_two(firm)
    (line,) = brought_in(firm, bundle("150.00", ANNA, BEN), closing="250.00")
    assert matched(firm) == Matched(posted=0, aside=0, left=1)
    with scope(firm.id):
        (proposal,) = proposals_of_line(line)
    assert (proposal.others, proposal.unapplied_minor, len(proposal.items)) == (1, 0, 2)
    confirm_line(line_id=line, context=firm.context())
    assert [open_amount(firm, item) for item in items] == ["0.00", "0.00"]


def test_a_payment_of_it_that_was_recorded_by_hand_is_not_posted_again(firm: AnOrganization):
    anna = a_customer(firm, "Anna Ltd")
    an_item(firm, anna, "100.00", document_number="RE-4711")
    an_item(firm, a_customer(firm, "Ben GmbH"), "50.00", document_number="RE-4712")
    brought_in(firm, bundle("150.00", ANNA, BEN), closing="250.00")
    record_payments(
        payments=[NewPayment(anna, Money(100_00, "EUR"), BOOKED, spread=Spread.UNAPPLIED)], context=firm.context()
    )
    assert matched(firm) == Matched(posted=0, aside=0, left=1)


def noticed(firm: AnOrganization, *bookings: str) -> None:
    import_statements(content=a_notice(*bookings), file_name="notice.xml", context=firm.context())


@pytest.mark.parametrize("is_first", [True, False])
def test_what_a_notice_tells_of_a_sum_is_what_the_line_bundles(firm: AnOrganization, is_first: bool):
    items = of_two(firm)
    detail = bundle("150.00", ANNA, BEN, reference="SUM-1")
    if is_first:
        noticed(firm, detail)
    (line,) = brought_in(firm, a_sum("150.00", "SUM-1"), closing="250.00")
    if not is_first:
        assert matched(firm) == Matched(posted=0, aside=0, left=1)
        noticed(firm, detail)
    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert [open_amount(firm, item) for item in items] == ["0.00", "0.00"]
    with scope(firm.id):
        assert [part["party_name"] for part in line_told(line).parts] == ["Anna Ltd", "Ben GmbH"]


def test_several_bookings_of_a_notice_make_up_one_sum(firm: AnOrganization):
    items = of_two(firm)
    noticed(
        firm,
        booking("100.00", "RE-4711", name="Anna Ltd", reference="SUM-1"),
        booking("50.00", "RE-4712", name="Ben GmbH", reference="SUM-1"),
    )
    brought_in(firm, a_sum("150.00", "SUM-1"), closing="250.00")
    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert [open_amount(firm, item) for item in items] == ["0.00", "0.00"]


def test_a_notice_says_who_paid_where_the_statement_does_not(firm: AnOrganization):
    items = of_two(firm)
    noticed(firm, booking("100.00", "RE-4711", name="Anna Ltd", reference="SUM-1"))
    brought_in(firm, a_sum("100.00", "SUM-1"), closing="200.00")
    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert [open_amount(firm, item) for item in items] == ["0.00", "50.00"]


def test_a_notice_that_does_not_come_to_the_sum_says_nothing(firm: AnOrganization):
    items = of_two(firm)
    noticed(firm, bundle("150.00", ANNA, BEN, reference="SUM-1"))
    brought_in(firm, a_sum("149.00", "SUM-1"), closing="249.00")
    assert matched(firm) == Matched(posted=0, aside=0, left=1)
    assert [open_amount(firm, item) for item in items] == ["100.00", "50.00"]


ANNAS, BENS = "DE02120300000000202051", "DE02500105170137075030"


def learned(firm: AnOrganization) -> list[tuple[str, str, int, int]]:
    with scope(firm.id):
        rows = find_payer_accounts().rows
    return sorted((row.account_end, row.customer_name, row.confirmed, row.corrected) for row in rows)


def test_payments_of_a_bundle_that_all_name_an_account_teach_it_and_are_unlearned(firm: AnOrganization):
    of_two(firm)
    (line,) = brought_in(firm, bundle("150.00", ANNA, BEN, accounts=[ANNAS, BENS]), closing="250.00")
    assert matched(firm).posted == 1
    assert learned(firm) == [("2051", "Anna Ltd", 1, 0), ("5030", "Ben GmbH", 1, 0)]
    undo_posting(line_id=line, reason="Wrong.", context=firm.context())
    assert learned(firm) == [("2051", "Anna Ltd", 0, 1), ("5030", "Ben GmbH", 0, 1)]


@pytest.mark.parametrize("accounts", [["", ""], [ANNAS, ""], [ANNAS, ANNAS]])
def test_an_account_that_may_be_a_collectors_is_not_learned(firm: AnOrganization, accounts: list[str]):
    of_two(firm)
    brought_in(firm, bundle("150.00", ANNA, BEN, accounts=accounts), closing="250.00")
    assert matched(firm).posted == 1
    assert learned(firm) == []


def test_what_was_undone_is_not_posted_by_itself_again_when_a_notice_comes(firm: AnOrganization):
    item = an_item(firm, a_customer(firm, "Anna Ltd"), "100.00", document_number="RE-4711")
    told = booking("100.00", "RE-4711", name="Anna Ltd", reference="SUM-1")
    (line,) = brought_in(firm, told, closing="200.00")
    assert matched(firm).posted == 1
    undo_posting(line_id=line, reason="It is for something else.", context=firm.context())
    import_statements(content=a_notice(told), file_name="notice.xml", context=firm.context())
    assert matched(firm).posted == 0
    assert open_amount(firm, item) == "100.00"
