"""`openbill api-key list`"""

import click

from openbill.cli.options import format_option, organization_option


@click.command(name="list")
@organization_option
@format_option("table", "json")
def list_(organization: str | None, form: str) -> None:
    """List the keys, the newest first; never a secret."""
    from openbill.cli.organization import organization_named
    from openbill.cli.reports.show_api_keys import show_api_keys
    from openbill.foundation.tenancy import scope
    from openbill.organizations.queries.api_keys import api_keys

    found = organization_named(organization)
    with scope(found.id):
        show_api_keys(api_keys(), form=form)
