"""`openbill mail status`"""

from datetime import timedelta

import click

from openbill.cli.options import format_option, organization_option

RECENT = timedelta(days=7)


@click.command()
@organization_option
@format_option("table", "json")
def status(organization: str | None, form: str) -> None:
    """Count the messages by state: those that wait, and those that ended in the last seven days."""
    from openbill.cli.organization import organization_named
    from openbill.cli.reports.show_messages import show_outbox
    from openbill.foundation.clock import now
    from openbill.foundation.tenancy import scope
    from openbill.messaging.queries.outbox import outbox

    found = organization_named(organization)
    with scope(found.id):
        show_outbox(outbox(since=now() - RECENT), form=form)
