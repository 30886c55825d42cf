"""`openbill api-key revoke`"""

from uuid import UUID

import click

from openbill.cli.options import organization_option


@click.command()
@click.argument("key", type=click.UUID)
@organization_option
def revoke(key: UUID, organization: str | None) -> None:
    """Have a key accepted no more, from now on and for ever; `api-key list` tells its identifier."""
    from openbill.cli.organization import acting_for, organization_named
    from openbill.organizations.commands.revoke_api_key import revoke_api_key

    found = organization_named(organization)
    with acting_for(found.id) as context:
        revoke_api_key(api_key_id=key, context=context)
    click.echo("Revoked.")
