"""`openbill mail release`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command()
@click.argument("messages", nargs=-1, type=click.UUID, metavar="[MESSAGE...]")
@click.option("--all", "is_all", is_flag=True, help="Every held message.")
@organization_option
def release(messages: tuple[UUID, ...], is_all: bool, organization: str | None) -> None:
    """Queue held messages. Before each is sent it is looked at once more whether it still should be."""
    from openbill.cli.mail_waits import why_mail_waits
    from openbill.cli.organization import acting_for, organization_named
    from openbill.messaging.commands.release_held_messages import release_held_messages

    if is_all == bool(messages):
        raise click.UsageError("Name the messages, or say --all.")
    found = organization_named(organization)
    with acting_for(found.id) as context:
        count = release_held_messages(message_ids=None if is_all else messages, context=context)
    click.echo(" ".join(filter(None, (f"{count:,} released.", why_mail_waits() if count else ""))))
