"""`openbill gateway list`"""

import click

from openbill.cli.options import organization_option


@click.command(name="list")
@organization_option
def list_(organization: str | None) -> None:
    """Which gateways collect, and where each is to tell what happened."""
    from django.conf import settings

    from openbill.cli.organization import organization_named
    from openbill.foundation.tenancy import scope
    from openbill.gateways.queries.access_of_account import gateways
    from openbill.organizations.queries.legal_entities import legal_entity_of

    found = organization_named(organization)
    with scope(found.id):
        connected = [(each, legal_entity_of(each.legal_entity_id).code) for each in gateways()]
    for account, code in connected:
        click.echo(f"{account.id}  {account.kind.value}  {code}  {settings.CONFIGURATION.url}{account.notices_path}")
    if not connected:
        click.echo("No gateway is connected.")
