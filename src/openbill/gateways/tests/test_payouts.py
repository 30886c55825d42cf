"""A payout is one bank line: payments less fees, refunds and chargebacks, and the account of gateways is even after."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.banking import a_statement, booking
from tests.support.database import guards_switched_off
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.match_lines import match_lines
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.queries.check_cash import check_cash
from openbill.cash_application.queries.lines_in_order import lines_in_order
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.press_test_payment import Press, pay_out_test_payments
from openbill.gateways.commands.record_payout import record_payout
from openbill.gateways.errors import NothingChosen, PayoutDoesNotAddUp
from openbill.gateways.policies.fee_of_test_gateway import fee_of_payment
from openbill.gateways.policies.moves_of_payout import moves_of_payout
from openbill.gateways.queries.check_gateways import INVARIANTS, check_gateways
from openbill.gateways.queries.payouts import entries_of_payout, payouts
from openbill.gateways.types import EntryKind, EntryTold, PayoutTold
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.models import JournalLine
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.types import RateToSet
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.primitives.money import Money
from openbill.receivables.queries.check_receivables import check_receivables


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


def balance(desk: AtTheGateway, role: str, *, functional: bool = False) -> int:
    with scope(desk.firm.id):
        lines = JournalLine.objects.filter(organization_id=desk.firm.id, account__role=role)
        return sum(lines.values_list("functional_minor" if functional else "amount_minor", flat=True))


def paid_out(desk: AtTheGateway, currency: str = "EUR") -> str:
    name = pay_out_test_payments(account_id=desk.account_id, currency=currency, context=desk.firm.context())
    desk.deliver()
    return name


def all_is_right(desk: AtTheGateway) -> bool:
    with scope(desk.firm.id):
        found = [*check_receivables(desk.firm.id), *check_ledger(), *check_gateways(), *check_cash()]
    return found == []


def eur(text: str) -> Money:
    return Money.of(text, "EUR")


def test_thirty_card_payments_with_fees_a_chargeback_and_a_refund(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    amounts = [f"{10 + place}.{place:02}" for place in range(30)]
    payments = [desk.begin(desk.request(a_debit(desk.firm, customer, amount))) for amount in amounts]
    for payment in payments:
        desk.press(payment, Press.PAY)
    desk.deliver()
    desk.press(payments[3], Press.DISPUTE)
    desk.press(payments[4], Press.REFUND)
    desk.deliver()
    fees = sum(fee_of_payment(eur(amount)).minor_units for amount in amounts) + 15_00
    taken = sum(eur(amount).minor_units for amount in amounts)
    back = eur(amounts[3]).minor_units + eur(amounts[4]).minor_units
    assert balance(desk, "gateway_clearing") == taken - back

    name = paid_out(desk)
    desk.read()

    with scope(desk.firm.id):
        (payout,) = payouts()
        entries = entries_of_payout(payout.id)
    assert (payout.gateway_id, payout.amount_minor, payout.fee_minor) == (name, taken - back - fees, fees)
    assert len(entries) == 32
    assert all(entry.attempt_id for entry in entries)
    # What is left on the account is what the bank will show.
    assert balance(desk, "gateway_clearing") == payout.amount_minor
    assert balance(desk, "bank_fees") == fees
    assert all_is_right(desk)


def test_what_goes_back_after_it_was_paid_out_lessens_the_next_payout(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    first = desk.pay(desk.request(a_debit(desk.firm, customer, "100.00")))
    paid_out(desk)
    at_bank = balance(desk, "gateway_clearing")
    desk.press(first, Press.DISPUTE)
    desk.deliver()

    paid_out(desk)

    with scope(desk.firm.id):
        second, before = payouts()
    assert (before.amount_minor, second.amount_minor) == (98_35, -115_00)
    assert balance(desk, "gateway_clearing") == at_bank - 115_00 == before.amount_minor + second.amount_minor
    assert all_is_right(desk)
    with pytest.raises(NothingChosen):
        paid_out(desk)


def test_the_bank_line_of_a_payout_is_known_by_its_name_and_leaves_the_account_even(desk: AtTheGateway):
    customer = a_customer(desk.firm)
    for amount in ("100.00", "50.00"):
        desk.pay(desk.request(a_debit(desk.firm, customer, amount)))
    name = paid_out(desk)
    with scope(desk.firm.id):
        (payout,) = payouts()
    account = add_bank_account(
        legal_entity_id=desk.firm.legal_entity_id, name="House bank", currency="EUR",
        iban="DE89370400440532013000", context=desk.firm.context(),
    ).bank_account_id  # fmt: skip
    amount = str(Money(payout.amount_minor, "EUR").as_decimal())
    statement = a_statement(booking(amount, f"TEST GATEWAY {name}"), closing=str(Decimal(100) + Decimal(amount)))
    import_statements(content=statement, file_name="statement.xml", context=desk.firm.context())
    match_lines(bank_account_id=account, context=desk.firm.context())

    with scope(desk.firm.id):
        (payout,) = payouts()
    assert payout.arrived_date is not None
    assert (balance(desk, "gateway_clearing"), balance(desk, "unidentified_cash")) == (0, 0)
    assert all_is_right(desk)
    with scope(desk.firm.id):
        (line,) = lines_in_order()
    undo_posting(line_id=line.id, reason="Another one.", context=desk.firm.context())
    with scope(desk.firm.id):
        assert payouts()[0].arrived_date is None
    assert balance(desk, "gateway_clearing") == payout.amount_minor


def told(*entries: EntryTold, amount: str, name: str = "po_1") -> PayoutTold:
    return PayoutTold(name, eur(amount), date(2026, 3, 2), entries)


def entry(kind: EntryKind, amount: str, fee: str = "0", of: str = "") -> EntryTold:
    return EntryTold(kind, f"{kind} {amount}", eur(amount), eur(fee), of)


def test_what_is_none_of_ours_is_not_of_customers(desk: AtTheGateway):
    payout = told(
        entry(EntryKind.PAYMENT, "50.00", "1.00", "pi_sold_in_a_shop"),
        entry(EntryKind.FEE, "-2.00"),
        amount="47.00",
    )
    record_payout(account_id=desk.account_id, told=payout, context=desk.firm.context())

    assert balance(desk, "gateway_clearing") == 47_00
    assert (balance(desk, "bank_fees"), balance(desk, "other_cash")) == (3_00, -50_00)


def test_a_payout_is_booked_once_and_only_where_it_adds_up(desk: AtTheGateway):
    good = told(entry(EntryKind.PAYMENT, "50.00", "1.00"), amount="49.00")
    with nothing_changes(desk.firm.id), pytest.raises(PayoutDoesNotAddUp, match=r"come to 49.00 EUR.*over 48.00 EUR"):
        record_payout(account_id=desk.account_id, told=told(*good.entries, amount="48.00"), context=desk.firm.context())
    first = record_payout(account_id=desk.account_id, told=good, context=desk.firm.context())
    again = record_payout(account_id=desk.account_id, told=good, context=desk.firm.context())
    assert (first.is_new, again.is_new, first.payout_id) == (True, False, again.payout_id)
    assert balance(desk, "bank_fees") == 1_00


def test_fees_in_a_foreign_currency_are_worth_what_the_rate_says(desk: AtTheGateway):
    set_exchange_rates(rates=[RateToSet("USD", "EUR", date(2026, 1, 1), Decimal("0.9"))], context=desk.firm.context())
    customer = a_customer(desk.firm)
    desk.pay(desk.request(a_debit(desk.firm, customer, "100.00", currency="USD")))

    paid_out(desk, "USD")

    assert balance(desk, "bank_fees") == 1_65
    assert balance(desk, "bank_fees", functional=True) == 1_49
    assert balance(desk, "gateway_clearing", functional=True) == 90_00 - 1_49
    assert all_is_right(desk)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([EntryKind.PAYMENT, EntryKind.REFUND, EntryKind.CHARGEBACK, EntryKind.FEE]),
            st.integers(-10_000, 10_000),
            st.integers(-500, 500),
            st.sampled_from(["ours", "other", ""]),
        )
    )
)
def test_the_entry_balances_and_leaves_what_the_bank_shows(rows: list[tuple[EntryKind, int, int, str]]):
    """Ours stands on the account already; with the entry there is just the payout on it."""
    entries = tuple(EntryTold(kind, "x", Money(amount, "EUR"), Money(fee, "EUR"), of) for kind, amount, fee, of in rows)
    amount = sum(each.amount.minor_units - each.fee.minor_units for each in entries)
    moves = moves_of_payout(PayoutTold("po", Money(amount, "EUR"), date(2026, 3, 2), entries), {"ours"})

    stands = sum(
        each.amount.minor_units for each in entries if each.payment_ref == "ours" and each.kind is not EntryKind.FEE
    )
    moved = sum(move.amount.minor_units * (1 if move.debit == "gateway_clearing" else -1) for move in moves)
    assert stands + moved == amount


BREAKERS = {
    "successes_are_payments": "UPDATE payment_attempt SET amount_minor = amount_minor + 1",
    "disputed_payments_were_taken_back": "UPDATE payment_attempt SET state = 'disputed', disputed_minor = amount_minor",
    "no_more_went_back_than_came": "INSERT INTO gateway_refund (organization_id, id, attempt_id, amount_minor, state,"
    " is_booked, refusals, refused_because, command_id) SELECT organization_id, new_identifier(), id, amount_minor + 1,"
    " 'asked', true, 0, '', command_id"
    " FROM payment_attempt",
    "money_of_others_is_that_of_foreign_lines": "UPDATE payout_entry SET attempt_id = NULL",
    "refunds_add_up": "UPDATE payment_attempt SET refunded_minor = 1",
    "tries_are_of_the_customer_who_was_asked": "UPDATE payment_attempt SET customer_id = new_identifier()",
    "payouts_add_up": "UPDATE payout SET amount_minor = amount_minor + 1",
}


def test_every_invariant_has_somebody_who_breaks_it():
    assert set(BREAKERS) == set(INVARIANTS)


@pytest.mark.parametrize("invariant", BREAKERS)
def test_verify_names_what_is_broken(desk: AtTheGateway, invariant: str):
    desk.pay(desk.request(a_debit(desk.firm, a_customer(desk.firm), "100.00")))
    paid_out(desk)
    with scope(desk.firm.id):
        assert list(check_gateways()) == []
    with guards_switched_off() as opened:
        opened.execute(f"{BREAKERS[invariant]} WHERE organization_id = %s", [desk.firm.id])
    with scope(desk.firm.id):
        assert {found.invariant for found in check_gateways()} == {invariant}
