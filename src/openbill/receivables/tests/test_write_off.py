"""A debt is given up within the limit by one person, above it by two; and owed again where it is paid after all."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tests.support.database import fingerprint
from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, open_amount

from openbill.foundation.context import Actor, ActorKind
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.reopen_period import reopen_period
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.ledger.types import RateToSet
from openbill.organizations.commands.change_settings import change_settings
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.approve_write_off import approve_write_off
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.decline_write_off import decline_write_off
from openbill.receivables.commands.recover_write_off import recover_write_off
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.errors import ActOfTheFuture, MoreThanIsOpen, NothingWrittenOff, WriteOffAlreadyDecided
from openbill.receivables.policies.write_off_authority import ApproverIsRequester
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_receivables import check_receivables


def a_firm_with_a_limit_of_50():
    firm = an_organization()
    change_settings(write_off_limit=Money.of("50.00", "EUR"), context=firm.context())
    return firm


def acting(firm, number):
    return replace(firm.context(), actor=Actor(ActorKind.USER, UUID(int=number)))


def balances(firm, as_of=date(2026, 12, 31)):
    with scope(firm.id):
        assert list(check_receivables(firm.id)) == []
        rows = trial_balance(firm.legal_entity_id, as_of).rows
    return {row.role: row.functional_balance_minor for row in rows if row.functional_balance_minor}


def test_the_limit_itself_is_within_it():
    firm = a_firm_with_a_limit_of_50()
    debt = a_debit(firm, a_customer(firm), "80.00")

    done = write_off(
        item_id=debt, reason="Lost.", amount=Money.of("50.00", "EUR"), on=date(2026, 3, 1), context=acting(firm, 1)
    )

    assert done.state == "approved"
    assert open_amount(firm, debt) == "30.00"
    assert balances(firm) == {"receivable": 30_00, "revenue": -80_00, "bad_debt": 50_00}


def test_nothing_is_done_as_of_a_day_that_has_not_come():
    firm = a_firm_with_a_limit_of_50()
    customer = a_customer(firm)
    debt, credit = a_debit(firm, customer, "200.00"), a_credit(firm, customer, "50.00")
    (use,) = allocate_credit(credit_item_id=credit, context=firm.context()).allocation_ids
    later = firm.context().today("Pacific/Kiritimati") + timedelta(days=1)
    some = Money.of("1.00", "EUR")
    before = fingerprint(firm.id)
    for act in (
        lambda: write_off(item_id=debt, reason="Lost.", amount=some, on=later, context=firm.context()),
        lambda: recover_write_off(item_id=debt, amount=some, on=later, context=firm.context()),
        lambda: cancel_item(item_id=debt, reason="Twice.", on=later, context=firm.context()),
        lambda: undo_allocation(allocation_id=use, on=later, context=firm.context()),
        lambda: allocate_credit(credit_item_id=credit, on=later, context=firm.context()),
    ):
        with pytest.raises(ActOfTheFuture):
            act()
    assert fingerprint(firm.id) == before


def test_slices_count_together():
    firm = a_firm_with_a_limit_of_50()
    debt = a_debit(firm, a_customer(firm), "200.00")

    def slice_of(amount: str, person: int) -> str:
        return write_off(
            item_id=debt,
            reason="Lost.",
            amount=Money.of(amount, "EUR"),
            on=date(2026, 3, 1),
            context=acting(firm, person),
        ).state

    assert [slice_of("30.00", 1), slice_of("20.00", 2), slice_of("0.01", 1)] == ["approved", "approved", "requested"]
    assert open_amount(firm, debt) == "150.00"


def test_a_cent_more_waits_for_a_second_person():
    firm = a_firm_with_a_limit_of_50()
    debt = a_debit(firm, a_customer(firm), "50.01")
    asked = write_off(item_id=debt, reason="Lost.", context=acting(firm, 1))
    assert (asked.state, asked.credit_item_id, open_amount(firm, debt)) == ("requested", None, "50.01")
    before = fingerprint(firm.id)
    with pytest.raises(ApproverIsRequester):
        approve_write_off(request_id=asked.request_id, context=acting(firm, 1))
    assert fingerprint(firm.id) == before

    assert approve_write_off(request_id=asked.request_id, context=acting(firm, 2)).state == "approved"

    assert open_amount(firm, debt) == "0.00"
    for decide in (approve_write_off, decline_write_off):
        with pytest.raises(WriteOffAlreadyDecided):
            decide(request_id=asked.request_id, context=acting(firm, 3))


def test_in_another_currency_nobody_approves_what_they_asked_for_however_little():
    firm = a_firm_with_a_limit_of_50()
    set_exchange_rates(rates=[RateToSet("USD", "EUR", date(2026, 1, 1), Decimal("0.9"))], context=firm.context())
    debt = a_debit(firm, a_customer(firm), "40.00", currency="USD")
    asked = write_off(item_id=debt, reason="Lost.", on=date(2026, 3, 1), context=acting(firm, 1))
    assert asked.state == "requested"

    with pytest.raises(ApproverIsRequester):
        approve_write_off(request_id=asked.request_id, context=acting(firm, 1))
    approve_write_off(request_id=asked.request_id, context=acting(firm, 2))

    # Worth what the debt is: giving up makes no exchange difference.
    assert balances(firm) == {"revenue": -36_00, "bad_debt": 36_00}


def test_what_was_paid_meanwhile_is_not_given_up_as_well():
    firm = a_firm_with_a_limit_of_50()
    customer = a_customer(firm)
    debt = a_debit(firm, customer, "80.00")
    asked = write_off(item_id=debt, reason="Lost.", context=acting(firm, 1))
    allocate_credit(credit_item_id=a_credit(firm, customer, "10.00"), context=firm.context())

    with pytest.raises(MoreThanIsOpen, match=r"80\.00 EUR is more than the 70\.00 EUR"):
        approve_write_off(request_id=asked.request_id, context=acting(firm, 2))

    assert open_amount(firm, debt) == "70.00"


def test_a_debt_is_not_given_up_before_it_stood_in_the_books():
    firm = a_firm_with_a_limit_of_50()
    customer = a_customer(firm)
    a_debit(firm, customer, "1.00", on="2026-01-02")
    january = {"legal_entity_id": firm.legal_entity_id, "month": date(2026, 1, 1), "context": firm.context()}
    close_period(**january)
    debt = a_debit(firm, customer, "20.00", on="2026-01-10")
    reopen_period(reason="Forgotten.", **january)

    write_off(item_id=debt, reason="Lost.", on=date(2026, 1, 15), context=acting(firm, 1))

    with scope(firm.id):
        assert aging(firm.id, date(2026, 1, 20)).totals_minor("EUR") == (0, 0, 1_00, 0, 0, 0)


def test_a_recovered_debt_is_owed_again_against_recoveries_and_never_twice():
    firm = a_firm_with_a_limit_of_50()
    debt = a_debit(firm, a_customer(firm), "50.00", on="2026-01-01")
    write_off(item_id=debt, reason="Lost.", on=date(2026, 3, 1), context=acting(firm, 1))

    recovered = recover_write_off(
        item_id=debt, amount=Money.of("30.00", "EUR"), on=date(2026, 5, 1), context=firm.context()
    )

    assert (open_amount(firm, debt), open_amount(firm, recovered)) == ("0.00", "30.00")
    assert balances(firm) == {"receivable": 30_00, "revenue": -50_00, "bad_debt": 50_00, "recoveries": -30_00}
    before = fingerprint(firm.id)
    with pytest.raises(NothingWrittenOff, match=r"20\.01 EUR is more than the 20\.00 EUR"):
        recover_write_off(item_id=debt, amount=Money.of("20.01", "EUR"), on=date(2026, 5, 1), context=firm.context())
    assert fingerprint(firm.id) == before
