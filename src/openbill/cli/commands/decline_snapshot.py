"""`openbill decline-snapshot`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command(name="decline-snapshot")
@click.argument("run_id", type=click.UUID)
@click.option("--reason", default="", help="Why nothing of it is brought in.")
@organization_option
def decline_snapshot(run_id: UUID, reason: str, organization: str | None) -> None:
    """Turn a snapshot down that shrank suspiciously and was found to be wrong."""
    from openbill.cli.organization import acting_for, organization_named
    from openbill.importing.commands.decline_snapshot import decline_snapshot as decline

    found = organization_named(organization)
    with acting_for(found.id) as context:
        decline(run_id=run_id, reason=reason, context=context)
    click.echo("Declined. Nothing of that file is brought in.")
