"""`openbill gateway connect`"""

import click

from openbill.cli.options import legal_entity_option, organization_option

KINDS = ("test", "stripe", "gocardless")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@organization_option
@legal_entity_option
def connect(kind: str, organization: str | None, legal_entity: str | None) -> None:
    """Have a gateway collect for a company; its secrets are asked for, and never shown."""
    from django.conf import settings
    from pydantic import SecretStr

    from openbill.cli.organization import acting_for, legal_entity_of, organization_named
    from openbill.foundation.tenancy import scope
    from openbill.gateways.commands.connect_gateway import connect_gateway
    from openbill.gateways.queries.access_of_account import gateways
    from openbill.gateways.types import GatewayKind

    found = organization_named(organization)
    is_test = kind == GatewayKind.TEST.value
    api_key = None if is_test else SecretStr(click.prompt("API key", hide_input=True))
    notice_secret = None if is_test else SecretStr(click.prompt("Signing secret of its notices", hide_input=True))
    entity_id = legal_entity_of(found, legal_entity)
    with acting_for(found.id) as context:
        account_id = connect_gateway(
            kind=GatewayKind(kind),
            api_key=api_key,
            notice_secret=notice_secret,
            legal_entity_id=entity_id,
            context=context,
        )
    with scope(found.id):
        path = next(each.notices_path for each in gateways() if each.id == account_id)
    click.echo(f"It collects from now on. Have it send its notices to:\n\n  {settings.CONFIGURATION.url}{path}\n")
