"""`openbill mail discard`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command()
@click.argument("messages", nargs=-1, type=click.UUID, metavar="[MESSAGE...]")
@click.option("--all", "is_all", is_flag=True, help="Every held message.")
@click.option("--reason", required=True, help="Why; it stands in the log.")
@organization_option
def discard(messages: tuple[UUID, ...], is_all: bool, reason: str, organization: str | None) -> None:
    """Give messages up that are not sent yet: they are kept, and never sent.

    Those that are named may be held, wait for their turn, or have failed. The debts count as not reminded of by them.
    """
    from openbill.cli.organization import acting_for, organization_named
    from openbill.foundation.tenancy import scope
    from openbill.messaging.commands.cancel_message import cancel_message
    from openbill.messaging.commands.discard_held_messages import discard_held_messages

    if is_all == bool(messages):
        raise click.UsageError("Name the messages, or say --all.")
    found = organization_named(organization)
    with acting_for(found.id) as context:
        if is_all:
            count = discard_held_messages(reason=reason, context=context)
        else:
            count = len(set(messages))
            # All of them or none: one that cannot be taken back is named, and the others stay as they are.
            with scope(found.id):
                for message_id in sorted(set(messages)):
                    cancel_message(message_id=message_id, reason=reason, context=context)
    click.echo(f"{count:,} discarded.")
