"""Make the demo company, and run its day."""

import time
from datetime import date, timedelta

import click

from openbill.cli.organization import acting_for
from openbill.cli.reports.show_day import show_days, shown_day
from openbill.collections.commands.run_day import run_day
from openbill.demo.bank_day import bring_bank_day
from openbill.demo.collect_by_debit import collect_by_debit
from openbill.demo.found_firm import NAME, found_firm
from openbill.demo.leave_unclaimed import leave_unclaimed
from openbill.demo.pay_online import pay_online
from openbill.demo.play_story import play_by_months
from openbill.demo.tell_story import tell_story
from openbill.foundation import clock
from openbill.foundation.command_log.seal import seal_commands
from openbill.organizations.queries.organizations import organizations
from openbill.receivables.commands.refresh_statistics import refresh_statistics

CALLS = 8
WEEKS_OF_REMINDERS = 13
TIME_ZONE = "Europe/Berlin"


def make_demo() -> None:
    """Make the demo company where there is none yet, and run today for it."""
    today = clock.business_date(clock.now(), TIME_ZONE)
    if not any(each.name == NAME for each in organizations()):
        _make(today)
    (company,) = [each for each in organizations() if each.name == NAME]
    with acting_for(company.id) as context:
        done = run_day(day=today, context=context)
    show_days([shown_day(company, done, calls=CALLS)], form="table")


def _make(today: date) -> None:
    began = time.monotonic()
    click.echo(f"Making {NAME}: two years of business of two companies, by the real commands.")
    story = tell_story(today)
    stage = found_firm(story)

    def after_month(month: date) -> None:
        click.echo(f"  {month:%Y-%m}", nl=False)
        if month.month % 4 == 0:
            refresh_statistics()

    play_by_months(story, stage, after_month=after_month)
    click.echo()
    for weeks in range(WEEKS_OF_REMINDERS, 0, -1):
        run_day(day=today - timedelta(weeks=weeks), context=stage.context)
    bring_bank_day(stage.entities["MAIN"], today, stage.context)
    collect_by_debit(stage, today)
    pay_online(stage, today)
    leave_unclaimed(stage, today)
    seal_commands(stage.context.organization_id)
    bills = len(stage.bills)
    click.echo(
        f"{bills:,} invoices, {len(stage.payments):,} payments, {len(story.buyers)} customers:"
        f" made in {time.monotonic() - began:.0f} seconds.\n"
    )
