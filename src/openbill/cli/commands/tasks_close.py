"""`openbill tasks close`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command()
@click.argument("task", type=click.UUID)
@click.option("--outcome", default="", help="What came of it.")
@organization_option
def close(task: UUID, outcome: str, organization: str | None) -> None:
    """Close a task; one that is closed already stays as it is."""
    from openbill.cli.organization import acting_for, organization_named
    from openbill.collections.commands.close_task import close_task

    found = organization_named(organization)
    with acting_for(found.id) as context:
        close_task(task_id=task, outcome=outcome, on=context.today(found.time_zone), context=context)
    click.echo("Closed.")
