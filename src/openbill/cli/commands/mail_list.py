"""`openbill mail list`"""

from uuid import UUID

import click

from openbill.cli.options import format_option, organization_option
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE


@click.command(name="list")
@click.argument("state", type=click.Choice(tuple(map(str, MESSAGE_LIFECYCLE.states))))
@organization_option
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True, help="How many at most.")
@click.option("--after", type=click.UUID, help="Go on behind this message.")
@format_option("table", "json")
def list_(state: str, organization: str | None, limit: int, after: UUID | None, form: str) -> None:
    """List the messages in a state, in the order in which they were made."""
    from openbill.cli.organization import organization_named
    from openbill.cli.reports.show_messages import show_messages
    from openbill.foundation.tenancy import scope
    from openbill.messaging.queries.outbox import messages_in_state

    found = organization_named(organization)
    with scope(found.id):
        show_messages(messages_in_state(state, after=after, limit=limit), form=form)
