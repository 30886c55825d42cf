"""`openbill report debts`"""

from datetime import date, datetime

import click

from openbill.cli.options import report_options


@click.command()
@report_options
@click.option("--by", type=click.Choice(["amount", "age"]), default="amount", show_default=True)
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="How many are shown.")
def debts(
    organization: str | None,
    as_of: date | None,
    known_at: date | datetime | None,
    form: str,
    by: str,
    top: int,
) -> None:
    """Show the largest debts, those of each currency by themselves; or the oldest ones.

    The disputed part is a part of what is open.
    """
    from openbill.cli.known_at import known_at as known_at_of
    from openbill.cli.known_at import sequence_of
    from openbill.cli.organization import organization_named
    from openbill.cli.reports.show_debts import show_debts
    from openbill.foundation.tenancy import scope
    from openbill.receivables.queries import debts as queries

    found = organization_named(organization)
    day = as_of or found.today
    known = known_at_of(found, known_at)
    with scope(found.id):
        result = queries.debts(found.id, day, by=queries.DebtsBy(by), top=top, known_sequence=sequence_of(known))
    show_debts(result, as_of=day, by=by, known=known, form=form)
