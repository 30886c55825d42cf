"""Say what a jurisdiction does with credits that nobody claims."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Max

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.unclaimed.commands.time_credits import take_turn, time_again, today_of_clocks
from openbill.unclaimed.errors import OwnRuleUnknown
from openbill.unclaimed.events import UnclaimedRuleWasSet, UnclaimedRuleWasWithdrawn
from openbill.unclaimed.models import UnclaimedCredit, UnclaimedRule
from openbill.unclaimed.policies.checked_rule import checked_rule
from openbill.unclaimed.policies.jurisdiction import checked_jurisdiction
from openbill.unclaimed.queries.rules import own_rules
from openbill.unclaimed.types import CreditKind, Rule, Treatment

MOST_AT_ONCE = 5_000
"""So many clocks are set anew at once; those of the others are set on the next day."""

EVERY_KIND = tuple(CreditKind)


@in_plain_text("jurisdiction", "source", "cut_off", "report_by", "deliver_by", "currency")
@command(permission="unclaimed.manage_rules")
def set_unclaimed_rule(
    *,
    jurisdiction: str,
    treatment: Treatment,
    dormancy_months: int,
    source: str,
    kinds: Sequence[CreditKind] = EVERY_KIND,
    valid_from: date | None = None,
    from_year_end: bool = False,
    cut_off: str = "",
    report_by: str = "",
    deliver_by: str = "",
    letter_earliest_days: int | None = None,
    letter_latest_days: int = 0,
    letter_minimum_minor: int = 0,
    currency: str = "",
    exempts_businesses: bool = False,
    context: Context,
) -> str:
    """Set the organization's own rule of a jurisdiction, over what comes with Openbill; the jurisdiction as it is kept.

    For these kinds of credits, from a day on (today if not said), and until another one is set. The source says where
    the rule stands. The clocks of its credits are set anew at once. Raises JurisdictionWrong, RuleSourceMissing,
    DormancyWrong, DayOfYearWrong, CutOffMissing, LetterDaysWrong, LetterMinimumWrong and UnknownCurrency.
    """
    take_turn(context)
    today = today_of_clocks(context)
    told = Rule(
        jurisdiction=jurisdiction,
        kind=CreditKind.PAYMENT,
        treatment=treatment,
        dormancy_months=dormancy_months,
        source=source,
        checked_on=today,
        valid_from=valid_from or today,
        from_year_end=from_year_end,
        cut_off=cut_off,
        report_by=report_by,
        deliver_by=deliver_by,
        letter_earliest_days=letter_earliest_days,
        letter_latest_days=letter_latest_days,
        letter_minimum_minor=letter_minimum_minor,
        currency=currency.strip().upper(),
        exempts_businesses=exempts_businesses,
        is_own=True,
    )
    rule = checked_rule(told)
    for kind in dict.fromkeys(kinds or EVERY_KIND):
        revision = _keep(replace(rule, kind=kind), context)
        publish(UnclaimedRuleWasSet(rule.jurisdiction, kind.value, revision), context=context)
    _time_credits_of(rule.jurisdiction, context)
    return rule.jurisdiction


@command(permission="unclaimed.manage_rules")
def withdraw_unclaimed_rule(*, jurisdiction: str, kinds: Sequence[CreditKind] = EVERY_KIND, context: Context) -> str:
    """Take back the organization's own rules of a jurisdiction: what comes with Openbill holds again, or nothing does.

    Raises JurisdictionWrong and OwnRuleUnknown.
    """
    take_turn(context)
    name = checked_jurisdiction(jurisdiction)
    wanted = set(kinds or EVERY_KIND)
    withdrawn = {rule.kind: rule for rule in own_rules() if rule.jurisdiction == name and rule.kind in wanted}
    if not withdrawn:
        raise OwnRuleUnknown(jurisdiction=name)
    for kind, rule in sorted(withdrawn.items()):
        revision = _keep(rule, context, is_withdrawn=True)
        publish(UnclaimedRuleWasWithdrawn(name, kind.value, revision), context=context)
    _time_credits_of(name, context)
    return name


def _keep(rule: Rule, context: Context, *, is_withdrawn: bool = False) -> int:
    before = UnclaimedRule.objects.filter(
        organization_id=context.organization_id, jurisdiction=rule.jurisdiction, kind=rule.kind.value
    )
    revision: int = (before.aggregate(last=Max("revision"))["last"] or 0) + 1
    row = UnclaimedRule(
        organization_id=context.organization_id,
        jurisdiction=rule.jurisdiction,
        kind=rule.kind.value,
        revision=revision,
        is_withdrawn=is_withdrawn,
        treatment=rule.treatment.value,
        dormancy_months=rule.dormancy_months,
        from_year_end=rule.from_year_end,
        cut_off=rule.cut_off,
        report_by=rule.report_by,
        deliver_by=rule.deliver_by,
        letter_earliest_days=rule.letter_earliest_days,
        letter_latest_days=rule.letter_latest_days,
        letter_minimum_minor=rule.letter_minimum_minor,
        currency=rule.currency,
        exempts_businesses=rule.exempts_businesses,
        source=rule.source,
        valid_from=rule.valid_from,
        set_on=rule.checked_on,
        command_id=context.running_command_id,
    )
    row.save(force_insert=True)
    return revision


def _time_credits_of(jurisdiction: str, context: Context) -> None:
    owed = UnclaimedCredit.objects.filter(organization_id=context.organization_id, jurisdiction=jurisdiction)
    running = owed.exclude(state__in=["ended", "handed_over"]).order_by("id").values_list("id", flat=True)
    time_again(list(running[:MOST_AT_ONCE]), context=context)
