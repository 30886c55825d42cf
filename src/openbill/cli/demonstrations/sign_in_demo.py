"""Who may look at the demo company, and how to sign in."""

from contextlib import suppress

import click

from openbill.cli.organization import acting_for, organization_named
from openbill.demo.found_firm import NAME
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.errors import RoleAlreadyGranted
from openbill.signing_in.password_link import link_to_set_password

OWNER = "owner@demo.example"


def tell_sign_in() -> None:
    """Make the demo's owner where there is none yet, and print a one-time link to choose a password."""
    with acting_for(organization_named(NAME).id) as context, suppress(RoleAlreadyGranted):
        invite_user(email=OWNER, role="owner", name="Dana Owens", is_known_elsewhere=True, context=context)
    click.echo(f"To look at it in a browser, start `openbill serve`. Sign in as {OWNER}; choose a password here:\n")
    click.echo(f"  {link_to_set_password(OWNER)}\n")
