"""What settlements took of a value that was known only later adds up on every day, whatever was undone."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from openbill.receivables.policies.parts_of_uses import parts_of_uses
from openbill.receivables.types import UnvaluedUse

FIRST_DAY = date(2026, 1, 1)
DEBT, CREDIT = UUID(int=1), UUID(int=2)


def a_use(number: int, amount: int, day: int, undoes: int | None = None) -> UnvaluedUse:
    return UnvaluedUse(
        UUID(int=number),
        DEBT,
        CREDIT,
        amount,
        FIRST_DAY + timedelta(days=day),
        None if undoes is None else UUID(int=undoes),
    )


def told(worth: int, *uses: UnvaluedUse, amount: int = 100_00) -> list[int]:
    parts = parts_of_uses(amount, worth, uses)
    return [parts[use.allocation_id] for use in uses]


def test_the_last_part_takes_all_that_is_left() -> None:
    thirds = [a_use(number, amount, number) for number, amount in enumerate((33_33, 33_33, 33_34))]
    assert told(90_01, *thirds) == [30_00, 30_00, 30_01]


def test_what_is_undone_gives_back_what_it_took_and_the_next_one_takes_of_that() -> None:
    assert told(90_01, a_use(1, 50_00, 1), a_use(2, -50_00, 5, undoes=1), a_use(3, 50_00, 5), a_use(4, 50_00, 9)) == [
        45_01,
        -45_01,
        45_01,
        45_00,
    ]


def test_the_day_counts_and_not_the_order_in_which_they_were_made() -> None:
    assert told(90_01, a_use(1, 50_00, 9), a_use(2, 50_00, 3)) == [45_00, 45_01]


def test_what_was_undone_on_its_own_day_is_in_nobodys_way() -> None:
    whole = a_use(1, 100_00, 4), a_use(2, -100_00, 4, undoes=1)
    assert told(90_01, *whole, a_use(3, 100_00, 2)) == [90_01, -90_01, 90_01]


@st.composite
def histories(draw: st.DrawFn) -> tuple[int, int, list[UnvaluedUse]]:
    """An amount, its value, and settlements that keep the rules: nothing is over-allocated on any day."""
    amount = draw(st.integers(1, 10_000))
    uses: list[UnvaluedUse] = []
    undone: set[UUID] = set()
    earliest = 0
    for number in range(1, draw(st.integers(1, 12)) + 1):
        live = [use for use in uses if use.undoes_id is None and use.allocation_id not in undone]
        left = amount - sum(use.amount_minor for use in uses)
        if live and (left == 0 or draw(st.booleans())):
            use = draw(st.sampled_from(live))
            began = (use.effective_date - FIRST_DAY).days
            day = draw(st.integers(began, began + 9))
            uses.append(a_use(number, -use.amount_minor, day, undoes=use.allocation_id.int))
            undone.add(use.allocation_id)
            earliest = max(earliest, day) if day > began else earliest
        elif left:
            uses.append(a_use(number, draw(st.integers(1, left)), draw(st.integers(earliest, earliest + 9))))
    return amount, draw(st.integers(0, 20_000)), uses


@given(histories())
def test_on_every_day_what_is_open_carries_its_share_and_what_is_settled_nothing(
    history: tuple[int, int, list[UnvaluedUse]],
) -> None:
    amount, worth, uses = history
    parts = parts_of_uses(amount, worth, uses)

    for use in uses:
        if use.undoes_id is not None:
            assert parts[use.allocation_id] == -parts[use.undoes_id]
    of_a_day = defaultdict(list)
    for use in uses:
        of_a_day[use.effective_date].append(use)
    is_open, carried = amount, worth
    for day in sorted(of_a_day):
        is_open -= sum(use.amount_minor for use in of_a_day[day])
        carried -= sum(parts[use.allocation_id] for use in of_a_day[day])
        assert 0 <= carried <= worth
        assert carried == 0 or is_open > 0
        # Each settlement rounds once; nobody is off by more than they together.
        assert abs(carried * amount - worth * is_open) <= amount * len(uses)
