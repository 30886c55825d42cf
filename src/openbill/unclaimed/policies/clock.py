"""Where a credit that nobody claims stands on a day."""

from datetime import date, timedelta

from openbill.primitives.calendar import add_months
from openbill.unclaimed.policies.days_of_year import first_on_or_after
from openbill.unclaimed.policies.jurisdiction import UNITED_STATES, is_whole
from openbill.unclaimed.types import Clock, ClockState, CreditFacts, ReasonCode, Rule, Treatment

LETTER_LEAD_DAYS = 60
"""So long before its last day a letter is due where the law names no first one: time to find an address. Ours."""


def clock_of(facts: CreditFacts, rule: Rule | None, jurisdiction: str, today: date) -> Clock:
    """Where a credit stands: the state, why, and the days that come. See docs/algorithms/unclaimed.md.

    The owner's last act begins the clock anew; a letter of ours does not. Without a rule nothing is guessed.
    """
    rests_from = max(facts.arose_on, facts.last_contact_on or facts.arose_on)
    if rule is None:
        return Clock(ClockState.RULE_MISSING, _why_no_rule(jurisdiction), rests_from)
    if rule.treatment is Treatment.KEEP:
        return Clock(ClockState.KEPT, ReasonCode.NO_HANDING_OVER, rests_from, _lapses_on(facts.arose_on, rule))
    if rule.exempts_businesses and facts.is_business:
        return Clock(ClockState.KEPT, ReasonCode.BETWEEN_BUSINESSES, rests_from)
    return _running(facts, rule, rests_from, today)


def _running(facts: CreditFacts, rule: Rule, rests_from: date, today: date) -> Clock:
    dormant_on = add_months(rests_from, rule.dormancy_months)
    cut_off = first_on_or_after(dormant_on, rule.cut_off)
    report_on = first_on_or_after(cut_off + timedelta(days=1), rule.report_by)
    deliver_on = first_on_or_after(report_on, rule.deliver_by or rule.report_by)
    letter_until = _days_before(report_on, rule.letter_latest_days)
    earliest = rule.letter_earliest_days
    letter_from = (
        _days_before(letter_until, LETTER_LEAD_DAYS) if earliest is None else _days_before(report_on, earliest)
    )
    no_letter = _why_no_letter(facts, rule)
    if no_letter is None:
        state, because = _by_letter(facts, rule, today, cut_off=cut_off, letter_from=letter_from, since=rests_from)
    elif today > cut_off:
        state, because = ClockState.TO_HAND_OVER, no_letter
    else:
        state, because = _resting(facts, rests_from)
    return Clock(
        state,
        because,
        rests_from,
        dormant_on,
        letter_from if no_letter is None else None,
        letter_until if no_letter is None else None,
        report_on,
        deliver_on,
    )


def _days_before(day: date, days: int) -> date:
    """So many days before a day; documents of the first years may be dated so by mistake, and no day is before them."""
    return date.fromordinal(max(day.toordinal() - days, date.min.toordinal()))


def _by_letter(
    facts: CreditFacts, rule: Rule, today: date, *, cut_off: date, letter_from: date, since: date
) -> tuple[ClockState, ReasonCode]:
    """The owner has as long to answer as the law puts between the letter and the report."""
    letter = facts.letter
    sent_on = letter.sent_on if letter is not None and letter.sent_on is not None else None
    if sent_on is not None and sent_on >= since and letter is not None and not letter.came_back:
        answered_by = sent_on + timedelta(days=rule.letter_latest_days)
        if today > cut_off and today >= answered_by:
            return ClockState.TO_HAND_OVER, ReasonCode.NOBODY_ANSWERED
        return ClockState.LETTER_SENT, ReasonCode.OWNER_MAY_ANSWER
    if today < letter_from:
        return _resting(facts, since)
    if letter is None:
        return ClockState.LETTER_DUE, ReasonCode.LETTER_NOT_WRITTEN
    if not letter.came_back:
        # One that went out before the owner's last act is spent.
        waits = letter.sent_on is None
        return ClockState.LETTER_DUE, ReasonCode.LETTER_WAITS if waits else ReasonCode.LETTER_NOT_WRITTEN
    if letter.sent_on is not None and letter.sent_on < since:
        return ClockState.LETTER_DUE, ReasonCode.LETTER_NOT_WRITTEN
    return ClockState.LETTER_DUE, ReasonCode.LETTER_CAME_BACK


def _why_no_letter(facts: CreditFacts, rule: Rule) -> ReasonCode | None:
    if not facts.has_owner:
        return ReasonCode.OWNER_UNKNOWN
    is_comparable = facts.amount.currency == rule.currency
    if is_comparable and facts.amount.minor_units < rule.letter_minimum_minor:
        return ReasonCode.BELOW_MINIMUM
    return None


def _resting(facts: CreditFacts, rests_from: date) -> tuple[ClockState, ReasonCode]:
    if facts.answered_on is not None and facts.answered_on >= rests_from:
        return ClockState.CLAIMED, ReasonCode.ANSWERED
    return ClockState.RESTING, ReasonCode.RESTS


def _why_no_rule(jurisdiction: str) -> ReasonCode:
    if is_whole(jurisdiction):
        return ReasonCode.NO_RULE
    return ReasonCode.STATE_UNKNOWN if jurisdiction == UNITED_STATES else ReasonCode.COUNTRY_UNKNOWN


def _lapses_on(arose_on: date, rule: Rule) -> date:
    """The last day of the limitation; the firm keeps the credit as a liability all the same."""
    begins = date(arose_on.year, 12, 31) if rule.from_year_end else arose_on
    return add_months(begins, rule.dormancy_months)
