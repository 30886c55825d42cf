"""`openbill api-key`: the table of what can be done with the keys of programs."""

import click

from openbill.cli.lazy_group import Entry, LazyGroup

ACTS = (
    Entry("create", "openbill.cli.commands.api_key_create:create", "Let a program act for the organization."),
    Entry("list", "openbill.cli.commands.api_key_list:list_", "Which programs may act, and until when."),
    Entry("revoke", "openbill.cli.commands.api_key_revoke:revoke", "Have a key accepted no more."),
)


@click.group(cls=LazyGroup, table=ACTS)
def api_key() -> None:
    """Make, list and revoke the keys with which programs use the API."""
