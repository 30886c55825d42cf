"""`openbill mail send-again`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command(name="send-again")
@click.argument("message", type=click.UUID)
@organization_option
def send_again(message: UUID, organization: str | None) -> None:
    """Queue a failed message anew; or an uncertain one that the mail server's log does not have."""
    from openbill.cli.organization import acting_for, organization_named
    from openbill.messaging.commands.send_again import send_again as send

    found = organization_named(organization)
    with acting_for(found.id) as context:
        send(message_id=message, context=context)
    click.echo("Queued again.")
