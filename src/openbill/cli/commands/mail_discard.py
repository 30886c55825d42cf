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
    """Give held messages up: they are kept, and never sent. The debts count as not reminded of by them."""
    from openbill.cli.organization import acting_for, organization_named
    from openbill.messaging.commands.discard_held_messages import discard_held_messages

    if is_all == bool(messages):
        raise click.UsageError("Name the messages, or say --all.")
    found = organization_named(organization)
    with acting_for(found.id) as context:
        count = discard_held_messages(message_ids=None if is_all else messages, reason=reason, context=context)
    click.echo(f"{count:,} discarded.")
