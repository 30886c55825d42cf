"""`openbill mail confirm`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command()
@click.argument("message", type=click.UUID)
@organization_option
def confirm(message: UUID, organization: str | None) -> None:
    """Say that an uncertain message was sent: the mail server's log has it, or the customer."""
    from openbill.cli.organization import acting_for, organization_named
    from openbill.messaging.commands.confirm_message_was_sent import confirm_message_was_sent

    found = organization_named(organization)
    with acting_for(found.id) as context:
        confirm_message_was_sent(message_id=message, context=context)
    click.echo("It counts as sent.")
