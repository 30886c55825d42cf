"""`openbill report statement`"""

from datetime import date, datetime

import click

from openbill.cli.options import customer_option, day, report_options


@click.command()
@report_options
@customer_option
@click.option(
    "--form",
    "kind",
    type=click.Choice(["open-item", "activity"]),
    default="open-item",
    show_default=True,
    help="What is open, or how the balance came about.",
)
@click.option("--from", "from_date", type=day, help="The first day of the activity; the month's first otherwise.")
def statement(
    organization: str | None,
    as_of: date | None,
    known_at: date | datetime | None,
    form: str,
    customer: str,
    kind: str,
    from_date: date | None,
) -> None:
    """Show one customer's account; what was merged into the customer is in it."""
    from openbill.cli.known_at import known_at as known_at_of
    from openbill.cli.known_at import sequence_of
    from openbill.cli.organization import organization_named
    from openbill.cli.reports.show_statement import StatementHead, show_activity, show_open_items
    from openbill.foundation.tenancy import scope
    from openbill.primitives.calendar import month_start
    from openbill.receivables.queries import statement as queries

    found = organization_named(organization)
    day = as_of or found.today
    first_day = from_date or month_start(day)
    if first_day > day:
        raise click.UsageError(f"--from {first_day} is after the day of the statement, {day}.")
    known = known_at_of(found, known_at)
    sequence = sequence_of(known)
    with scope(found.id):
        who = queries.customer_of_number(found.id, customer, known_sequence=sequence)
        head = StatementHead(who, day, found.currency, known)
        if kind == "activity":
            activity = queries.activity_statement(found.id, who.id, first_day, day, known_sequence=sequence)
            show_activity(activity, head, from_date=first_day, form=form)
        else:
            items = queries.open_item_statement(found.id, who.id, day, known_sequence=sequence)
            show_open_items(items, head, form=form)
