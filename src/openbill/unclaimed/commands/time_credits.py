"""Set the clocks of credits by what is known of them now."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.locks import wait_for_turn
from openbill.foundation.staging import staged_rows
from openbill.organizations.models import Organization
from openbill.primitives.identifiers import new_identifier
from openbill.unclaimed.commands.withdraw_letters import withdraw_letters
from openbill.unclaimed.models import UnclaimedCredit
from openbill.unclaimed.policies.clock import clock_of
from openbill.unclaimed.queries.credits_to_time import CreditToTime, credits_of_items, credits_of_lines
from openbill.unclaimed.queries.rules import Rules, rules_that_hold
from openbill.unclaimed.types import Clock, ClockState, ReasonCode

_COLUMNS = """
    id uuid, item_id uuid, line_id uuid, customer_id uuid, legal_entity_id uuid, kind text, number text, currency text,
    amount_minor bigint, arose_on date, jurisdiction text, last_contact_on date, last_contact_how text,
    rests_from date, dormant_on date, letter_from date, letter_until date, report_on date, deliver_on date, state text,
    because text, rule_source text, is_changed boolean
"""


WRITTEN_TO = (ClockState.LETTER_DUE, ClockState.LETTER_SENT)
"""The states in which a letter that waits is right; a copy may wait longer than its letter."""

_RUNNING = (ClockState.RESTING, ClockState.LETTER_DUE, ClockState.LETTER_SENT, ClockState.TO_HAND_OVER)
"""The states out of which a credit comes by a refund that is asked for: it would go to the state otherwise."""


@dataclass(frozen=True, slots=True)
class TimedCredit:
    """A credit and where its clock stands now."""

    credit_id: UUID
    credit: CreditToTime
    clock: Clock
    rule_source: str

    @property
    def is_changed(self) -> bool:
        before = (self.credit.state_before, self.credit.because_before, self.credit.rests_from_before)
        return before != (self.clock.state.value, self.clock.because.value, self.clock.rests_from)


def take_turn(context: Context) -> None:
    """Wait until nobody else sets clocks of the organization; first of all that an act does."""
    wait_for_turn("clocks of unclaimed credits", context.organization_id)


def today_of_clocks(context: Context) -> date:
    """The day by which clocks are set: the organization's."""
    zone = Organization.objects.values_list("time_zone", flat=True).get(id=context.organization_id)
    return context.today(zone)


def time_again(credit_ids: Collection[UUID], *, context: Context) -> None:
    """Set the clocks of these credits anew, inside the running command, which has the turn."""
    rows = UnclaimedCredit.objects.filter(organization_id=context.organization_id, id__in=credit_ids)
    things = list(rows.values_list("item_id", "line_id"))
    items = [item_id for item_id, _ in things if item_id]
    lines = [line_id for _, line_id in things if line_id]
    time_credits(items, lines, today=today_of_clocks(context), context=context)


def time_credits(
    item_ids: Collection[UUID], line_ids: Collection[UUID], *, today: date, context: Context
) -> tuple[int, int]:
    """Set the clocks of credits inside the running command, which has the turn; how many, and how many changed.

    Each has one row, and what changes of its state is added to its history. The same day gives the same rows, however
    often it is done. Letters that wait are withdrawn where nobody has to be written to any more.
    """
    rules = rules_that_hold(today)
    owed = [*(credits_of_items(item_ids) if item_ids else ()), *(credits_of_lines(line_ids) if line_ids else ())]
    timed = [_timed(credit, rules, today) for credit in owed if _has_a_clock(credit)]
    if timed:
        _write(timed, today, context)
        withdraw_letters([each.credit_id for each in timed if each.clock.state not in WRITTEN_TO], context=context)
    return len(timed), sum(each.is_changed for each in timed)


def _has_a_clock(credit: CreditToTime) -> bool:
    """Nothing is written of what was used before it got one."""
    return credit.credit_id is not None or credit.facts.amount.is_positive


def _timed(credit: CreditToTime, rules: Rules, today: date) -> TimedCredit:
    rule = rules.get((credit.jurisdiction, credit.facts.kind))
    clock = clock_of(credit.facts, rule, credit.jurisdiction, today)
    if credit.handed_over in ("approved", "paid"):
        clock = replace(clock, state=ClockState.HANDED_OVER, because=ReasonCode.HANDED_OVER)
    elif not credit.facts.amount.is_positive:
        clock = Clock(ClockState.ENDED, ReasonCode.NOTHING_OPEN, clock.rests_from)
    elif credit.is_refund_asked_for and clock.state in _RUNNING:
        clock = replace(clock, state=ClockState.CLAIMED, because=ReasonCode.REFUND_ASKED_FOR)
    elif credit.handed_over and clock.state is ClockState.TO_HAND_OVER:
        clock = replace(clock, because=ReasonCode.ASKED_FOR)
    return TimedCredit(credit.credit_id or new_identifier(), credit, clock, rule.source if rule else "")


def _write(timed: Sequence[TimedCredit], today: date, context: Context) -> None:
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "today": today,
        "actor": context.responsible,
        "command": context.running_command_id,
    }
    with staged_rows("clocks", _COLUMNS, _rows(timed)) as clocks, connection.cursor() as cursor:
        cursor.execute(_UPDATE.format(clocks=clocks), parameters)
        cursor.execute(_INSERT.format(clocks=clocks), parameters)
        cursor.execute(_HISTORY.format(clocks=clocks), parameters)


def _rows(timed: Sequence[TimedCredit]) -> Iterator[tuple[object, ...]]:
    for each in timed:
        credit, facts, clock = each.credit, each.credit.facts, each.clock
        yield (
            each.credit_id, credit.item_id, credit.line_id, credit.customer_id, credit.legal_entity_id,
            facts.kind.value, credit.number, facts.amount.currency, facts.amount.minor_units, facts.arose_on,
            credit.jurisdiction, facts.last_contact_on, credit.last_contact_how, clock.rests_from, clock.dormant_on,
            clock.letter_from, clock.letter_until, clock.report_on, clock.deliver_on, clock.state.value,
            clock.because.value, each.rule_source, each.is_changed,
        )  # fmt: skip


_TOLD = """customer_id, arose_on, jurisdiction, last_contact_on, last_contact_how, rests_from, dormant_on, letter_from,
    letter_until, report_on, deliver_on, state, because, rule_source"""

# What is handed over keeps the amount that was: nothing of it is open any more.
_AMOUNT = "CASE WHEN clock.state = 'handed_over' THEN credit.amount_minor ELSE clock.amount_minor END"

_UPDATE = f"""
    UPDATE unclaimed_credit credit SET
        (amount_minor, state_since, {_TOLD}) = ROW({_AMOUNT},
            CASE WHEN clock.state = credit.state THEN credit.state_since ELSE %(today)s::date END,
            {", ".join(f"clock.{column.strip()}" for column in _TOLD.split(","))})
    FROM {{clocks}} AS clock
    WHERE credit.organization_id = %(organization)s AND credit.id = clock.id
      AND ({_AMOUNT}, {", ".join(f"clock.{column.strip()}" for column in _TOLD.split(","))})
          IS DISTINCT FROM (credit.amount_minor, {", ".join(f"credit.{column.strip()}" for column in _TOLD.split(","))})
"""

_INSERT = f"""
    INSERT INTO unclaimed_credit (organization_id, id, item_id, line_id, legal_entity_id, kind, number, currency,
                                  amount_minor, state_since, {_TOLD})
    SELECT %(organization)s, id, item_id, line_id, legal_entity_id, kind, number, currency, amount_minor, %(today)s,
           {_TOLD}
    FROM {{clocks}} AS clock
    WHERE NOT EXISTS (SELECT FROM unclaimed_credit credit
                      WHERE credit.organization_id = %(organization)s AND credit.id = clock.id)
"""

_HISTORY = """
    INSERT INTO unclaimed_change (organization_id, id, credit_id, on_date, state, because, amount_minor, rests_from,
                                  report_on, jurisdiction, actor, command_id)
    SELECT %(organization)s, new_identifier(), credit.id, %(today)s, credit.state, credit.because, credit.amount_minor,
           credit.rests_from, credit.report_on, credit.jurisdiction, %(actor)s, %(command)s
    FROM {clocks} AS clock
    JOIN unclaimed_credit credit ON credit.organization_id = %(organization)s AND credit.id = clock.id
    WHERE clock.is_changed
"""
