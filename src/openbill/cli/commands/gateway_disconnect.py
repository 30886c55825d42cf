"""`openbill gateway disconnect`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command()
@click.argument("account_id", type=click.UUID)
@organization_option
def disconnect(account_id: UUID, organization: str | None) -> None:
    """Collect nothing by a gateway any more, and forget its secrets; `openbill gateway list` tells its identifier."""
    from openbill.cli.organization import acting_for, organization_named
    from openbill.gateways.commands.connect_gateway import disconnect_gateway

    found = organization_named(organization)
    with acting_for(found.id) as context:
        disconnect_gateway(account_id=account_id, context=context)
    click.echo("It collects nothing any more, and its secrets are forgotten.")
