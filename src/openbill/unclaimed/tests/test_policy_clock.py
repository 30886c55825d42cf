"""A clock never runs ahead of the law, a contact only puts it back, and days pass in one direction."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from openbill.primitives.calendar import add_months
from openbill.primitives.money import Money
from openbill.unclaimed.policies.clock import clock_of
from openbill.unclaimed.policies.days_of_year import first_on_or_after
from openbill.unclaimed.queries.rules import shipped_rules
from openbill.unclaimed.types import ClockState, CreditFacts, CreditKind, Letter, Rule, Treatment

DAYS = st.dates(date(2015, 1, 1), date(2024, 12, 31))
HANDING_OVER = [rule for rule in shipped_rules() if rule.treatment is Treatment.HAND_OVER]
ORDER = [ClockState.RESTING, ClockState.LETTER_DUE, ClockState.LETTER_SENT, ClockState.TO_HAND_OVER]


@st.composite
def facts(draw: st.DrawFn) -> CreditFacts:
    arose = draw(DAYS)
    contact = draw(st.none() | st.dates(arose, arose + timedelta(days=2_000)))
    sent = draw(st.none() | st.dates(arose, arose + timedelta(days=3_000)))
    letter = draw(st.none() | st.just(Letter(sent, came_back=draw(st.booleans()))))
    return CreditFacts(
        kind=draw(st.sampled_from(CreditKind)),
        amount=Money(draw(st.integers(1, 100_000)), draw(st.sampled_from(["USD", "EUR"]))),
        arose_on=arose,
        last_contact_on=contact,
        is_business=draw(st.booleans()),
        has_owner=draw(st.booleans()),
        letter=letter,
    )


RULES = st.sampled_from(HANDING_OVER)


@given(facts(), RULES, st.integers(1_200, 5_000))
def test_nothing_is_handed_over_before_it_is_dormant_and_the_owner_could_answer(told: CreditFacts, rule: Rule, days):
    today = told.arose_on + timedelta(days=days)
    clock = clock_of(told, rule, rule.jurisdiction, today)
    if clock.state is not ClockState.TO_HAND_OVER:
        return
    assert clock.dormant_on is not None
    assert clock.dormant_on < today
    assert add_months(clock.rests_from, rule.dormancy_months) == clock.dormant_on
    if clock.letter_until is not None:
        assert told.letter is not None
        assert told.letter.sent_on is not None
        assert not told.letter.came_back
        assert clock.rests_from <= told.letter.sent_on <= today - timedelta(days=rule.letter_latest_days)


@given(facts(), RULES, st.integers(0, 5_000), st.integers(0, 400))
def test_while_nothing_happens_a_clock_goes_forward_only(told: CreditFacts, rule: Rule, days, more):
    first = clock_of(told, rule, rule.jurisdiction, told.arose_on + timedelta(days=days))
    later = clock_of(told, rule, rule.jurisdiction, told.arose_on + timedelta(days=days + more))
    if first.state not in ORDER:
        return
    assert ORDER.index(later.state) >= ORDER.index(first.state)
    assert (first.dormant_on, first.report_on, first.deliver_on) == (
        later.dormant_on, later.report_on, later.deliver_on,
    )  # fmt: skip


@given(facts(), RULES, st.integers(0, 2_000))
def test_a_later_contact_never_brings_the_report_nearer(told: CreditFacts, rule: Rule, days):
    today = told.arose_on + timedelta(days=4_000)
    later = (told.last_contact_on or told.arose_on) + timedelta(days=days)
    before = clock_of(told, rule, rule.jurisdiction, today)
    after = clock_of(replace(told, last_contact_on=later), rule, rule.jurisdiction, today)
    if before.report_on is None or after.report_on is None:
        return
    assert after.report_on >= before.report_on
    assert after.rests_from == later


@given(facts(), RULES)
def test_its_days_come_in_order(told: CreditFacts, rule: Rule):
    clock = clock_of(told, rule, rule.jurisdiction, told.arose_on)
    if clock.report_on is None:
        return
    assert clock.dormant_on is not None
    assert clock.deliver_on is not None
    assert clock.rests_from < clock.dormant_on < clock.report_on <= clock.deliver_on
    if clock.letter_from is not None and clock.letter_until is not None:
        assert clock.letter_from < clock.letter_until < clock.report_on


def test_a_credit_of_the_first_year_has_a_clock_all_the_same():
    told = CreditFacts(
        kind=CreditKind.PAYMENT,
        amount=Money(100, "EUR"),
        arose_on=date.min,
        last_contact_on=None,
        is_business=True,
        has_owner=True,
    )
    rule = replace(HANDING_OVER[0], dormancy_months=1, cut_off="02-28", report_by="03-01", letter_latest_days=100)

    clock = clock_of(told, replace(rule, letter_earliest_days=None), "US-TX", date(2026, 1, 1))

    assert (clock.letter_from, clock.letter_until, clock.report_on) == (date.min, date.min, date(1, 3, 1))


@given(DAYS, st.sampled_from(["01-01", "02-28", "06-30", "12-31"]))
def test_a_day_of_the_year_comes_within_a_year(day: date, day_of_year: str):
    found = first_on_or_after(day, day_of_year)

    assert day <= found <= day + timedelta(days=366)
    assert found.strftime("%m-%d") == day_of_year
