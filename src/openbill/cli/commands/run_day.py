"""`openbill run-day`"""

from datetime import date

import click

from openbill.cli.options import day, format_option, organization_option


@click.command(name="run-day")
@organization_option
@click.option("--date", "on", type=day, help="The day to run; today otherwise. Days that were missed need no run.")
@click.option("--calls", type=click.IntRange(0, 1_000), default=10, show_default=True, help="How many calls to show.")
@format_option("table", "json")
def run_day(organization: str | None, on: date | None, calls: int, form: str) -> int:
    """Remind whom the day asks to be reminded, judge promises, and say whom to call first.

    It may run as often as you like, at any hour and by several machines: nobody is reminded twice. Without
    --organization it runs for every one. Exits with 1 where a customer's reminder failed.
    """
    from openbill.cli.organization import acting_for, organization_named
    from openbill.cli.reports.show_day import show_days, shown_day
    from openbill.collections.commands.run_day import run_day as run
    from openbill.organizations.queries.organizations import organizations

    wanted = [organization_named(organization)] if organization is not None else organizations()
    shown = []
    for each in wanted:
        with acting_for(each.id) as context:
            today = on or context.today(each.time_zone)
            done = run(day=today, context=context)
        shown.append(shown_day(each, done, calls=calls))
    show_days(shown, form=form)
    return 1 if any(each.done.failures for each in shown) else 0
