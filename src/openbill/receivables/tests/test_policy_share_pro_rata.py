"""A credit is spread in proportion, to the cent, and never over a debt."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from openbill.primitives.money import Money
from openbill.receivables.policies.share_pro_rata import share_pro_rata
from openbill.receivables.types import OpenDebit, Share

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)

amounts = st.lists(
    st.tuples(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=10**9)),
    max_size=12,
)


def eur(cents):
    return Money(cents, "EUR")


def a_debit(number, due, cents, disputed=0):
    return OpenDebit(UUID(int=number), due, eur(cents), eur(disputed))


def test_spreads_in_proportion_to_what_is_undisputed():
    debits = [a_debit(1, JANUARY, 100_00), a_debit(2, JANUARY, 500_00, disputed=200_00)]

    assert share_pro_rata(eur(40_00), debits) == [
        Share(UUID(int=1), eur(10_00)),
        Share(UUID(int=2), eur(30_00)),
    ]


def test_a_spare_cent_goes_to_the_older_of_equal_debts():
    younger, older = a_debit(1, FEBRUARY, 10_00), a_debit(2, JANUARY, 10_00)

    assert share_pro_rata(eur(1), [younger, older]) == [Share(older.item_id, eur(1))]


def test_leaves_what_nobody_owes_unapplied():
    assert share_pro_rata(eur(500_00), [a_debit(1, JANUARY, 100_00)]) == [Share(UUID(int=1), eur(100_00))]
    assert share_pro_rata(eur(500_00), [a_debit(1, JANUARY, 100_00, disputed=100_00)]) == []
    assert share_pro_rata(eur(500_00), []) == []


@given(st.integers(min_value=1, max_value=10**10), amounts, st.randoms())
def test_adds_up_exactly_and_never_exceeds_a_debt(cents, open_and_disputed, random):
    debits = [
        a_debit(number, JANUARY, undisputed + disputed, disputed)
        for number, (undisputed, disputed) in enumerate(open_and_disputed)
    ]
    shares = share_pro_rata(eur(cents), debits)

    payable = {debit.item_id: debit.undisputed_amount for debit in debits}
    assert Money.total((share.amount for share in shares), "EUR") == min(
        eur(cents), Money.total(payable.values(), "EUR")
    )
    assert all(eur(0) < share.amount <= payable[share.item_id] for share in shares)
    assert share_pro_rata(eur(cents), random.sample(debits, len(debits))) == shares
