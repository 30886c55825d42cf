"""`openbill report changes`"""

from datetime import date, timedelta

import click

from openbill.cli.options import day, format_option, organization_option


@click.command()
@organization_option
@click.option("--from", "from_date", type=day, help="The day to start from.")
@click.option("--to", "to_date", type=day, help="The day to compare with it.")
@click.option("--top", type=click.IntRange(min=0), default=10, show_default=True, help="How many movements are listed.")
@format_option("table", "json", "csv")
def changes(organization: str | None, from_date: date | None, to_date: date | None, top: int, form: str) -> None:
    """Show what changed from the evening of one day to the evening of another.

    Without days: between the two latest snapshots; where there are none, from yesterday to today. CSV lists
    the largest movements of each currency.
    """
    from openbill.cli.organization import organization_named
    from openbill.cli.reports.show_changes import show_changes
    from openbill.foundation.tenancy import scope
    from openbill.importing.queries.snapshot_days import latest_snapshot_days
    from openbill.receivables.queries import changes as queries

    found = organization_named(organization)
    with scope(found.id):
        days = latest_snapshot_days(found.id) if from_date is None and to_date is None else ()
        if len(days) == 2:
            to_date, from_date = days
        last = to_date or max(found.today, from_date or found.today)
        first = from_date or last - timedelta(days=1)
        if first > last:
            raise click.UsageError(f"--from {first} is after --to {last}.")
        result = queries.changes(found.id, first, last, top=top)
    show_changes(result, home_currency=found.currency, form=form)
