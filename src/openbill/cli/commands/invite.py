"""`openbill invite`"""

import click

from openbill.cli.options import organization_option


@click.command()
@click.argument("email")
@click.option("--role", default="owner", show_default=True, help="What the person may do: owner, collector, biller ...")
@click.option("--name", default="", help="How the person is called.")
@click.option(
    "--known-elsewhere",
    is_flag=True,
    help="Let somebody in whose account another organization made. Ask the person first whether it is really theirs.",
)
@organization_option
def invite(email: str, role: str, name: str, known_elsewhere: bool, organization: str | None) -> None:
    """Let a person sign in: prints a one-time link with which a password is chosen, good for three days.

    Who has the role already just gets a new link, which also helps who forgot the password.
    """
    from openbill.cli.organization import acting_for, organization_named
    from openbill.cli.output import shown
    from openbill.organizations.commands.invite_user import invite_user
    from openbill.organizations.errors import RoleAlreadyGranted
    from openbill.signing_in.password_link import link_to_set_password

    found = organization_named(organization)
    try:
        with acting_for(found.id) as context:
            invite_user(email=email, role=role, name=name, is_known_elsewhere=known_elsewhere, context=context)
        click.echo(
            f"{shown(email)} is {shown(role)} in {shown(found.name)}. Choose a password here, within three days:"
        )
    except RoleAlreadyGranted:
        click.echo(f"{shown(email)} is {shown(role)} in {shown(found.name)} already. Choose a new password here:")
    click.echo(f"\n  {link_to_set_password(email)}\n")
