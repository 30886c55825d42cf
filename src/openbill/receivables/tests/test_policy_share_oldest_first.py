"""A credit settles the oldest undisputed debts first, whatever the order they are given in."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.primitives.money import CurrencyMismatch, Money
from openbill.receivables.policies.share_oldest_first import share_oldest_first
from openbill.receivables.types import OpenDebit, Share

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)

debits = st.lists(
    st.builds(
        lambda item, due, undisputed, disputed: OpenDebit(
            UUID(int=item), due, eur(undisputed + disputed), eur(disputed)
        ),
        st.integers(min_value=1, max_value=10**6),
        st.sampled_from([JANUARY, FEBRUARY, MARCH]),
        st.integers(min_value=0, max_value=10**9),
        st.integers(min_value=0, max_value=10**9),
    ),
    unique_by=lambda debit: debit.item_id,
    max_size=12,
)


def eur(cents):
    return Money(cents, "EUR")


def a_debit(number, due, cents, disputed=0):
    return OpenDebit(UUID(int=number), due, eur(cents), eur(disputed))


def test_settles_the_oldest_debt_first_and_keeps_the_rest_open():
    february, january = a_debit(1, FEBRUARY, 300_00), a_debit(2, JANUARY, 100_00)

    assert share_oldest_first(eur(250_00), [february, january]) == [
        Share(january.item_id, eur(100_00)),
        Share(february.item_id, eur(150_00)),
    ]


def test_leaves_the_disputed_part_alone():
    disputed, later = a_debit(1, JANUARY, 100_00, disputed=40_00), a_debit(2, MARCH, 50_00)

    assert share_oldest_first(eur(200_00), [disputed, later]) == [
        Share(disputed.item_id, eur(60_00)),
        Share(later.item_id, eur(50_00)),
    ]


def test_pays_nothing_into_a_dispute_that_names_more_than_is_open():
    assert share_oldest_first(eur(10_00), [a_debit(1, JANUARY, 30_00, disputed=50_00)]) == []


def test_takes_debts_of_one_day_in_order_of_their_identifier():
    first, second = a_debit(1, JANUARY, 10_00), a_debit(2, JANUARY, 10_00)

    assert share_oldest_first(eur(15_00), [second, first]) == [
        Share(first.item_id, eur(10_00)),
        Share(second.item_id, eur(5_00)),
    ]


def test_refuses_debts_of_another_currency():
    dollars = OpenDebit(UUID(int=1), JANUARY, Money(10_00, "USD"))

    with pytest.raises(CurrencyMismatch):
        share_oldest_first(eur(10_00), [dollars])


def test_a_credit_without_value_is_a_fault():
    with pytest.raises(AssertionError, match="nothing to share"):
        share_oldest_first(eur(0), [])


@given(st.integers(min_value=1, max_value=10**10), debits, st.randoms())
def test_spends_all_it_can_and_never_more_than_a_debt_takes(cents, given_debits, random):
    shares = share_oldest_first(eur(cents), given_debits)

    payable = {debit.item_id: debit.undisputed_amount for debit in given_debits}
    assert Money.total((share.amount for share in shares), "EUR") == min(
        eur(cents), Money.total(payable.values(), "EUR")
    )
    assert all(eur(0) < share.amount <= payable[share.item_id] for share in shares)
    shuffled = random.sample(given_debits, len(given_debits))
    assert share_oldest_first(eur(cents), shuffled) == shares
