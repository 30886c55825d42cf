"""`openbill tasks list`"""

import click

from openbill.cli.options import format_option, organization_option


@click.command(name="list")
@organization_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=1_000, show_default=True, help="How many at most.")
@format_option("table", "json")
def list_(organization: str | None, limit: int, form: str) -> None:
    """List the open tasks, the first due first."""
    from openbill.cli.organization import organization_named
    from openbill.cli.reports.show_tasks import show_tasks
    from openbill.collections.queries.open_tasks import open_tasks
    from openbill.foundation.tenancy import scope

    found = organization_named(organization)
    with scope(found.id):
        show_tasks(open_tasks(limit=limit), form=form)
