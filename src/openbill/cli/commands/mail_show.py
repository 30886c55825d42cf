"""`openbill mail show`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command()
@click.argument("message", type=click.UUID)
@organization_option
def show(message: UUID, organization: str | None) -> None:
    """Show a message: what it says, to whom and why, what is attached, and how it fared."""
    from openbill.cli.organization import organization_named
    from openbill.cli.reports.show_messages import show_message
    from openbill.foundation.tenancy import scope
    from openbill.messaging.queries.message_details import message_details

    found = organization_named(organization)
    with scope(found.id):
        show_message(message_details(message))
