"""`openbill gateway`: the table of what can be done with payment gateways."""

import click

from openbill.cli.lazy_group import Entry, LazyGroup

ACTS = (
    Entry("connect", "openbill.cli.commands.gateway_connect:connect", "Have a gateway collect for a company."),
    Entry("disconnect", "openbill.cli.commands.gateway_disconnect:disconnect", "Collect nothing by it any more."),
    Entry("list", "openbill.cli.commands.gateway_list:list_", "Which gateways collect, and where they tell it."),
)


@click.group(cls=LazyGroup, table=ACTS)
def gateway() -> None:
    """Connect, list and disconnect payment gateways."""
