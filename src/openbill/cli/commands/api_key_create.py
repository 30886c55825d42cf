"""`openbill api-key create`"""

from datetime import date, datetime

import click

from openbill.cli.options import instant, organization_option


@click.command()
@click.argument("name")
@click.option("--role", required=True, help="What the program may do: biller, auditor, or a role of your own.")
@click.option("--expires", type=instant, help="Until when it is accepted; a bare day means the end of it.")
@organization_option
def create(name: str, role: str, expires: date | datetime | None, organization: str | None) -> None:
    """Make a key for a program; its secret is shown now and never again."""
    from openbill.cli.known_at import instant_of
    from openbill.cli.organization import acting_for, organization_named
    from openbill.cli.output import shown
    from openbill.organizations.commands.create_api_key import create_api_key

    found = organization_named(organization)
    expires_at = instant_of(expires, found.time_zone) if expires else None
    with acting_for(found.id) as context:
        created = create_api_key(name=name, role=role, expires_at=expires_at, context=context)
    assert created.secret is not None
    click.echo(f"The key {created.prefix} is {shown(role)} in {shown(found.name)}. Its secret is shown only now:")
    click.echo(f"\n  {created.secret.get_secret_value()}\n")
