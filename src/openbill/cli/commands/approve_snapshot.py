"""`openbill approve-snapshot`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command(name="approve-snapshot")
@click.argument("run_id", type=click.UUID)
@organization_option
def approve_snapshot(run_id: UUID, organization: str | None) -> None:
    """Let a snapshot through that shrank suspiciously and was found to be right."""
    from openbill.cli.organization import acting_for, organization_named
    from openbill.importing.commands.approve_snapshot import approve_snapshot as approve

    found = organization_named(organization)
    with acting_for(found.id) as context:
        approve(run_id=run_id, context=context)
    click.echo("Approved. Import the same file again to bring it in.")
