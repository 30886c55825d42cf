"""Handing over takes two people, moves money to a liability and out, can be undone, and is never income."""

from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_debit, open_amount
from tests.support.unclaimed import (
    a_rule,
    a_texan_credit,
    an_owner,
    an_unknown_receipt,
    at,
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
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.errors import HandedOverByHand, OthersMoneyIsNoIncome
from openbill.ledger.types import ManualLine
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.types import NewPayment, Spread
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.models import Allocation
from openbill.receivables.policies.item_kind import ITEM_KINDS
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
from openbill.unclaimed.policies.hand_over_lifecycle import HAND_OVER_LIFECYCLE
from openbill.wiring.verification import findings

DAY = "2023-07-20"


def dormant(firm: AnOrganization, amount: str = "200.00", **details: str) -> UUID:
    """A credit for which no letter is asked, ready to be handed over on DAY."""
    credit = a_texan_credit(firm, amount, **details)
    timed(firm, DAY)
    assert state_of(firm, credit)[0] == "to_hand_over"
    return credit


def balances(firm: AnOrganization) -> dict[str, int]:
    """What stands on accounts that money of others passes through, by their roles; debits are positive."""
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT account.role, sum(line.amount_minor)::bigint FROM journal_line line
            JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
            WHERE line.organization_id = %s GROUP BY account.role HAVING sum(line.amount_minor) <> 0
            """,
            [firm.id],
        )
        return dict(cursor.fetchall())


def found(firm: AnOrganization) -> list[str]:
    return [finding.invariant for finding in findings(firm.id)]


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


def test_the_database_wants_two_people_too():
    firm = an_organization("USD")
    dormant(firm)
    asks, _ = two_people(firm, DAY)
    asked = request_hand_over(jurisdiction="US-TX", context=asks)
    row = hand_over(firm, asked.hand_over_id)
    row.state, row.decided_by, row.decided_at = "approved", row.requested_by, row.requested_at
    row.handed_over_on = date(2023, 7, 20)

    with pytest.raises(IntegrityError, match="hand_over_is_approved_by_another"), scope(firm.id):
        row.save(update_fields=["state", "decided_by", "decided_at", "handed_over_on"])


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


# Never income


def test_no_kind_of_item_makes_income_of_money_that_is_a_customers():
    from openbill.ledger.policies.default_chart import DEFAULT_CHART, HELD_FOR_OTHERS

    income = {account.role for account in DEFAULT_CHART if account.kind == "income"}

    assert [
        kind
        for kind, each in ITEM_KINDS.items()
        if (each.control in HELD_FOR_OTHERS and each.counter in income)
        or (each.counter in HELD_FOR_OTHERS and each.control in income)
    ] == []
    assert ITEM_KINDS["handed_over"].counter == "unclaimed_property"


@pytest.mark.parametrize("account", ["2120", "2140"])
def test_nobody_makes_income_of_it_by_hand(account):
    firm = an_organization("USD")
    dormant(firm)
    handed_over(firm, DAY)

    with pytest.raises((OthersMoneyIsNoIncome, HandedOverByHand)):
        post_manual_entry(
            legal_entity_id=firm.legal_entity_id,
            posting_date=date(2023, 8, 1),
            lines=[ManualLine(account, "USD", 200_00), ManualLine("4000", "USD", -200_00)],
            reason="Old money",
            context=firm.context(),
        )


@pytest.mark.parametrize("role", ["unapplied", "deposits", "unidentified_cash", "unclaimed_property"])
def test_the_database_refuses_an_entry_that_does(role):
    firm = an_organization("USD")
    credit = dormant(firm)
    entry = new_identifier()
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute("SELECT command_id FROM open_item WHERE organization_id = %s AND id = %s", [firm.id, credit])
        (command,) = cursor.fetchone()

    def post() -> None:
        with scope(firm.id), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO journal_entry (organization_id, id, legal_entity_id, posting_date, kind, source_id,"
                " command_id) VALUES (%s, %s, %s, '2020-01-10', 'manual', %s, %s)",
                [firm.id, entry, firm.legal_entity_id, entry, command],
            )
            cursor.execute(
                """
                INSERT INTO journal_line (organization_id, entry_id, number, account_id, customer_id, currency,
                                          amount_minor, functional_minor)
                SELECT organization_id, %s, CASE role WHEN 'revenue' THEN 2 ELSE 1 END, id, NULL, 'USD',
                       CASE role WHEN 'revenue' THEN -100 ELSE 100 END, CASE role WHEN 'revenue' THEN -100 ELSE 100 END
                FROM account WHERE organization_id = %s AND role IN ('revenue', %s)
                """,
                [entry, firm.id, role],
            )

    with pytest.raises(DatabaseError, match="makes income of money that belongs to others"):
        post()
    assert found(firm) == []


@pytest.mark.parametrize("state", ["letter_due", "to_hand_over", "handed_over"])
def test_a_credit_note_nobody_claims_is_not_cancelled_into_revenue(state):
    from tests.support.receivables import an_item

    firm = an_organization("USD")
    amount = "400.00" if state == "letter_due" else "200.00"
    credit = an_item(firm, an_owner(firm), amount, kind="credit_note", on="2020-01-10")
    timed(firm, "2023-06-01")
    if state == "handed_over":
        handed_over(firm, "2023-06-01")
    assert state_of(firm, credit)[0] == state
    books = balances(firm)

    with pytest.raises(Refusal) as refused:
        cancel_item(item_id=credit, reason="Nobody wants it", context=firm.context())

    assert state == "handed_over" or isinstance(refused.value, CreditIsUnclaimed)
    assert balances(firm) == books


# What the database holds


def test_the_steps_in_the_database_are_those_of_the_lifecycle():
    from importlib import import_module

    guards = import_module("openbill.unclaimed.migrations.0002_guards")

    assert set(guards.STEPS) == {f"{before} {after}" for (before, _), after in HAND_OVER_LIFECYCLE.transitions.items()}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE unclaimed_change SET because = 'rests'",
        "DELETE FROM unclaimed_change",
        "DELETE FROM unclaimed_credit",
        "DELETE FROM hand_over",
        "UPDATE hand_over SET amount_minor = 1",
        "UPDATE hand_over_credit SET is_live = false",
        "UPDATE unclaimed_rule SET source = 'x'",
        "UPDATE hand_over SET state = 'requested'",
    ],
)
def test_history_and_what_was_handed_over_stay(statement):
    firm = an_organization("USD")
    dormant(firm)
    a_rule(firm, "US-IA")
    handed_over(firm, DAY)

    with pytest.raises(DatabaseError), scope(firm.id), connection.cursor() as cursor:
        cursor.execute(statement)
