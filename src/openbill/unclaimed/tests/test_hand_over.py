"""Handing over takes two people, moves money to a liability and out, can be undone, and is never income."""

from datetime import date
from uuid import UUID

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_debit, open_amount
from tests.support.unclaimed import (
    DAY,
    a_rule,
    a_texan_credit,
    an_owner,
    an_unknown_receipt,
    at,
    balances,
    dormant,
    found,
    handed_over,
    state_of,
    the_credit,
    timed,
    two_people,
)

from openbill.cash_application.commands.clear_lines import clear_line
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.models import Expectation, LineToDo
from openbill.cash_application.types.decisions import Source
from openbill.foundation.tenancy import scope
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import decline_refund, request_refund
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.types import NewPayment, Spread
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.models import Allocation
from openbill.unclaimed.commands.approve_hand_over import approve_hand_over
from openbill.unclaimed.commands.pay_hand_over import pay_hand_over
from openbill.unclaimed.commands.record_owner_return import record_owner_return, withdraw_owner_return
from openbill.unclaimed.commands.request_hand_over import decline_hand_over, request_hand_over
from openbill.unclaimed.commands.set_holder_jurisdiction import set_holder_jurisdiction
from openbill.unclaimed.commands.undo_hand_over import undo_hand_over
from openbill.unclaimed.errors import (
    BooksAreKeptElsewhere,
    CreditIsUnclaimed,
    CreditsChanged,
    HandOverAlreadyDecided,
    HandOverApproverIsRequester,
    HandOverIsAtTheBank,
    HandOverOfTheFuture,
    HandOverUnknown,
    NotHandedOver,
    NothingToHandOver,
    NotToBeHandedOver,
    OwnerCameBackAlready,
    PaidBeforeHandedOver,
    ReasonMissing,
)
from openbill.unclaimed.models import HandOver


def hand_over(firm: AnOrganization, identifier: UUID) -> HandOver:
    with scope(firm.id):
        return HandOver.objects.get(organization_id=firm.id, id=identifier)


def test_what_is_handed_over_is_owed_to_the_state_and_then_paid():
    firm = an_organization("USD")
    credit = dormant(firm)
    assert balances(firm) == {"cash_clearing": 200_00, "unapplied": -200_00}

    gone = handed_over(firm, DAY)

    assert open_amount(firm, credit) == "0.00"
    assert balances(firm) == {"cash_clearing": 200_00, "unclaimed_property": -200_00}
    assert state_of(firm, credit) == ("handed_over", "handed_over")
    assert the_credit(firm, credit).amount_minor == 200_00
    assert found(firm) == []

    pay_hand_over(hand_over_id=gone, reference="TX-2023", context=firm.context(at=at("2023-07-28")))

    assert balances(firm) == {}
    with scope(firm.id):
        expected = Expectation.objects.get(organization_id=firm.id, source_id=gone)
    assert (expected.amount_minor, expected.words) == (-200_00, ["HO-000001", "TX-2023"])
    row = hand_over(firm, gone)
    assert (row.state, row.handed_over_on, row.paid_on) == ("paid", date(2023, 7, 20), date(2023, 7, 28))
    timed(firm, "2023-08-01")
    assert state_of(firm, credit) == ("handed_over", "handed_over")
    assert found(firm) == []


def test_two_people_hand_over():
    firm = an_organization("USD")
    dormant(firm)
    asks, approves = two_people(firm, DAY)
    asked = request_hand_over(jurisdiction="US-TX", context=asks)
    assert (asked.credits, asked.amount) == (1, Money(200_00, "USD"))

    with pytest.raises(HandOverApproverIsRequester):
        approve_hand_over(hand_over_id=asked.hand_over_id, context=asks)
    assert balances(firm) == {"cash_clearing": 200_00, "unapplied": -200_00}
    with pytest.raises(NothingToHandOver):
        request_hand_over(jurisdiction="US-TX", context=approves)

    approve_hand_over(hand_over_id=asked.hand_over_id, context=approves)
    with pytest.raises(HandOverAlreadyDecided):
        approve_hand_over(hand_over_id=asked.hand_over_id, context=approves)


def test_a_declined_one_lets_its_credits_go():
    firm = an_organization("USD")
    credit = dormant(firm)
    asks, approves = two_people(firm, DAY)
    asked = request_hand_over(jurisdiction="US-TX", context=asks)
    assert state_of(firm, credit) == ("to_hand_over", "asked_for")

    decline_hand_over(hand_over_id=asked.hand_over_id, reason="Not yet", context=approves)

    assert state_of(firm, credit) == ("to_hand_over", "below_minimum")
    assert request_hand_over(jurisdiction="US-TX", context=asks).credits == 1


def test_what_was_used_meanwhile_is_not_handed_over():
    firm = an_organization("USD")
    owner = an_owner(firm)
    credit = a_credit(firm, owner, "200.00", on="2020-01-10")
    timed(firm, DAY)
    asks, approves = two_people(firm, DAY)
    asked = request_hand_over(jurisdiction="US-TX", context=asks)
    a_debit(firm, owner, "150.00", on="2020-01-10")
    allocate_credit(credit_item_id=credit, context=firm.context())

    with pytest.raises(CreditsChanged):
        approve_hand_over(hand_over_id=asked.hand_over_id, context=approves)

    assert open_amount(firm, credit) == "50.00"
    assert "unclaimed_property" not in balances(firm)


def a_refund_asked_for(firm: AnOrganization, credit: UUID) -> UUID:
    asked = request_refund(
        item_id=credit, amount=Money(200_00, "USD"), reason="Wants it back", context=firm.context(at=at(DAY))
    )
    return asked.request_id


def test_what_is_asked_back_is_not_asked_to_be_handed_over_until_that_is_declined():
    firm = an_organization("USD")
    credit = dormant(firm)
    refund = a_refund_asked_for(firm, credit)
    asks, _ = two_people(firm, DAY)

    with pytest.raises(NotToBeHandedOver, match="it is claimed"):
        request_hand_over(jurisdiction="US-TX", credit_ids=[the_credit(firm, credit).id], context=asks)
    with pytest.raises(NothingToHandOver):
        request_hand_over(jurisdiction="US-TX", context=asks)
    timed(firm, DAY)
    assert state_of(firm, credit) == ("claimed", "refund_asked_for")
    assert found(firm) == []

    decline_refund(request_id=refund, context=firm.context(at=at(DAY)))
    timed(firm, DAY)

    assert state_of(firm, credit) == ("to_hand_over", "below_minimum")
    assert request_hand_over(jurisdiction="US-TX", context=asks).credits == 1


def test_what_was_asked_back_meanwhile_is_not_handed_over():
    firm = an_organization("USD")
    credit = dormant(firm)
    asks, approves = two_people(firm, DAY)
    asked = request_hand_over(jurisdiction="US-TX", context=asks)
    a_refund_asked_for(firm, credit)

    with pytest.raises(CreditsChanged):
        approve_hand_over(hand_over_id=asked.hand_over_id, context=approves)

    assert open_amount(firm, credit) == "200.00"
    assert "unclaimed_property" not in balances(firm)


@pytest.mark.parametrize("is_paid", [False, True])
def test_undone_the_credit_is_the_owners_again_and_the_books_are_as_before(is_paid):
    firm = an_organization("USD")
    credit = dormant(firm)
    before = balances(firm)
    gone = handed_over(firm, DAY)
    if is_paid:
        pay_hand_over(hand_over_id=gone, context=firm.context(at=at("2023-07-28")))

    with pytest.raises(ReasonMissing):
        undo_hand_over(hand_over_id=gone, reason=" ", context=firm.context())
    undo_hand_over(hand_over_id=gone, reason="The owner called", context=firm.context(at=at("2023-08-02")))

    assert (open_amount(firm, credit), balances(firm)) == ("200.00", before)
    assert state_of(firm, credit)[0] == "to_hand_over"
    with scope(firm.id):
        assert not Expectation.objects.filter(organization_id=firm.id).exists()
    assert hand_over(firm, gone).state == "undone"
    assert found(firm) == []
    with pytest.raises(HandOverAlreadyDecided):
        undo_hand_over(hand_over_id=gone, reason="again", context=firm.context())
    assert handed_over(firm, "2023-08-03") != gone


def test_several_credits_go_together_in_their_own_currency_and_without_a_rate():
    firm = an_organization("EUR")
    first, second = dormant(firm, "200.00"), dormant(firm, "100.00", name="Berta Ltd")

    gone = handed_over(firm, DAY)

    assert hand_over(firm, gone).amount_minor == 300_00
    assert (open_amount(firm, first), open_amount(firm, second)) == ("0.00", "0.00")
    assert found(firm) == []


def test_cash_without_an_owner_is_set_aside_handed_over_and_comes_back():
    firm = an_organization("EUR")
    set_holder_jurisdiction(legal_entity_id=firm.legal_entity_id, jurisdiction="US-DE", context=firm.context())
    a_rule(firm, "US-DE", dormancy_months=1, cut_off="06-30", report_by="11-01")
    line = an_unknown_receipt(firm)
    timed(firm, "2026-08-01")
    before = balances(firm)
    assert before["unidentified_cash"] == -70_00

    gone = handed_over(firm, "2026-08-01", jurisdiction="US-DE", currency="EUR")
    assert balances(firm) == {**{k: v for k, v in before.items() if k != "unidentified_cash"},
                              "unclaimed_property": -70_00}  # fmt: skip
    assert found(firm) == []
    with pytest.raises(CreditIsUnclaimed):
        undo_posting(line_id=line, reason="It is Anna's", context=firm.context())

    undo_hand_over(hand_over_id=gone, reason="It is Anna's", context=firm.context())
    assert balances(firm) == before
    with scope(firm.id):
        assert LineToDo.objects.filter(organization_id=firm.id, line_id=line).exists()
    assert found(firm) == []


def test_what_a_state_has_is_taken_back_by_undoing_the_handing_over_alone():
    firm = an_organization("USD")
    owner = an_owner(firm)
    payment = NewPayment(owner, Money(200_00, "USD"), date(2020, 1, 10), spread=Spread.UNAPPLIED)
    (paid,) = record_payments(payments=[payment], context=firm.context())
    timed(firm, DAY)
    handed_over(firm, DAY)
    books = balances(firm)
    with scope(firm.id):
        use = Allocation.objects.get(organization_id=firm.id, credit_item_id=paid.item_id)

    with pytest.raises(CreditIsUnclaimed):
        withdraw_payment(payment_id=paid.payment_id, reason="A mistake", context=firm.context())
    with pytest.raises(Refusal) as refused:
        undo_allocation(allocation_id=use.id, context=firm.context())

    assert "Undo the handing over" in str(refused.value)
    assert balances(firm) == books


def test_an_owner_who_comes_back_is_recorded_once():
    firm = an_organization("USD")
    credit = dormant(firm)
    identifier = the_credit(firm, credit).id
    with pytest.raises(NotHandedOver):
        record_owner_return(credit_id=identifier, context=firm.context())
    handed_over(firm, DAY)

    record_owner_return(credit_id=identifier, note="Ann called", context=firm.context())
    with pytest.raises(OwnerCameBackAlready):
        record_owner_return(credit_id=identifier, context=firm.context())

    withdraw_owner_return(credit_id=identifier, context=firm.context())
    record_owner_return(credit_id=identifier, context=firm.context())
    assert state_of(firm, credit)[0] == "handed_over"


def test_days_and_choices_that_cannot_be_are_refused():
    firm = an_organization("USD")
    dormant(firm)
    resting = a_texan_credit(firm, name="Berta Ltd", amount="9.00")
    asks, approves = two_people(firm, DAY)
    with pytest.raises(HandOverUnknown):
        approve_hand_over(hand_over_id=new_identifier(), context=approves)
    timed(firm, "2022-01-01")
    with pytest.raises(NotToBeHandedOver):
        request_hand_over(jurisdiction="US-TX", credit_ids=[the_credit(firm, resting).id], context=asks)
    timed(firm, DAY)
    asked = request_hand_over(jurisdiction="US-TX", context=asks)
    with pytest.raises(HandOverOfTheFuture):
        approve_hand_over(hand_over_id=asked.hand_over_id, on=date(2023, 8, 1), context=approves)
    approve_hand_over(hand_over_id=asked.hand_over_id, context=approves)
    with pytest.raises(PaidBeforeHandedOver):
        pay_hand_over(hand_over_id=asked.hand_over_id, on=date(2023, 7, 1), context=approves)
    with pytest.raises(HandOverOfTheFuture):
        pay_hand_over(hand_over_id=asked.hand_over_id, on=date(2024, 7, 1), context=approves)


def test_books_that_are_kept_elsewhere_hand_over_there():
    firm = an_organization("USD", books="mirror")

    with pytest.raises(BooksAreKeptElsewhere):
        request_hand_over(jurisdiction="US-TX", context=firm.context())


def test_what_the_bank_has_told_of_is_not_undone():
    from tests.support.banking import a_statement, booking

    from openbill.cash_application.commands.import_statements import import_statements
    from openbill.organizations.commands.add_bank_account import add_bank_account

    firm = an_organization("EUR")
    owner = an_owner(firm)
    a_rule(firm, "US-TX")
    a_credit(firm, owner, "30.00", on="2020-01-10")
    timed(firm, "2023-07-20")
    from tests.support.unclaimed import written_to

    from openbill.unclaimed.models import UnclaimedCredit

    with scope(firm.id):
        (identifier,) = UnclaimedCredit.objects.values_list("id", flat=True)
    written_to(firm, identifier, "2023-07-20")
    timed(firm, "2023-12-20")
    gone = handed_over(firm, "2023-12-20", currency="EUR")
    pay_hand_over(hand_over_id=gone, on=date(2026, 3, 1), context=firm.context())
    add_bank_account(
        legal_entity_id=firm.legal_entity_id, name="B", currency="EUR", account_number="1", context=firm.context()
    )
    content = a_statement(booking("-30.00", "HO-000001"), closing="70.00", iban="1")
    import_statements(content=content, file_name="bank.xml", context=firm.context())
    with scope(firm.id):
        line = LineToDo.objects.get(organization_id=firm.id).line_id
    clear_line(line_id=line, sources=[Source("hand_over", gone)], context=firm.context())

    with pytest.raises(HandOverIsAtTheBank):
        undo_hand_over(hand_over_id=gone, reason="It is Anna's", context=firm.context())

    assert found(firm) == []
