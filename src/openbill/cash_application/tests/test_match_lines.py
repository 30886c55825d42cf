"""What came in is posted where that is sure, and left to people where it is not; all of it can be undone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from tests.support.banking import booking
from tests.support.customers import a_customer as a_buyer
from tests.support.house_bank import a_firm, balance, brought_in, matched, open_lines
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item, open_amount

from openbill.cash_application.commands import match_lines as matching
from openbill.cash_application.commands.post_lines import post_lines
from openbill.cash_application.commands.set_matching_rules import set_matching_rule, set_tolerance
from openbill.cash_application.models import LinePosting, PayerAccount
from openbill.cash_application.queries.check_cash import check_cash
from openbill.cash_application.queries.decisions_of_line import decisions_of_line
from openbill.cash_application.queries.lines_to_decide import figures_of_cash
from openbill.cash_application.queries.proposals_of_line import proposals_of_line
from openbill.cash_application.types.decisions import Matched
from openbill.foundation.clock import now
from openbill.foundation.tenancy import scope
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import NewPayment, Spread
from openbill.primitives.money import Money
from openbill.receivables.queries.check_receivables import check_receivables

ANNAS = "DE02120300000000202051"


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch) -> Iterator[AnOrganization]:
    """A firm whose history allows what is as probable as 0.9; whatever is done, its books are right in the end."""
    monkeypatch.setattr(matching, "learned_threshold", lambda _target: 0.9)
    it = a_firm()
    yield it
    with scope(it.id):
        assert [*check_receivables(it.id), *check_ledger(), *check_cash()] == []


def test_what_is_named_in_full_is_posted_by_itself(firm: AnOrganization):
    anna = a_customer(firm)
    first, second = (
        an_item(firm, anna, amount, document_number=number)
        for amount, number in (("100.00", "RE-4711"), ("50.00", "RE-4712"))
    )
    brought_in(firm, booking("150.00", "RE-4711 RE 4712", account=ANNAS), closing="250.00")

    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert [open_amount(firm, item) for item in (first, second)] == ["0.00", "0.00"]
    assert (balance(firm, "bank"), balance(firm, "unidentified_cash")) == (250_00, 0)
    assert matched(firm).seen == 0
    with scope(firm.id):
        (posting,) = LinePosting.objects.all()
        assert posting.is_by_itself
        assert "numbers_found" in posting.evidence
        assert [(row.account, row.customer_id, row.confirmed) for row in PayerAccount.objects.all()] == [
            (ANNAS, anna, 1)
        ]
        figures = figures_of_cash(now().date())
        assert (figures.receipts, figures.auto, figures.auto_undone, figures.auto_value_share) == (1, 1, 0, 1.0)
        assert (figures.hits, figures.documents, figures.auto_documents) == (1, 2, 2)


def test_two_lines_of_one_day_never_pay_one_debt(firm: AnOrganization):
    item = an_item(firm, a_customer(firm), "100.00", document_number="RE-4711")
    brought_in(firm, *[booking("100.00", "RE-4711")] * 2, closing="300.00")

    assert matched(firm) == Matched(posted=1, aside=0, left=1)
    assert open_amount(firm, item) == "0.00"
    (left,) = open_lines(firm)
    with scope(firm.id):
        assert not any(each.items for each in proposals_of_line(left))


def test_what_was_recorded_by_hand_before_is_not_posted_again(firm: AnOrganization):
    anna = a_customer(firm)
    an_item(firm, anna, "100.00", document_number="RE-4711")
    payment = NewPayment(anna, Money(100_00, "EUR"), date(2026, 2, 27), spread=Spread.UNAPPLIED)
    record_payments(payments=[payment], context=firm.context())
    brought_in(firm, booking("100.00", "RE-4711"), closing="200.00")
    assert matched(firm) == Matched(posted=0, aside=0, left=1)


def test_money_that_went_out_to_strangers_is_set_aside(firm: AnOrganization):
    brought_in(firm, booking("-20.00", "Account fee", name="House bank"), closing="80.00")
    assert matched(firm) == Matched(posted=0, aside=1, left=0)
    assert open_lines(firm) == []


def test_a_firm_may_want_nothing_posted_by_itself(firm: AnOrganization):
    an_item(firm, a_customer(firm), "100.00", document_number="RE-4711")
    set_matching_rule(posts_by_itself=False, target_precision=Decimal("0.995"), context=firm.context())
    (line,) = brought_in(firm, booking("100.00", "RE-4711"), closing="200.00")
    assert matched(firm) == Matched(posted=0, aside=0, left=1)
    with scope(firm.id):
        (proposal,) = proposals_of_line(line)[:1]
    assert proposal.rank == 1
    assert proposal.probability > 0.9
    post_lines(postings=[proposal.posting], context=firm.context())
    assert open_lines(firm) == []
    with scope(firm.id):
        (decision,) = decisions_of_line(line)
    assert (decision.rank, decision.is_by_itself) == (1, False)


def test_without_history_the_matching_is_cautious():
    firm = a_firm()
    an_item(firm, a_buyer(firm, name="Anna Ltd"), "100.00")
    (line,) = brought_in(firm, booking("100.00", "thanks"), closing="200.00")
    assert matched(firm) == Matched(posted=0, aside=0, left=1)
    with scope(firm.id):
        assert proposals_of_line(line)[0].items


def test_what_is_short_within_the_tolerance_is_let_off(firm: AnOrganization):
    anna = a_customer(firm)
    item = an_item(firm, anna, "100.00", document_number="RE-4711")
    set_tolerance(currency="EUR", absolute_minor=100, percent=Decimal(1), charge_minor=0, context=firm.context())
    brought_in(firm, booking("99.60", "RE-4711"), closing="199.60")
    assert matched(firm).posted == 1
    assert open_amount(firm, item) == "0.00"
    assert balance(firm, "rounding") == 40
