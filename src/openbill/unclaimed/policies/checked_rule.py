"""A rule that a person wrote, as it can be kept."""

from dataclasses import replace

from openbill.primitives.currency import exponent
from openbill.primitives.money import Money
from openbill.unclaimed.errors import (
    CutOffMissing,
    DormancyWrong,
    LetterDaysWrong,
    LetterMinimumWrong,
    RuleSourceMissing,
)
from openbill.unclaimed.policies.days_of_year import checked_day_of_year
from openbill.unclaimed.policies.jurisdiction import checked_jurisdiction
from openbill.unclaimed.types import Rule, Treatment

MOST_MONTHS = 1_200
MOST_LETTER_DAYS = 730


def checked_rule(rule: Rule) -> Rule:
    """The rule with its jurisdiction and days as they are kept; where credits stay, without what is not needed.

    Raises JurisdictionWrong, RuleSourceMissing, DormancyWrong, DayOfYearWrong, CutOffMissing, LetterDaysWrong,
    LetterMinimumWrong and UnknownCurrency.
    """
    source = rule.source.strip()
    if not source:
        raise RuleSourceMissing
    if not 1 <= rule.dormancy_months <= MOST_MONTHS:
        raise DormancyWrong(months=rule.dormancy_months, most=MOST_MONTHS)
    jurisdiction = checked_jurisdiction(rule.jurisdiction)
    if rule.treatment is Treatment.KEEP:
        return Rule(
            jurisdiction,
            rule.kind,
            rule.treatment,
            rule.dormancy_months,
            source,
            rule.checked_on,
            rule.valid_from,
            from_year_end=rule.from_year_end,
            is_own=rule.is_own,
        )
    cut_off, report_by = checked_day_of_year(rule.cut_off), checked_day_of_year(rule.report_by)
    if not cut_off or not report_by:
        raise CutOffMissing
    _check_letter(rule)
    return replace(
        rule,
        jurisdiction=jurisdiction,
        source=source,
        cut_off=cut_off,
        report_by=report_by,
        deliver_by=checked_day_of_year(rule.deliver_by),
        from_year_end=False,
    )


def _check_letter(rule: Rule) -> None:
    latest, earliest = rule.letter_latest_days, rule.letter_earliest_days
    is_ordered = earliest is None or earliest >= latest
    if not 0 <= latest <= MOST_LETTER_DAYS or not is_ordered or (earliest or 0) > MOST_LETTER_DAYS:
        raise LetterDaysWrong(earliest="any" if earliest is None else earliest, latest=latest, most=MOST_LETTER_DAYS)
    if rule.currency:
        exponent(rule.currency)
    if rule.letter_minimum_minor < 0 or (rule.letter_minimum_minor and not rule.currency):
        least = Money(rule.letter_minimum_minor, rule.currency) if rule.currency else rule.letter_minimum_minor
        raise LetterMinimumWrong(amount=least)
