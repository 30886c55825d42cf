"""What is due becomes debits, and nothing else does."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.debits import (
    a_collecting_firm,
    a_mandate,
    debits_of,
    on,
    prepared,
    submitted,
    the_bank_tells,
    the_batch_was_booked,
)
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, contested, open_amount
from tests.support.unchanged import nothing_changes

from openbill.collections.commands.give_promise import give_promise
from openbill.collections.types import Promised
from openbill.direct_debits.commands.cancel_debits import cancel_batch, cancel_debit
from openbill.direct_debits.errors import CreditorUnknown, NothingToCollect
from openbill.direct_debits.models import DebitItem
from openbill.direct_debits.policies.plan_debits import CollectableItem, plan_debits
from openbill.direct_debits.queries.mandates import mandate_of
from openbill.direct_debits.types import MandateUse, Scheme, SequenceType
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import RateToSet
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.lifecycle import NotPossibleInState
from openbill.primitives.money import Money


@pytest.fixture
def firm() -> AnOrganization:
    return a_collecting_firm()


def owes(firm: AnOrganization, *amounts: str, due: str = "2026-01-20", **details: object):
    """A customer with a mandate that owes these amounts."""
    customer = a_customer(firm)
    mandate = a_mandate(firm, customer, **details)
    return customer, mandate, [a_debit(firm, customer, amount, on="2026-01-02", due=due) for amount in amounts]


def test_one_debit_for_each_mandate_over_all_that_is_due(firm: AnOrganization):
    owes(firm, "10.00", "20.00")
    owes(firm, "5.50")
    owes(firm, "7.00", due="2026-02-20")

    (batch,) = prepared(firm)

    assert (batch.number, batch.debits, batch.amount) == ("DD-000001", 2, Money(35_50, "EUR"))
    assert (batch.scheme, batch.sequence_type) == (Scheme.CORE, SequenceType.RECURRENT)
    assert batch.collection_date == date(2026, 1, 20)
    assert [debit.amount_minor for debit in debits_of(firm)] == [30_00, 5_50]
    with nothing_changes(firm.id), pytest.raises(NothingToCollect, match="2026-01-31"):
        prepared(firm)


def test_what_is_disputed_promised_or_in_credit_is_left_out(firm: AnOrganization):
    _, _, (disputed,) = owes(firm, "10.00")
    contested(firm, disputed, "4.00")
    _, _, (promised,) = owes(firm, "20.00")
    give_promise(
        promised=[Promised(promised, Money(20_00, "EUR"))],
        promised_date=date(2026, 12, 1),
        given_on=date(2026, 1, 3),
        context=firm.context(),
    )
    customer, _, _ = owes(firm, "30.00", "5.00")
    a_credit(firm, customer, "32.00")
    dollars = a_customer(firm)
    a_mandate(firm, dollars)
    set_exchange_rates(rates=[RateToSet("USD", "EUR", date(2026, 1, 1), Decimal("0.9"))], context=firm.context())
    a_debit(firm, dollars, "9.00", on="2026-01-02", due="2026-01-20", currency="USD")

    prepared(firm)

    assert [debit.amount_minor for debit in debits_of(firm)] == [6_00, 3_00]


def test_batches_are_of_one_scheme_kind_and_day(firm: AnOrganization):
    owes(firm, "1.00")
    owes(firm, "2.00", scheme=Scheme.B2B)
    owes(firm, "3.00", notice_days=1, due="2026-01-07")
    _, last, _ = owes(firm, "4.00")
    owes(firm, "5.00", use=MandateUse.ONE_OFF)

    batches = prepared(firm, last_of=[last])

    assert [(each.scheme.value, each.sequence_type.value, each.collection_date.day) for each in batches] == [
        ("b2b", "RCUR", 20),
        ("core", "FNAL", 20),
        ("core", "OOFF", 20),
        ("core", "RCUR", 7),
        ("core", "RCUR", 20),
    ]


def test_a_mandate_for_one_collection_ends_with_it(firm: AnOrganization):
    customer, mandate, _ = owes(firm, "5.00", use=MandateUse.ONE_OFF)
    submitted(firm)
    a_debit(firm, customer, "6.00", on="2026-01-02", due="2026-01-20")
    with pytest.raises(NothingToCollect):
        prepared(firm)
    the_bank_tells(firm, the_batch_was_booked(5_00), minor=5_00)
    with scope(firm.id):
        assert mandate_of(mandate).state == "expired"


def test_a_bank_that_asks_for_it_is_told_of_the_first():
    firm = a_collecting_firm(marks_first=True)
    customer, _, _ = owes(firm, "5.00")
    (batch,) = prepared(firm)
    assert batch.sequence_type is SequenceType.FIRST
    cancel_batch(batch_id=batch.batch_id, context=firm.context())
    submitted(firm)
    the_bank_tells(firm, the_batch_was_booked(5_00, "DD000002"), minor=5_00)
    a_debit(firm, customer, "6.00", on="2026-01-22", due="2026-01-31")
    (batch,) = prepared(firm, context=on(firm, "2026-01-22"))
    assert batch.sequence_type is SequenceType.RECURRENT


def test_what_is_cancelled_may_be_collected_anew(firm: AnOrganization):
    _, _, (item,) = owes(firm, "10.00")
    owes(firm, "20.00")
    (batch,) = prepared(firm)
    first, second = debits_of(firm)

    cancel_debit(debit_id=first.id, context=firm.context())
    with pytest.raises(NotPossibleInState):
        cancel_debit(debit_id=first.id, context=firm.context())
    (again,) = prepared(firm)
    assert (again.debits, again.amount) == (1, Money(10_00, "EUR"))
    with scope(firm.id):
        rows = DebitItem.objects.filter(organization_id=firm.id, item_id=item).order_by("id")
        assert list(rows.values_list("is_live", flat=True)) == [False, True]
    cancel_debit(debit_id=second.id, context=firm.context())
    with pytest.raises(NotPossibleInState, match="cancelled"):
        cancel_batch(batch_id=batch.batch_id, context=firm.context())
    assert open_amount(firm, item) == "10.00"


def test_a_firm_that_does_not_collect_says_so():
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(CreditorUnknown):
        prepared(firm)


AMOUNTS = st.integers(1, 10_000)


@given(debts=st.lists(st.tuples(AMOUNTS, st.integers(1, 28)), min_size=1, max_size=8), credit=st.integers(0, 20_000))
def test_credits_lessen_the_oldest_debts_and_nothing_is_lost(debts: list[tuple[int, int]], credit: int):
    mandate, customer = new_identifier(), new_identifier()
    items = [
        CollectableItem(
            new_identifier(), mandate, customer, "", date(2026, 1, day), date(2026, 1, day), Money(minor, "EUR"), 1
        )
        for minor, day in debts
    ]
    planned = plan_debits(items, {customer: Money(credit, "EUR")}, {mandate: 14}, today=date(2026, 1, 1))

    total = sum(minor for minor, _ in debts)
    assert sum(debit.amount.minor_units for debit in planned) == max(0, total - credit)
    for debit in planned:
        assert sum(amount.minor_units for _, amount in debit.shares) == debit.amount.minor_units
        collected = dict(debit.shares)
        spared = [item for item in items if item.item_id not in collected]
        assert all(
            item.due_date <= min(debt.due_date for debt in items if debt.item_id in collected) for item in spared
        )
        assert debit.collection_date >= max(item.due_date for item in items if item.item_id in collected)
