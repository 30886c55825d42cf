"""How a day that was run is shown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import click

from openbill.cli.entities_without_account import EntityWithoutAccount, entities_without_account
from openbill.cli.output import write_json
from openbill.collections.queries.call_list import call_list, not_ranked
from openbill.collections.queries.open_tasks import open_task_count
from openbill.collections.types import CallRow, DayDone
from openbill.foundation.tenancy import scope
from openbill.organizations.types import OrganizationSummary
from openbill.primitives.money import decimal_string

MOST_SKIPPED = 10


@dataclass(frozen=True, slots=True)
class ShownDay:
    organization: str
    is_in_safe_mode: bool
    done: DayDone
    calls: Sequence[CallRow]
    not_ranked: Sequence[tuple[str, str]]
    open_tasks: int
    without_account: Sequence[EntityWithoutAccount]


def shown_day(organization: OrganizationSummary, done: DayDone, *, calls: int) -> ShownDay:
    """What there is to show of a day that was run: the calls, and what waits for a person."""
    with scope(organization.id):
        return ShownDay(
            organization.name,
            organization.is_in_safe_mode,
            done,
            call_list(done.day, limit=calls),
            not_ranked(done.day),
            open_task_count(),
            entities_without_account([organization.id]),
        )


def show_days(days: Sequence[ShownDay], *, form: str) -> None:
    """Print the days of all organizations; one alone is not a list."""
    if form == "json":
        shown = [_plain(day) for day in days]
        write_json(shown[0] if len(shown) == 1 else shown)
        return
    for day in days:
        _show(day)


def _show(day: ShownDay) -> None:
    done = day.done
    click.echo(f"{day.organization}, {done.day}")
    notices = _counted(done.notices_created, "reminder")
    held = "  They are held: safe mode sends nothing outside." if day.is_in_safe_mode and done.notices_created else ""
    tasks, promises = _counted(done.tasks_created, "task"), _counted(done.promises_judged, "promise")
    click.echo(f"  {notices} made, {tasks}, {promises} judged.{held}")
    for _, code, name in day.without_account:
        click.echo(f"  {name} has no bank account: its reminders do not say where to pay.")
        click.echo(f"        Run: openbill add-bank-account --iban IBAN --legal-entity {code}")
    reasons = Counter(skipped.reason for skipped in done.skipped)
    for reason, count in reasons.most_common(MOST_SKIPPED):
        click.echo(f"  {count:>5,} not reminded: {reason}")
    for failure in done.failures:
        click.echo(f"  FAILED for {failure.customer}: {failure.reason}", err=True)
    if day.calls:
        click.echo("\nCall first")
        for place, call in enumerate(day.calls, start=1):
            click.echo(f"  {place:>3}  {call.facts.number:<10} {call.facts.name}")
            click.echo(f"       {'; '.join(call.reasons)}")
    for currency in sorted({currency for _, currency in day.not_ranked}):
        numbers = ", ".join(number for number, each in day.not_ranked if each == currency)
        click.echo(f"\nNot ranked, as nobody knows what {currency} is worth: {numbers}. See: openbill set-rate --help")
    if day.open_tasks:
        wait = "1 task waits" if day.open_tasks == 1 else f"{day.open_tasks:,} tasks wait"
        click.echo(f"\n{wait} for a person: openbill tasks list")
    click.echo()


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def _plain(day: ShownDay) -> dict[str, object]:
    done = day.done
    return {
        "organization": day.organization,
        "date": done.day.isoformat(),
        "is_in_safe_mode": day.is_in_safe_mode,
        "notices_created": done.notices_created,
        "tasks_created": done.tasks_created,
        "promises_judged": done.promises_judged,
        "skipped": [
            {
                "customer": skipped.customer,
                "legal_entity": skipped.legal_entity,
                "currency": skipped.currency,
                "reason": skipped.reason,
            }
            for skipped in done.skipped
        ],
        "failures": [{"customer": failure.customer, "reason": failure.reason} for failure in done.failures],
        "call_list": [_plain_call(call) for call in day.calls],
        "not_ranked": [{"customer": number, "currency": currency} for number, currency in day.not_ranked],
        "open_tasks": day.open_tasks,
        "legal_entities_without_bank_account": [entity.code for entity in day.without_account],
    }


def _plain_call(call: CallRow) -> dict[str, object]:
    facts = call.facts
    return {
        "customer": facts.number,
        "name": facts.name,
        "overdue": decimal_string(facts.overdue.minor_units, facts.overdue.currency),
        "currency": facts.overdue.currency,
        "oldest_days": facts.oldest_days,
        "score": call.score,
        "reasons": list(call.reasons),
    }
